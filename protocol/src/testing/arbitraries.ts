import fc from 'fast-check'
import { toHex } from '../bytes.ts'
import type { FrameEvent } from '../frame/events.ts'
import { EVENT_CODES } from '../frame/events.ts'
import { CLOCK_QUALITIES, type FrameHeader } from '../frame/header.ts'
import type { Layout, LayoutGroup } from '../frame/layout.ts'
import { carriesValue, MARKS, type Mark } from '../frame/marks.ts'
import type { ColumnSamples, Measurements } from '../frame/measurements.ts'

const hex = (digits: number): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength: digits / 2, maxLength: digits / 2 }).map(toHex)

const deviceName = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/)
const varint = fc.oneof(fc.nat(), fc.maxSafeNat())

/** Of any frame but the first, which has rules of its own. */
export const headers: fc.Arbitrary<Omit<FrameHeader, 'sectionCount'>> = fc.record({
  device: deviceName,
  epoch: hex(12),
  n: varint.filter((n) => n > 0),
  boot: varint,
  monotonicMs: fc.oneof(fc.nat(), fc.nat({ max: 2 ** 47 })),
  wallMs: fc.nat({ max: 2 ** 48 - 1 }),
  clock: fc.constantFrom(...CLOCK_QUALITIES),
  prompt: fc.boolean(),
  layout: hex(16),
})

export const seeds = fc.uint8Array({ minLength: 16, maxLength: 16 })

/** Numbers as probes give them, and numbers as no probe does. */
export const columns: fc.Arbitrary<number[]> = fc.oneof(
  fc.array(fc.integer({ min: -400, max: 1_000 }), { maxLength: 60 }),
  fc.array(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), { maxLength: 20 }),
  fc
    .tuple(
      fc.integer({ min: -1e8, max: 1e8 }),
      fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 3 })), { maxLength: 60 }),
    )
    .map(([first, steps]) => {
      let value = first
      return steps.map((step) => (value += step))
    }),
)

const marks: fc.Arbitrary<Mark> = fc.oneof(
  { weight: 5, arbitrary: fc.constant('ok' as const) },
  { weight: 1, arbitrary: fc.constantFrom(...MARKS) },
)

const samples: fc.Arbitrary<{ mark: Mark; integer: number | null }> = fc
  .tuple(marks, fc.integer({ min: -(2 ** 31), max: 2 ** 31 }))
  .map(([mark, integer]) => ({ mark, integer: carriesValue(mark) ? integer : null }))

export function columnSamples(rows: number): fc.Arbitrary<ColumnSamples> {
  return fc.array(samples, { minLength: rows, maxLength: rows }).map((column) => ({
    integers: column.map(({ integer }) => integer),
    marks: column.map(({ mark }) => mark),
  }))
}

export function measurements(groupIndex: number, channels: number): fc.Arbitrary<Measurements> {
  return fc.array(fc.nat({ max: 5_000 }), { minLength: 1, maxLength: 40 }).chain((times) =>
    fc.array(columnSamples(times.length), { minLength: channels, maxLength: channels }).map((drawn) => ({
      groupIndex,
      times: times.toSorted((left, right) => left - right),
      columns: drawn,
    })),
  )
}

const details = fc.dictionary(
  fc.string({ maxLength: 12 }).filter((key) => key !== '__proto__'),
  fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom('柜门', '😀', '\u0000', '\ud800', '"\\\n'),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.boolean(),
    fc.constant(null),
  ),
  { maxKeys: 4 },
)

export const events: fc.Arbitrary<FrameEvent> = fc.record({
  // with the header's base, in the units of `testLayout`, below 2^48 ms
  time: fc.nat({ max: 2 ** 37 }),
  code: fc.oneof(fc.constantFrom(...EVENT_CODES), fc.string({ minLength: 1, maxLength: 48 })),
  subject: fc.string({ maxLength: 64 }),
  detail: details,
})

export function testGroup(index: number, channels: number): LayoutGroup {
  return {
    id: `g${index}`,
    kind: 'compartment',
    name: { zh: '舱', en: 'Compartment' },
    channels: Array.from({ length: channels }, (_, at) => ({
      id: `g${index}.${at}`,
      quantity: 'temperature',
      unit: 'Cel',
      decimals: 1,
      source: 'p',
    })),
  }
}

export const testLayout: Layout = {
  v: 1,
  timeUnitMs: 1_000,
  asset: { kind: 'truck', name: 'Test' },
  groups: [testGroup(0, 3), testGroup(1, 2), testGroup(2, 64)],
}
