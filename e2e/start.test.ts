import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type RunningProgram, spawnProgram } from './faults/process.ts'
import { signIn } from './feed-client.ts'
import { freePort, repository } from './world.ts'

const data = mkdtempSync(join(tmpdir(), 'coldrx-start-'))
let running: RunningProgram | undefined

afterAll(async () => {
  await running?.stop()
  rmSync(data, { recursive: true, force: true })
})

async function npmStart(
  ...args: readonly string[]
): Promise<{ program: RunningProgram; pagesUrl: string; printed: string }> {
  const program = spawnProgram({
    name: 'start',
    command: process.execPath,
    args: [join(repository, 'start/start.mjs'), '--trucks', '1', '--data', data, ...args],
    readyPattern: /^records and logs/,
  })
  running = program
  await program.ready
  const printed = program.lines.join('\n')
  return { program, pagesUrl: /ready (http:\S+)/.exec(printed)?.[1] ?? '', printed }
}

async function framesOf(pagesUrl: string, printed: string): Promise<number> {
  const [, name = '', password = ''] = /sign-ins:\n\s+(\S+)\s+(\S+)/.exec(printed) ?? []
  const cookie = await signIn({ pagesUrl, signIn: { name, password } })
  const { trucks } = (await (await fetch(`${pagesUrl}/api/trucks`, { headers: { cookie } })).json()) as {
    trucks: { device: string; frames: number }[]
  }
  expect(trucks.map((truck) => truck.device)).toEqual(['tk001'])
  return trucks[0]?.frames ?? 0
}

test('one command brings up a world with readings; a second start goes on with its records', {
  timeout: 180_000,
}, async () => {
  const taken = createServer()
  const takenPort = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => {
      const address = taken.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const ports = ['--http-port', String(await freePort()), '--mqtt-port', String(await freePort())]
  const first = await npmStart(...ports)
  const frames = await framesOf(first.pagesUrl, first.printed)
  expect(frames).toBeGreaterThan(0)
  await first.program.stop()
  await expect(fetch(`${first.pagesUrl}/api/health`)).rejects.toThrow('fetch failed')

  const second = await npmStart(...ports)
  expect(await framesOf(second.pagesUrl, second.printed)).toBeGreaterThan(frames)
  await second.program.stop()

  // a port that was asked for and is taken is an error that names it
  const refused = spawnProgram({
    name: 'refused',
    command: process.execPath,
    args: [join(repository, 'start/start.mjs'), '--trucks', '1', '--data', data, '--http-port', String(takenPort)],
    readyPattern: /stopped/,
  })
  await refused.ready.catch(() => undefined)
  expect(refused.lines.join('\n')).toContain(`port ${takenPort} (--http-port) is taken`)
  await refused.stop()
  taken.close()
})

test('an option that is not known or not in range is refused with what is allowed', async () => {
  const program = spawnProgram({
    name: 'options',
    command: process.execPath,
    args: [join(repository, 'start/start.mjs'), '--trucks', 'none', '--colour', 'blue'],
    readyPattern: /unknown option/,
  })
  await program.ready
  const printed = program.lines.join('\n')
  expect(printed).toContain('--trucks needs a whole number from 1 to 50, not "none"')
  expect(printed).toContain('unknown option --colour; known: --trucks, --data')
  await program.stop()
})
