import { fromUtf8, handoverSchema } from '@coldrx/protocol'
import type { RecorderDatabase } from '../recorder/database.ts'
import { createDocumentTable } from '../recorder/document-table.ts'
import { hasTable } from '../recorder/read-only-file.ts'
import { parseStoredTrip } from '../recorder/trip-table.ts'
import { ExportError } from './export-error.ts'

/** UTC, both ends included. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

export const isWithin = ({ fromMs, toMs }: Span, utcMs: number): boolean => utcMs >= fromMs && utcMs <= toMs

/** Cooling down before the goods are loaded belongs to a trip: the trade takes about an hour and a half for it. */
const BEFORE_DEPARTURE_MS = 2 * 3_600_000
export const MOST_DOCUMENTS = 10_000

/**
 * From before the planned departure to the last window or hand-over, or now while it is driven. Only the trip that the
 * cloud told last has its plan here. @throws ExportError
 */
export function spanOfTrip(db: RecorderDatabase, wanted: string, nowMs: number): Span {
  const trip = currentTrip(db)
  if (trip !== null && (trip.id === wanted || trip.number === wanted)) {
    const first = Math.min(trip.plannedDepartureMs, ...trip.stops.map(({ windowFromMs }) => windowFromMs))
    const last = Math.max(...trip.stops.map(({ windowToMs }) => windowToMs), ...handoversOf(db, trip.id), nowMs)
    return { fromMs: first - BEFORE_DEPARTURE_MS, toMs: last }
  }
  const known = trip === null ? '—' : `${trip.number} (${trip.id})`
  const times = [...new Set(handoversOf(db, wanted).map((ms) => new Date(ms).toISOString()))].join(', ')
  if (times !== '') {
    throw new ExportError({
      zh: `行程 ${wanted} 的计划已不在车上；它的交接时间：${times}。请用 --from 和 --to 指定时间段`,
      en: `The plan of trip ${wanted} is no longer on this device; its hand-overs were at ${times}. Name the span by --from and --to`,
    })
  }
  throw new ExportError({
    zh: `车上没有行程 ${wanted}；现有的是 ${known}。请用 --from 和 --to 指定时间段`,
    en: `There is no trip ${wanted} on this device; there is ${known}. Name the span by --from and --to`,
  })
}

function currentTrip(db: RecorderDatabase) {
  if (!hasTable(db, 'trip')) return null
  return parseStoredTrip(db.prepare('SELECT message FROM trip').pluck().get())?.trip ?? null
}

function handoversOf(db: RecorderDatabase, trip: string): number[] {
  if (!hasTable(db, 'documents')) return []
  return createDocumentTable(db)
    .ofKind('handover', MOST_DOCUMENTS)
    .flatMap(({ bytes, recordedAtMs }) => {
      const { data } = handoverSchema.safeParse(parseJson(bytes))
      return data?.trip.id === trip ? [recordedAtMs] : []
    })
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes))
  } catch {
    return null
  }
}
