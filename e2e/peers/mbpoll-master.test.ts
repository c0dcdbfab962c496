import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulatedTruck, type ModelId, parseHardware } from '@coldrx/firmware-sim'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readJournal } from '../../firmware-sim/src/testing/read-journal.ts'
import { runProgram } from './programs.ts'

const directory = mkdtempSync(join(tmpdir(), 'coldrx-mbpoll-'))

interface Asked {
  readonly model: ModelId
  readonly celsius: number
  /** mbpoll: 3 reads input registers, 4 holding registers */
  readonly type: '3' | '4'
  readonly address: number
  /** as the maker's manual says it */
  readonly registers: readonly number[]
}

// register values of the makers' manuals: 0xFF33 = −20.5, 0xFF9B = −10.1, 10250 = −25.0
const ASKED: readonly Asked[] = [
  { model: 'xy-md02', celsius: -20.5, type: '3', address: 1, registers: [0xff33] },
  { model: 'srth100', celsius: -10.1, type: '4', address: 0, registers: [0xff9b] },
  { model: 'r444a01', celsius: -25, type: '4', address: 0, registers: [0xff06] },
  { model: 'kincony-sht30', celsius: -25, type: '4', address: 0, registers: [10_250] },
  { model: 'renke-ws-n01', celsius: -10.1, type: '4', address: 1, registers: [0xff9b] },
  // −25.00 in hundredths, and the word that says that it can be relied on
  { model: 'qfa3150', celsius: -25, type: '4', address: 1, registers: [0xf63c, 0] },
  { model: 'dixell-xr', celsius: -18, type: '4', address: 256, registers: [0xff4c] },
]

const truck = createSimulatedTruck({
  hardware: parseHardware({
    device: 'tk001',
    directory,
    seed: 7,
    compartments: [{ id: 'c1', setpointCelsius: 5, volumeCubicMetres: 12, loadKg: 900 }],
    lines: [
      {
        id: 'rs485-1',
        baud: 9_600,
        slaves: [
          ...ASKED.map(({ model }, at) => ({ unit: at + 1, model, source: `p${at + 1}`, compartment: 'c1' })),
          { unit: 20, model: 'waveshare-di8', source: 'inputs', inputs: ['door:c1', 'power'] },
        ],
      },
    ],
  }),
})
const path = join(directory, 'dev', 'rs485-1')

beforeAll(async () => {
  await truck.start()
  for (const [at, { celsius }] of ASKED.entries()) truck.force(`p${at + 1}`, { values: { temperature: celsius } })
})

afterAll(async () => {
  await truck.stop()
  rmSync(directory, { recursive: true, force: true })
})

const LINE = ['-m', 'rtu', '-b', '9600', '-P', 'none', '-o', '1', '-0', '-1']

/** Registers or bits by an independent master, addresses counted from 0 as on the wire. */
async function poll(unit: number, type: string, address: number, count: number): Promise<number[]> {
  const what = ['-a', String(unit), '-t', type, '-r', String(address), '-c', String(count)]
  const { out, err } = await runProgram('mbpoll', [...LINE, ...what, path])
  const values = [...out.matchAll(/^\[\d+\]:\s+(\d+)/gm)].map(([, value]) => Number(value))
  if (values.length !== count) throw new Error(`mbpoll: ${out}${err}`)
  return values
}

test.each(ASKED.map((asked, at) => ({ ...asked, unit: at + 1 })))(
  'mbpoll reads the simulated $model at $celsius °C as its manual says',
  async ({ unit, type, address, registers, celsius }) => {
    expect(await poll(unit, type, address, registers.length)).toEqual(registers)
    const journal = readJournal(truck.journalPath)
    expect(journal.findLast((entry) => entry.unit === unit)?.values).toMatchObject({ temperature: celsius })
  },
)

test('mbpoll reads the switches, and is refused what a device does not have', async () => {
  truck.force('c1', { door: 'open' })
  expect(await poll(20, '1', 0, 8)).toEqual([1, 1, 0, 0, 0, 0, 0, 0])
  const { code, out, err } = await runProgram('mbpoll', [...LINE, '-a', '1', '-t', '4', '-r', '500', path])
  expect(code).not.toBe(0)
  expect(out + err).toMatch(/illegal data address/i)
})
