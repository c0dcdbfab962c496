import { randomBytes } from 'node:crypto'
import {
  createLayoutDocument,
  decodeFrame,
  derivedSeed,
  documentDigest,
  encodeEvents,
  encodeFrame,
  encodeMeasurements,
  frameHead,
  type Layout,
  type LayoutDocument,
  seedOriginOf,
} from '@coldrx/protocol'
import type { RecorderDatabase } from '../../edge-agent/src/recorder/database.ts'
import { POSITION_CHANNELS, probeChannels, vehicleWith } from '../layout-parts.ts'
import type { ProbeSeries } from '../wire/minute-series.ts'
import { simulateDrive, simulateProbes } from '../wire/simulated.ts'

const MINUTES_A_FRAME = 5
const MINUTES_A_DAY = 1_440
/** The numbers of these days come again and again; headers, seeds, heads and seals are each frame's own. */
const DAYS_IN_BANK = 10
/** Twice as many points between the minutes as a track that is thinned to 15 m has on winding roads. */
const TRACK_EVERY_SECONDS = 20
/** A delivery every 95 minutes, as the simulated doors have it: opened and closed are frames of their own. */
const DELIVERY_MINUTES = 95
const SEAL_FRAMES = 6
const HANDOVER_BYTES = 12_000
const FRAMES_A_COMMIT = 5_000

/** Eight probes of temperature and humidity in two compartments, a receiver, doors and power. */
export function eightProbes(): LayoutDocument {
  const door = (compartment: string) => ({
    ...{ id: `${compartment}.door`, quantity: 'door' as const, unit: '1', decimals: 0, source: 'inputs' },
  })
  const compartment = (id: string, probes: readonly string[], [minCelsius, maxCelsius]: readonly [number, number]) => ({
    ...{ id, kind: 'compartment' as const, name: { zh: id, en: id }, range: { minCelsius, maxCelsius } },
    channels: [...probes.flatMap(probeChannels), door(id)],
  })
  const layout: Layout = {
    v: 1,
    timeUnitMs: 1_000,
    asset: { kind: 'truck', name: 'bench' },
    groups: [
      vehicleWith([...POSITION_CHANNELS, { id: 'power', quantity: 'power', unit: '1', decimals: 0, source: 'inputs' }]),
      compartment('c1', ['p1', 'p2', 'p3', 'p4'], [2, 10]),
      compartment('c2', ['p5', 'p6', 'p7', 'p8'], [-25, -8]),
    ],
  }
  return createLayoutDocument(layout)
}

interface Content {
  readonly sections: readonly Uint8Array[]
  readonly prompt: boolean
  /** since the beginning of the bank */
  readonly monotonicMs: number
}

/** What the frames of some days hold. */
function bankOf(): Content[] {
  const minutes = DAYS_IN_BANK * MINUTES_A_DAY
  const { p1, p2, p3, p4 } = simulateProbes(minutes)
  // four more that lag behind these, as probes elsewhere in the load do
  const lagging = (series: ProbeSeries, by: number): ProbeSeries => ({
    temperature: rolled(series.temperature, by),
    humidity: rolled(series.humidity ?? [], by),
  })
  const c1 = [p1, p2, lagging(p1, 7), lagging(p2, 11)]
  const c2 = [p3, p4, lagging(p3, 5), lagging(p4, 13)]
  const track = simulateDrive(minutes, TRACK_EVERY_SECONDS)
  const ok = (integers: readonly number[]) => ({ integers, marks: integers.map(() => 'ok' as const) })
  const pointsAMinute = 60 / TRACK_EVERY_SECONDS
  const isOpen = (minute: number): boolean => minute % DELIVERY_MINUTES < 5 && minute > DELIVERY_MINUTES

  function sectionsOf(from: number, rows: number): Uint8Array[] {
    const points = track.slice(from * pointsAMinute, (from + rows) * pointsAMinute)
    const at = Array.from({ length: rows }, (_, row) => from + row)
    const compartment = (groupIndex: number, probes: readonly ProbeSeries[]) => ({
      groupIndex,
      times: at.map((_, row) => row * 60),
      columns: [
        ...probes.flatMap(({ temperature, humidity = [] }) =>
          [temperature, humidity].map((of) => ok(at.map((minute) => Math.round((of[minute] ?? 0) * 10) + 0))),
        ),
        ok(at.map((minute) => Number(isOpen(minute)))),
      ],
    })
    return encodeMeasurements([
      {
        groupIndex: 0,
        times: points.map((_, point) => point * TRACK_EVERY_SECONDS),
        columns: [
          ok(points.map(({ latitude }) => Math.round(latitude * 1e5))),
          ok(points.map(({ longitude }) => Math.round(longitude * 1e5))),
          ok(points.map(({ speedKmh }) => Math.round(speedKmh) + 0)),
          ok(points.map(() => 1)),
        ],
      },
      compartment(1, c1),
      compartment(2, c2),
    ])
  }

  const contents: Content[] = []
  for (let minute = 0; minute < minutes; minute += MINUTES_A_FRAME) {
    const monotonicMs = minute * 60_000
    contents.push({ sections: sectionsOf(minute, MINUTES_A_FRAME), prompt: false, monotonicMs })
    if (isOpen(minute) === isOpen(minute - MINUTES_A_FRAME)) continue
    const code = isOpen(minute) ? 'door-opened' : 'door-closed'
    const events = encodeEvents(['c1', 'c2'].map((subject) => ({ time: 0, code, subject, detail: {} })))
    contents.push({ sections: [...sectionsOf(minute, 1), events], prompt: true, monotonicMs })
  }
  return contents
}

function rolled<T>(values: readonly T[], by: number): T[] {
  return [...values.slice(-by), ...values.slice(0, -by)]
}

/**
 * Puts years of frames behind those of the file's epoch, numbered and chained, all of them acknowledged. Only the
 * signatures are noise: a real one takes 50 ms, and the recorder never reads them again.
 */
export function addYears(
  db: RecorderDatabase,
  { days, device, document, startMs }: { days: number; device: string; document: LayoutDocument; startMs: number },
): { readonly frames: number; readonly frameBytes: number } {
  const bank = bankOf()
  const layout = Buffer.from(document.hash).toString('hex')
  const before = db
    .prepare<[], { epoch: string; next_n: number; head: Buffer }>('SELECT epoch, next_n, head FROM epochs')
    .get()
  if (before === undefined) throw new Error('the file has no epoch')
  const insertFrame = db.prepare('INSERT INTO frames VALUES (?, ?, ?, ?, ?, ?, ?)')
  const advance = db.prepare('UPDATE epochs SET next_n = ?, head = ?')
  const acknowledge = db.prepare('UPDATE acks SET through = ?')
  const { epoch } = before
  let { next_n: n, head }: { next_n: number; head: Uint8Array } = before
  let frameBytes = 0
  let origin: Uint8Array = randomBytes(16)
  db.exec('DELETE FROM waiting; PRAGMA synchronous = OFF')
  db.exec('BEGIN')
  for (let day = 0; day < days; day += DAYS_IN_BANK) {
    for (const { sections, prompt, monotonicMs: inBank } of bank) {
      const monotonicMs = day * 86_400_000 + inBank
      if (monotonicMs >= days * 86_400_000) break
      const isOrigin = seedOriginOf(n) === n
      if (isOrigin) origin = randomBytes(16)
      const base = { boot: 1, clock: 'gnss' as const, monotonicMs, wallMs: startMs + monotonicMs, layout, prompt }
      const seal = n % SEAL_FRAMES === 0 || prompt ? randomBytes(64) : undefined
      const parts = {
        header: { ...base, device, epoch, n },
        seed: isOrigin ? origin : derivedSeed(origin, n),
        sections,
      }
      const bytes = encodeFrame({ ...parts, seal })
      head = frameHead(head, decodeFrame(bytes))
      insertFrame.run(epoch, n, bytes, Number(prompt), head, Number(seal !== undefined), startMs + monotonicMs)
      frameBytes += bytes.length
      n++
      if (n % FRAMES_A_COMMIT === 0) db.exec('COMMIT; BEGIN')
    }
  }
  advance.run(n, head)
  acknowledge.run(n - 1)
  db.exec('COMMIT; PRAGMA synchronous = FULL')
  return { frames: n, frameBytes }
}

/** Signed hand-overs, acknowledged: what else there is on a truck for years. */
export function addHandovers(db: RecorderDatabase, { count, startMs }: { count: number; startMs: number }): void {
  const insert = db.prepare(
    `INSERT INTO documents (id, kind, salt, bytes, digest, recorded_at_ms, acknowledged)
     VALUES (?, 'handover', ?, ?, ?, ?, 1)`,
  )
  db.transaction(() => {
    for (let at = 0; at < count; at++) {
      const signature = randomBytes((HANDOVER_BYTES * 3) / 4).toString('base64')
      const bytes = Buffer.from(JSON.stringify({ v: 1, signature }))
      const salt = randomBytes(16)
      insert.run(`handover-${at}`, salt, bytes, documentDigest(salt, bytes), startMs + at)
    }
  })()
}
