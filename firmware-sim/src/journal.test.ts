import { expect, test } from 'vitest'
import { systemClock } from './clock.ts'
import { createFaultTable, type Fault, GNSS_FAULTS, SLAVE_FAULTS } from './faults/fault.ts'
import { createGnss } from './gnss/gnss.ts'
import type { Journal } from './journal.ts'
import type { Line } from './lines/line.ts'
import { createBus } from './modbus/bus.ts'
import { withCrc } from './modbus/crc16.ts'
import { createSlave } from './modbus/slave.ts'
import { MODELS } from './models/catalogue.ts'
import { createRandom } from './random.ts'

/** A line and a journal that write down what they were given, in the order in which it came. */
function setup() {
  const order: string[] = []
  const line: Line = {
    id: 'l',
    address: '',
    write: () => {
      order.push('bytes')
    },
    close: async () => undefined,
  }
  const journal: Journal = {
    path: '',
    append: ({ source }) => {
      order.push(`journal of ${source}`)
    },
    close: () => undefined,
  }
  const faults = createFaultTable(
    new Map<string, readonly Fault['kind'][]>([
      ['l', SLAVE_FAULTS],
      ['p1', SLAVE_FAULTS],
      ['gnss', GNSS_FAULTS],
    ]),
  )
  return { order, parts: { line: () => line, journal, faults, clock: systemClock } }
}

test('what a probe answers is in the journal before the first byte of it is on the line', async () => {
  const { order, parts } = setup()
  const slave = createSlave({
    ...{ unit: 1, source: 'p1', lineId: 'l', baud: 9600, setpointCelsius: 5, model: MODELS['xy-md02'] },
    behind: {
      sense: () => ({ quantities: { temperature: 4.2, humidity: 60 } }),
      bits: () => ({ inputs: [], relays: [], alarm: 0 }),
    },
    journal: parts.journal,
  })
  const bus = createBus({ id: 'l', baud: 9600, slaves: [slave], random: createRandom(1), ...parts })
  bus.receive(withCrc(Buffer.from([1, 4, 0, 1, 0, 2])))
  await expect.poll(() => order).toEqual(['journal of p1', 'bytes'])
  bus.stop()
})

test('where a receiver is, is in the journal before the first sentence that says so', async () => {
  const { order, parts } = setup()
  const receiver = createGnss({
    gnss: { id: 'gnss', baud: 9600, route: 'shanghai-hangzhou', startFraction: 0 },
    ...{ seed: 1, speed: 1 },
    ...parts,
  })
  receiver.start()
  await expect.poll(() => order.length).toBeGreaterThan(1)
  receiver.stop()
  expect(order.slice(0, 2)).toEqual(['journal of gnss', 'bytes'])
})
