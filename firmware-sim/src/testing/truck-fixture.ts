import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { type HardwareInput, parseHardware } from '../hardware.ts'
import type { JournalEntry } from '../journal.ts'
import { createSimulatedTruck, type SimulatedTruck } from '../truck.ts'
import { readJournal } from './read-journal.ts'

export type RunningTruck = {
  readonly truck: SimulatedTruck
  readonly directory: string
  readonly path: (line: string) => string
  readonly journal: () => JournalEntry[]
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** A started truck in a directory of its own; both go when the test ends. */
export async function startTruck(
  hardware: Partial<HardwareInput> & Pick<HardwareInput, 'lines'>,
  clock?: Clock,
): Promise<RunningTruck> {
  const directory = mkdtempSync(join(tmpdir(), 'coldrx-truck-'))
  const truck = createSimulatedTruck({
    hardware: parseHardware({
      device: 'tk001',
      directory,
      seed: 7,
      compartments: [{ id: 'c1', setpointCelsius: 5, volumeCubicMetres: 12, loadKg: 900 }],
      ...hardware,
    }),
    ...(clock === undefined ? {} : { clock }),
  })
  await truck.start()
  return {
    truck,
    directory,
    path: (line) => join(directory, 'dev', line),
    journal: () => readJournal(truck.journalPath),
    [Symbol.asyncDispose]: async () => {
      await truck.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
