import type { ClockQuality, FrameHeader } from '@coldrx/protocol'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../tooling/test-database.ts'
import { createPool, postgresSql } from '../../lib/postgres.ts'
import type { SqlDatabase } from '../../lib/sql.ts'
import type { Batch, DecodedFrame, LoggedFrame } from '../../projections/projection.ts'
import { runEach } from '../../projections/rows.ts'
import { FAKE_LAYOUT } from '../../testing/fake-truck.ts'
import { openTelemetryDatabase } from '../telemetry-database.ts'
import { createPlacementProjection } from './placement.ts'
import { type FramePlace, PlacementReader } from './placement-reader.ts'
import { PLACEMENT_TABLES } from './placement-tables.ts'

const DEVICE = 'tk001'
const WALL_MS = 1_760_000_000_000
const ROWS_AFTER_MS = 5_000

interface Spec {
  readonly epoch: string
  readonly n: number
  readonly boot: number
  readonly monotonicMs: number
  readonly offsetMs: number
  readonly clock: ClockQuality
  readonly anchorOffsetMs: number | undefined
}

const isGood = ({ clock }: Spec): boolean => clock === 'gnss' || clock === 'ntp'

/** Numbers with holes over several runs, restarts, clocks that are good, bad and jittering, anchors here and there. */
const specsArbitrary = fc
  .array(
    fc.record({
      epoch: fc.constantFrom('000000000001', '000000000002'),
      step: fc.constantFrom(1, 1, 40, 300),
      restarts: fc.constantFrom(false, false, false, true),
      jitterMs: fc.integer({ min: -20, max: 20 }),
      clock: fc.constantFrom<ClockQuality>('gnss', 'gnss', 'ntp', 'rtc', 'none'),
      anchored: fc.constantFrom(false, false, true),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((frames): Spec[] => {
    const at = new Map<string, { n: number; boot: number; monotonicMs: number }>()
    return frames.map(({ epoch, step, restarts, jitterMs, clock, anchored }) => {
      const { n, boot, monotonicMs } = at.get(epoch) ?? { n: -1, boot: 1, monotonicMs: 0 }
      const next = restarts
        ? { n: n + step, boot: boot + 1, monotonicMs: 0 }
        : { n: n + step, boot, monotonicMs: monotonicMs + step * 10_000 }
      at.set(epoch, next)
      const offsetMs = WALL_MS + boot * 1_000 + jitterMs
      return { epoch, ...next, offsetMs, clock, anchorOffsetMs: anchored ? offsetMs + 77 : undefined }
    })
  })

const scenarioArbitrary = specsArbitrary.chain((specs) =>
  fc.record({
    specs: fc.constant(specs),
    arrivals: fc.shuffledSubarray(specs, { minLength: specs.length }),
    atOnce: fc.integer({ min: 1, max: 9 }),
    spans: fc.array(fc.tuple(fc.nat(3_000_000), fc.nat(1_000_000)), { minLength: 1, maxLength: 4 }),
  }),
)

const headerOf = ({ epoch, n, boot, monotonicMs, offsetMs, clock }: Spec): FrameHeader => ({
  ...{
    device: DEVICE,
    epoch,
    n,
    boot,
    monotonicMs,
    wallMs: monotonicMs + offsetMs,
    clock,
    prompt: false,
    sectionCount: 1,
  },
  layout: 'ab'.repeat(32),
})

function toBatch(specs: readonly Spec[]): Batch {
  const logged = (spec: Spec): LoggedFrame => ({
    ...{ position: 0, device: DEVICE, epoch: spec.epoch, n: spec.n, header: headerOf(spec), frame: undefined },
  })
  const decoded = specs.map((spec): DecodedFrame => {
    const { monotonicMs, anchorOffsetMs } = spec
    const utcMs = monotonicMs + ROWS_AFTER_MS + (anchorOffsetMs ?? 0)
    const anchor = { code: 'anchor', subject: '', time: ROWS_AFTER_MS / 1_000, detail: { utcMs } }
    return {
      ...logged(spec),
      ...{ header: headerOf(spec), layout: FAKE_LAYOUT },
      sections: [{ kind: 'events', events: anchorOffsetMs === undefined ? [] : [anchor] }],
    }
  })
  return { frames: specs.map(logged), decoded, missing: [], problems: [] }
}

/** As docs/wire.md says it, frame by frame. */
function expectedPlaces(specs: readonly Spec[]): FramePlace[] {
  return specs.map((spec) => {
    const anchors = specs
      .filter(({ epoch, boot }) => epoch === spec.epoch && boot === spec.boot)
      .flatMap((other) => [
        ...(isGood(other) ? [{ atMs: other.monotonicMs, offsetMs: other.offsetMs }] : []),
        ...(other.anchorOffsetMs === undefined
          ? []
          : [{ atMs: other.monotonicMs + ROWS_AFTER_MS, offsetMs: other.anchorOffsetMs }]),
      ])
      .sort((left, right) => left.atMs - right.atMs || left.offsetMs - right.offsetMs)
    const awayMs = anchors.map(({ atMs }) => Math.abs(atMs - spec.monotonicMs))
    const nearest = anchors[awayMs.indexOf(Math.min(...awayMs))]
    const offsetMs = isGood(spec) ? spec.offsetMs : (nearest?.offsetMs ?? spec.offsetMs)
    const { epoch, n } = spec
    return { epoch, n, layout: 'ab'.repeat(32), offsetMs, atMs: spec.monotonicMs + offsetMs }
  })
}

function expectedAround(places: readonly FramePlace[], fromMs: number, toMs: number): FramePlace[] {
  const firstMs = Math.max(...places.map(({ atMs }) => (atMs <= fromMs ? atMs : Number.NEGATIVE_INFINITY)))
  const lastMs = Math.min(...places.map(({ atMs }) => (atMs > toMs ? atMs : Number.POSITIVE_INFINITY)))
  return places
    .filter(({ atMs }) => atMs >= firstMs && atMs <= lastMs)
    .sort((left, right) => left.atMs - right.atMs || (left.epoch < right.epoch ? -1 : 1))
}

let db: SqlDatabase | undefined
afterEach(async () => {
  await db?.close()
  db = undefined
})

async function openOn(engine: SqlDatabase['engine']): Promise<SqlDatabase> {
  if (engine === 'sqlite') return openTelemetryDatabase({ engine, path: ':memory:' })
  const opened = postgresSql(createPool(await createTestDatabase(), { connections: 2 }))
  await runEach(opened, PLACEMENT_TABLES.statements)
  return opened
}

describe.each(['sqlite', 'postgres'] as const)('placement on %s', (engine) => {
  it('finds each frame of a span where its clock or the nearest anchor puts it, whatever came first', async () => {
    const opened = await openOn(engine)
    db = opened
    const reader = new PlacementReader(opened)
    const projection = createPlacementProjection()
    await fc.assert(
      fc.asyncProperty(scenarioArbitrary, async ({ specs, arrivals, atOnce, spans }) => {
        for (const table of PLACEMENT_TABLES.tables) await opened.run(`DELETE FROM ${table}`)
        for (let from = 0; from < arrivals.length; from += atOnce) {
          const batch = toBatch(arrivals.slice(from, from + atOnce))
          await opened.transaction((tx) => projection.take(batch, tx, { truck: () => {}, alarm: () => {} }))
        }
        const places = expectedPlaces(specs)
        for (const [afterMs, lengthMs] of [...spans, [-WALL_MS, 2 * WALL_MS] as const]) {
          const [fromMs, toMs] = [WALL_MS + afterMs, WALL_MS + afterMs + lengthMs]
          expect(await reader.around({ device: DEVICE, fromMs, toMs })).toEqual(expectedAround(places, fromMs, toMs))
        }
      }),
      { numRuns: engine === 'sqlite' ? 150 : 25 },
    )
  })

  it('keeps a row for hundreds of frames', async () => {
    db = await openOn(engine)
    const specs = Array.from({ length: 512 }, (_, n): Spec => {
      const place = { epoch: '000000000001', n, boot: 1, monotonicMs: n * 300_000, offsetMs: WALL_MS + (n % 5) }
      return { ...place, clock: 'gnss', anchorOffsetMs: undefined }
    })
    const projection = createPlacementProjection()
    await db.transaction((tx) => projection.take(toBatch(specs), tx, { truck: () => {}, alarm: () => {} }))
    const runs = await db.all<{ body: Uint8Array }>('SELECT body FROM placed_runs')
    expect(runs).toHaveLength(2)
    expect(Math.max(...runs.map(({ body }) => body.length))).toBeLessThan(200)
  })
})
