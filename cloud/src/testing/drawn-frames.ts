import fc from 'fast-check'
import type { FakeSample, FakeTruck } from './fake-truck.ts'

const samples: fc.Arbitrary<FakeSample> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -300, max: 300 }).map((tenths) => tenths / 10) },
  fc.constant(null),
  fc.integer({ min: -100_000, max: 100_000 }).map((value): FakeSample => [value, 'range']),
)

/** For tests: what a truck may put into its next frame; a hole is a frame that never comes. */
export const frameKinds = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('rows' as const),
      values: fc.array(fc.record({ 'p1.temperature': samples, 'gnss.latitude': samples, 'c1.door': samples }), {
        minLength: 1,
        maxLength: 6,
      }),
      sealed: fc.boolean(),
      layout: fc.boolean(),
    }),
  },
  fc.record({ kind: fc.constant('events' as const), code: fc.constantFrom('door', 'x', '断电') }),
  fc.record({ kind: fc.constant('cut' as const), length: fc.nat({ max: 40 }) }),
  fc.record({ kind: fc.constant('hole' as const) }),
)

export type FrameKind = typeof frameKinds extends fc.Arbitrary<infer T> ? T : never

/** The opening, and a frame for each kind but the holes. */
export function framesOf(truck: FakeTruck, kinds: readonly FrameKind[]): Uint8Array[] {
  const frames = [truck.open()]
  for (const [at, drawn] of kinds.entries()) {
    const monotonicMs = (at + 1) * 300_000
    if (drawn.kind === 'rows') {
      const rows = drawn.values.map((row, minute) => ({ monotonicMs: monotonicMs + minute * 60_000, samples: row }))
      frames.push(truck.frame({ rows, sealed: drawn.sealed && at % 7 === 0, carriesLayout: drawn.layout }))
      continue
    }
    const whole = truck.frame({ events: [{ monotonicMs, code: drawn.kind === 'events' ? drawn.code : 'x' }] })
    if (drawn.kind === 'events') frames.push(whole)
    // a readable header, and behind it anything
    else if (drawn.kind === 'cut') frames.push(whole.subarray(0, whole.length - 1 - (drawn.length % 20)))
  }
  return frames
}
