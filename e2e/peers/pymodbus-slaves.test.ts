import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPtyLine } from '../../edge-agent/src/testing/pty-line.ts'
import { type RunningProgram, spawnProgram } from '../faults/process.ts'
import { runEdge } from './programs.ts'

/** Debian's, whose packages are those of apt and not of a Python that was installed beside it. */
const PYTHON = '/usr/bin/python3'
const BAUD = 9_600
const PATIENCE_MS = 40_000

type Register = number | readonly ['int16' | 'uint16' | 'float32', number]

interface Slave {
  readonly profile: string
  readonly image: Readonly<Partial<Record<'holding' | 'input' | 'discrete', Readonly<Record<number, Register>>>>>
  readonly celsius: number | null
  readonly percent?: number
  readonly mark?: string
}

/** Stands for the slave's own address. */
const UNIT = -1

/** Registers as the makers' maps have them; pymodbus encodes signs and floats by itself. */
const SLAVES: readonly Slave[] = [
  {
    ...{ profile: 'renke-ws-n01', celsius: -10.1, percent: 65.2 },
    image: { holding: { 0: ['uint16', 652], 1: ['int16', -101], 2000: UNIT } },
  },
  {
    ...{ profile: 'xy-md02', celsius: -20.5, percent: 65.2 },
    image: { holding: { 257: UNIT }, input: { 1: ['int16', -205], 2: ['uint16', 652] } },
  },
  {
    ...{ profile: 'srth100', celsius: -39.9, percent: 65.2 },
    image: { holding: { 0: ['int16', -399], 1: ['uint16', 652], 23: UNIT } },
  },
  {
    ...{ profile: 'r444a01', celsius: -25, percent: 65.2 },
    image: { holding: { 0: ['int16', -250], 1: ['uint16', 652], 2: UNIT } },
  },
  {
    ...{ profile: 'zts-3008-ws-n01', celsius: -0.1, percent: 65.2 },
    image: { input: { 0: ['uint16', 652], 1: ['int16', -1] } },
  },
  {
    // below zero 10,000 + |t × 10|
    ...{ profile: 'kincony-sht30', celsius: -25, percent: 65.2 },
    image: { holding: { 0: 10_250, 1: 652 } },
  },
  {
    ...{ profile: 'kincony-sht30-float', celsius: -25, percent: 65.2 },
    image: { holding: { 2: ['float32', -25], 4: ['float32', 65.2] } },
  },
  {
    ...{ profile: 'qfa3150', celsius: -18.25, percent: 65.2 },
    image: { holding: { 1: ['int16', -1_825], 2: 0, 3: ['int16', 6_520], 4: 0, 401: 0 } },
  },
  { profile: 'dixell-xr', celsius: -18, image: { holding: { 256: ['int16', -180] } } },
  {
    // a sensor that is broken off: its number stands there, and is not to be relied on
    ...{ profile: 'qfa3150', celsius: null, mark: 'invalid', percent: 65.2 },
    image: { holding: { 1: ['int16', 520], 2: 1, 3: ['int16', 6_520], 4: 0, 401: 0 } },
  },
]

const directory = mkdtempSync(join(tmpdir(), 'coldrx-pymodbus-'))
const [ours, theirs] = [openPtyLine(), openPtyLine()]
let server: RunningProgram

beforeAll(async () => {
  ours.onBytes((bytes) => theirs.write(bytes))
  theirs.onBytes((bytes) => ours.write(bytes))
  const slaves = Object.fromEntries(SLAVES.map(({ image }, at) => [at + 1, withUnit(image, at + 1)]))
  const document = join(directory, 'slaves.json')
  writeFileSync(document, JSON.stringify({ path: theirs.path, baud: BAUD, slaves }))
  const args = [join(import.meta.dirname, 'pymodbus_slaves.py'), document]
  server = spawnProgram({ name: 'pymodbus', command: PYTHON, args, readyPattern: /./ })
  for (const begunMs = performance.now(); ; ) {
    const { code } = await runEdge('probe', '--path', ours.path, '--profile', 'renke-ws-n01', '--timeout', '300')
    if (code === 0) return
    if (performance.now() - begunMs > PATIENCE_MS)
      throw new Error(`pymodbus does not answer: ${server.lines.join('\n')}`)
  }
}, PATIENCE_MS + 20_000)

afterAll(async () => {
  await server.kill9()
  ours.unplug()
  theirs.unplug()
  rmSync(directory, { recursive: true, force: true })
})

function withUnit(image: Slave['image'], unit: number): Slave['image'] {
  const replace = (registers: Readonly<Record<number, Register>>) =>
    Object.fromEntries(Object.entries(registers).map(([address, value]) => [address, value === UNIT ? unit : value]))
  return Object.fromEntries(Object.entries(image).map(([kind, registers]) => [kind, replace(registers)]))
}

test.each(SLAVES.map((slave, at) => ({ ...slave, unit: at + 1 })))(
  'unit $unit, a $profile at $celsius °C that pymodbus serves, is read as it is',
  async ({ profile, unit, celsius, percent, mark = 'ok' }) => {
    const { out, err } = await runEdge(
      ...['probe', '--path', ours.path, '--unit', String(unit), '--profile', profile, '--json'],
    )
    expect(err).toBe('')
    const { readings, failure } = JSON.parse(out) as { readings: { quantity: string }[]; failure: object | null }
    expect(failure).toBeNull()
    expect(readings).toContainEqual({ quantity: 'temperature', value: celsius, unit: 'Cel', mark })
    expect(readings.filter(({ quantity }) => quantity === 'humidity')).toEqual(
      percent === undefined ? [] : [{ quantity: 'humidity', value: percent, unit: '%', mark: 'ok' }],
    )
  },
)

test('a scan finds the slaves of pymodbus and knows most by themselves', async () => {
  const { code, out } = await runEdge('probe', '--path', ours.path, '--unit', '1-5', '--json')
  const found = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { unit: number; profile: string })
  expect(found.map(({ unit, profile }) => [unit, profile])).toEqual(
    SLAVES.slice(0, 5).map(({ profile }, at) => [at + 1, profile]),
  )
  expect(code).toBe(0)
})
