import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fromHex, isEnrolmentProof } from '@coldrx/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { agentConfig } from './testing/agent-fixture.ts'
import { rmc } from './testing/nmea.ts'
import { temporaryDirectory } from './testing/recorder-fixture.ts'

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url))

function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    output.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    output.err += chunk.toString()
  })
  return { child, output, ended: once(child, 'close').then(([code]) => code as number) }
}

function configFile(): { directory: string; file: string } {
  const directory = temporaryDirectory()
  const file = join(directory, 'agent.json')
  writeFileSync(file, JSON.stringify(agentConfig(directory)))
  return { directory, file }
}

test('enrols once, keeps the key to its owner, and runs until it is told to stop', async () => {
  const { directory, file } = configFile()
  const first = run('enrol', '--config', file)
  expect(await first.ended).toBe(0)
  const enrolment = JSON.parse(first.output.out) as { device: string; publicKey: string; secretHash: string }
  const secret = readFileSync(join(directory, 'broker-secret'), 'utf8')
  expect(enrolment).toEqual({
    device: 'tk001',
    publicKey: expect.stringMatching(/^04[0-9a-f]{128}$/) as string,
    secretHash: createHash('sha256').update(secret).digest('hex'),
  })
  for (const name of ['key.json', 'broker-secret']) expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600)
  const again = run('enrol', '--config', file)
  await again.ended
  expect(again.output.out).toBe(first.output.out)
  const withCode = run('enrol', '--config', file, '--code', 'ABCD-2345')
  await withCode.ended
  const proven = JSON.parse(withCode.output.out) as { proof: string }
  expect(proven).toEqual({ ...enrolment, code: 'ABCD-2345', proof: expect.any(String) as string })
  const about = { device: 'tk001', code: 'ABCD-2345' }
  expect(isEnrolmentProof(fromHex(enrolment.publicKey), about, fromHex(proven.proof))).toBe(true)

  const running = run('run', '--config', file)
  await expect.poll(() => running.output.out, { timeout: 20_000 }).toMatch(/^ready cab http:\/\/127\.0\.0\.1:\d+$/m)
  running.child.kill('SIGTERM')
  // by itself: a timer or socket that is left behind would keep it for ever
  expect(await running.ended).toBe(0)
})

test('says in a sentence what is wrong with how it was started', async () => {
  const { directory, file } = configFile()
  const notEnrolled = run('run', '--config', file)
  expect(await notEnrolled.ended).toBe(2)
  expect(notEnrolled.output.err.trim()).toMatch(/key\.json is missing: run "enrol" first$/)
  writeFileSync(file, JSON.stringify({ ...agentConfig(directory), device: 'Not A Name' }))
  for (const [args, text] of [
    [['run', '--config', file], 'device: must match'],
    [['fly'], 'usage:'],
    [['run', '--nothing'], 'usage:'],
  ] as const) {
    const wrong = run(...args)
    expect(await wrong.ended).toBe(2)
    expect(wrong.output.err).toContain(text)
  }
})

test('replays what a receiver said, one fix a line', async () => {
  const file = join(temporaryDirectory(), 'drive.nmea')
  const utcMs = Date.UTC(2026, 10, 25, 3, 4, 5)
  writeFileSync(file, `${rmc(utcMs)}${rmc(utcMs + 1_000, { active: false })}${rmc(utcMs + 2_000)}`)
  const replayed = run('gnss', '--replay', file)
  expect(await replayed.ended).toBe(0)
  const fixes = replayed.output.out.trim().split('\n')
  expect(fixes.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { time: '2026-11-25T03:04:05.000Z', lat: 31.2304, lon: 121.4736833 },
    { time: '2026-11-25T03:04:07.000Z' },
  ])
  const wrong = run('gnss', '--fly')
  expect(await wrong.ended).toBe(2)
  expect(wrong.output.err).toContain('usage: coldrx-edge gnss')
})
