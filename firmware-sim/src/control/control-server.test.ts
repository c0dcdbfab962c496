import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type HardwareInput, parseHardware } from '../hardware.ts'
import { startTruck } from '../testing/truck-fixture.ts'
import { createSimulatedTruck } from '../truck.ts'
import { sendCommand } from './control-client.ts'
import { claimControlPath } from './control-server.ts'
import { openSocketPath } from './socket-path.ts'

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'coldrx-control-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** Longer than any socket address, as a clone deep in a home directory has it. */
const longPath = (directory: string): string =>
  join(directory, ...Array(4).fill('a-folder-with-a-long-name-深'), 'c.sock')

const lines = (): HardwareInput['lines'] => [
  { id: 'rs485-1', baud: 9600, slaves: [{ unit: 1, model: 'xy-md02', source: 'p1', compartment: 'c1' }] },
]

test.runIf(process.platform === 'linux')(
  'commands reach a socket whose path is longer than a socket address',
  async () => {
    const control = longPath(temporaryDirectory())
    await using running = await startTruck({ lines: lines(), control })
    expect(readdirSync(dirname(control))).toEqual(['c.sock'])
    expect(await sendCommand(control, ['p1', 'silent'])).toMatchObject({ faults: [{ target: 'p1' }] })
    await running.truck.stop()
    expect(readdirSync(dirname(control))).toEqual([])
    await expect(sendCommand(control, ['list'])).rejects.toThrow(`control socket ${control}: connect ENOENT`)
  },
)

test('elsewhere such a path is refused with its length and what is allowed', () => {
  const path = `/${'x'.repeat(120)}/c.sock`
  expect(() => openSocketPath(path, 'darwin')).toThrow(
    `control socket ${path}: 128 bytes; at most 103 are allowed here`,
  )
  expect(openSocketPath(`/${'x'.repeat(102)}`, 'darwin').address).toHaveLength(103)
})

test.each(['c.sock', 'long'])('a simulator that was killed is no obstacle to the next one (%s)', async (kind) => {
  const directory = temporaryDirectory()
  const control = kind === 'long' ? longPath(directory) : join(directory, kind)
  mkdirSync(dirname(control), { recursive: true })
  const killed = spawn(process.execPath, [
    '-e',
    `process.chdir(process.argv[1]); require('node:net').createServer().listen('c.sock', () => process.kill(process.pid, 'SIGKILL'))`,
    dirname(control),
  ])
  await once(killed, 'exit')
  expect(existsSync(control)).toBe(true)
  await using _ = await startTruck({ lines: lines(), control })
  expect(await sendCommand(control, ['list'])).toMatchObject({ ok: true })
})

test('a second simulator of the same truck is refused and takes no line from the first', async () => {
  const control = join(temporaryDirectory(), 'c.sock')
  await using first = await startTruck({ lines: lines(), control })
  const before = first.path('rs485-1')
  const hardware = parseHardware({
    device: 'tk001',
    directory: first.directory,
    compartments: [{ id: 'c1', setpointCelsius: 5, volumeCubicMetres: 12, loadKg: 900 }],
    lines: lines(),
    control,
  })
  await expect(createSimulatedTruck({ hardware }).start()).rejects.toThrow(
    `control socket ${control}: another simulator is already running this truck`,
  )
  expect(existsSync(before)).toBe(true)
  expect(await sendCommand(control, ['list'])).toMatchObject({ ok: true })
})

test('what is not a socket is not replaced', async () => {
  const path = join(temporaryDirectory(), 'c.sock')
  writeFileSync(path, 'a letter')
  await expect(claimControlPath(path)).rejects.toThrow(`control socket ${path}: there is something else`)
  expect(existsSync(path)).toBe(true)
})

test('a client that is not answered says so', async () => {
  const path = join(temporaryDirectory(), 'c.sock')
  const server = createServer((socket) => socket.on('data', () => socket.destroy()))
  server.listen(path)
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  await expect(sendCommand(path, ['list'])).rejects.toThrow(`control socket ${path}: closed without an answer`)
})
