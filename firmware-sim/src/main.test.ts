import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HardwareInput } from './hardware.ts'
import { withCrc } from './modbus/crc16.ts'
import { openPort } from './testing/port.ts'
import { waitFor } from './testing/wait.ts'

let directory = ''
const children = new Set<ChildProcess>()

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'coldrx-main-'))
})

afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  children.clear()
  rmSync(directory, { recursive: true, force: true })
})

type Program = { child: ChildProcess; output: () => string; exit: Promise<number | null> }

function program(args: readonly string[]): Program {
  const main = join(import.meta.dirname, '..', 'dist', 'main.js')
  const child = spawn(process.execPath, [main, ...args])
  children.add(child)
  let output = ''
  const collect = (bytes: Buffer): void => {
    output += bytes.toString()
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  return { child, output: () => output, exit: once(child, 'exit').then(() => child.exitCode) }
}

const socket = (): string => join(directory, 'control.sock')

function world(change: Partial<HardwareInput> = {}): string {
  const path = join(directory, 'hardware.json')
  const hardware: HardwareInput = {
    device: 'tk001',
    directory,
    compartments: [{ id: 'c1', setpointCelsius: 5, volumeCubicMetres: 12, loadKg: 900 }],
    lines: [{ id: 'rs485-1', baud: 9600, slaves: [{ unit: 1, model: 'xy-md02', source: 'p1', compartment: 'c1' }] }],
    gnss: { id: 'gnss', baud: 9600, route: 'beijing-tianjin' },
    control: socket(),
    ...change,
  }
  writeFileSync(path, JSON.stringify(hardware))
  return path
}

test('run says where the pseudo-terminals are, obeys commands, and stops cleanly on SIGTERM', async () => {
  const running = program(['run', '--hardware', world()])
  await waitFor(() => running.output().includes('\n'))
  expect(running.output()).toBe(
    `ready tk001 pseudo-terminals rs485-1=${directory}/dev/rs485-1 gnss=${directory}/dev/gnss\n`,
  )

  const value = program(['fault', '--control', socket(), 'probe', 'p1', 'value', '-5.5'])
  expect(await value.exit).toBe(0)
  const reply: { at: number } = JSON.parse(value.output())
  expect(Math.abs(Date.now() - reply.at)).toBeLessThan(60_000)
  const port = await openPort(join(directory, 'dev/rs485-1'))
  await port.write(withCrc(Buffer.from([1, 4, 0, 1, 0, 1])))
  expect((await port.hear(7)).readInt16BE(3)).toBe(-55)
  await port.close()

  const fault = program(['fault', '--control', socket(), 'p1', 'late-reply', '700'])
  expect(await fault.exit).toBe(0)
  expect(JSON.parse(fault.output())).toMatchObject({
    faults: [{ target: 'p1', fault: { kind: 'late-reply', delayMs: 700 } }],
  })
  for (const words of ['compartment c1 outside-temperature 45', 'compressor c1 off', 'c1 door open', 'power cut']) {
    const command = program(['fault', '--control', socket(), ...words.split(' ')])
    expect({ code: await command.exit, ok: command.output().startsWith('{"ok":true') }).toEqual({ code: 0, ok: true })
  }
  const wrong = program(['fault', '--control', socket(), 'p1', 'smoking'])
  expect(await wrong.exit).toBe(1)
  expect(wrong.output()).toMatch(/no fault "smoking"; allowed: silent/)

  running.child.kill('SIGTERM')
  expect(await running.exit).toBe(0)
  expect(readdirSync(join(directory, 'dev'))).toEqual([])
  expect(existsSync(socket())).toBe(false)
})

test('a stop in the middle of the start leaves nothing behind', async () => {
  const running = program(['run', '--hardware', world()])
  await waitFor(() => existsSync(join(directory, 'dev')))
  running.child.kill('SIGINT')
  expect(await running.exit).toBe(0)
  expect(readdirSync(join(directory, 'dev'))).toEqual([])
})

test('a tcp world says so; a wrong one is refused in words', async () => {
  const running = program(['run', '--hardware', world({ transport: 'tcp' })])
  await waitFor(() => running.output().includes('\n'))
  expect(running.output()).toMatch(/^ready tk001 tcp rs485-1=tcp:\/\/127\.0\.0\.1:\d+ gnss=tcp:/)
  running.child.kill('SIGINT')
  expect(await running.exit).toBe(0)

  const refused = program(['run', '--hardware', world({ speed: 0 })])
  expect(await refused.exit).toBe(1)
  expect(refused.output()).toMatch(/speed/)
})
