import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { UsageError } from '../command-line/usage-error.ts'
import { agentConfig } from '../testing/agent-fixture.ts'
import { NO_RECORDINGS, recordedFile, rmc } from '../testing/nmea.ts'
import { openPtyLine } from '../testing/pty-line.ts'
import { recordedIo } from '../testing/recorded-io.ts'
import { temporaryDirectory } from '../testing/recorder-fixture.ts'
import { showReceiver } from './gnss-command.ts'

async function run(args: readonly string[], signal = new AbortController().signal) {
  const { io, said } = recordedIo()
  const code = await showReceiver(args, io, signal)
  return { code, lines: said.out.trimEnd().split('\n'), notes: said.err }
}

function speakingLine() {
  const line = openPtyLine()
  const begunMs = performance.now()
  const utcMs = Date.UTC(2026, 10, 25)
  const timer = setInterval(() => line.write(Buffer.from(rmc(Math.round(utcMs + performance.now() - begunMs)))), 200)
  onTestFinished(() => {
    clearInterval(timer)
    line.unplug()
  })
  return line
}

describe('coldrx-edge gnss', () => {
  it('prints the fixes that it accepts of a recording, one JSON text a line', async () => {
    const file = join(temporaryDirectory(), 'drive.nmea')
    const utcMs = Date.UTC(2026, 10, 25, 3, 4, 5)
    writeFileSync(
      file,
      `# by hand\r\n${rmc(utcMs)}\xba\xce${rmc(utcMs + 1_000, { active: false })}${rmc(utcMs + 2_000)}`,
      'latin1',
    )
    const { code, lines, notes } = await run(['--replay', file])
    expect(code).toBe(0)
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { time: '2026-11-25T03:04:05.000Z', lat: 31.2304, lon: 121.4736833, speedKmh: 72.4, filtered: { parked: false } },
      { time: '2026-11-25T03:04:07.000Z' },
    ])
    expect(notes).toContain('2 fixes accepted')
  })

  it('prints a real drive with the dates of the reference', async (context) => {
    const file = recordedFile('gpsd-telit-he910.first60k.log')
    if (file === undefined) return context.skip(NO_RECORDINGS)
    const { lines } = await run(['--replay', file, '--reference', '2026-01-01'])
    expect(lines.length).toBeGreaterThan(50)
  })

  it.each([
    [
      'one JSON text',
      ['--json'],
      /^\{"state":"fix","time":"2026-11-25T00:00:\d\d\.\d{3}Z","lat":31\.2304,"lon":121\.47368,/,
    ],
    ['a sentence', [], /^fix at 31\.23040, 121\.47368, 72 km\/h; UTC 2026-11-25T/],
  ])('says once what a receiver on a serial line says, as %s', async (_, flags, expected) => {
    const { code, lines } = await run(['--path', speakingLine().path, ...flags])
    expect(code).toBe(0)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(expected)
  })

  it('watches until it is told to stop, and finds the receiver of a configuration', async () => {
    const directory = temporaryDirectory()
    const file = join(directory, 'agent.json')
    writeFileSync(file, JSON.stringify({ ...agentConfig(directory), gnss: { id: 'gnss', path: speakingLine().path } }))
    const { code, lines } = await run(['--config', file, '--watch', '--json'], AbortSignal.timeout(3_500))
    expect(code).toBe(0)
    expect(lines.length).toBeGreaterThanOrEqual(2)
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ state: 'fix' })
  })

  it('says in plain words that a line cannot be opened, in either language', async () => {
    const path = join(temporaryDirectory(), 'no-such-line')
    const { code, lines } = await run(['--path', path])
    expect(code).toBe(1)
    expect(lines[0]).toContain('cannot be opened')
    expect((await run(['--path', path, '--language', 'zh'])).lines[0]).toContain('无法打开')
  })

  it.each([
    [[], 'one of --config, --path, --tcp and --replay is needed'],
    [['--path', 'a', '--replay', 'b'], 'one of --config'],
    [['--path', 'a', '--baud', 'fast'], '--baud: "fast"'],
    [['--tcp', 'nowhere'], '--tcp: "nowhere" is not HOST:PORT'],
    [['--replay', 'a', '--reference', 'soon'], '--reference: "soon"'],
    [['--fly'], '--fly'],
  ])('refuses %j with what would be right', async (args, problem) => {
    const refused = await run(args).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(UsageError)
    expect(String(refused)).toContain(problem)
  })

  it('says which file it cannot read', async () => {
    const { code, notes } = await run(['--replay', '/nowhere/drive.nmea'])
    expect(code).toBe(1)
    expect(notes).toContain('/nowhere/drive.nmea cannot be read')
  })
})
