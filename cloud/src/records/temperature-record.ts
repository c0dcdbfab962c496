import { isGap, isOutOfRange, type LayoutChannel, type LayoutGroup, type TemperatureRange } from '@coldrx/protocol'
import type { StoredFrame } from '../frames/frame-log.ts'
import type { Recording } from '../inspection/findable.ts'
import { type CompartmentSummary, samplesOf, summariseReadings } from '../inspection/readings-summary.ts'
import { recordIntervalOf } from '../projections/layouts.ts'
import type { PublicKeyOf } from '../telemetry/key-ring.ts'
import type { ReadModel, RecordedFrame } from '../telemetry/read-model.ts'
import type { FrameProof, FrameProver } from './frame-proof.ts'
import type { RecordAlarms, RecordedAlarm } from './record-alarms.ts'

/** One moment of a compartment: a value per measuring point, in the order of its columns. */
export interface RecordedRow {
  readonly atMs: number
  /** null: nothing that counts was measured */
  readonly values: readonly (number | null)[]
  readonly isOutOfRange: boolean
  /** a row is missing before this one: what was between is not known */
  readonly gapBefore: boolean
}

export interface RecordedCompartment {
  readonly summary: CompartmentSummary
  readonly columns: readonly LayoutChannel[]
  readonly rows: readonly RecordedRow[]
}

/** What was recorded of one load or trip, as the frames say it and nothing else. */
export interface TemperatureRecord {
  readonly device: string
  readonly fromMs: number
  readonly toMs: number
  readonly compartments: readonly RecordedCompartment[]
  readonly undecodable: number
  readonly alarms: readonly RecordedAlarm[]
  readonly proof: FrameProof
}

export interface RecordSpan extends Omit<Recording, 'fromMs' | 'toMs'> {
  readonly fromMs: number
  readonly toMs: number
  /** it goes on: the record ends with the last row, so that the same frames give the same record at any time */
  readonly isOpen: boolean
}

/** GSP Annex 3 and GB/T 28842: temperature, humidity, date, time, measuring point, all of them. */
export async function collectTemperatureRecord(
  span: RecordSpan,
  {
    readModel,
    prover,
    alarms,
    publicKeyOf,
  }: {
    readonly readModel: Pick<ReadModel, 'recorded'>
    readonly prover: FrameProver
    readonly alarms: RecordAlarms
    readonly publicKeyOf: PublicKeyOf
  },
): Promise<TemperatureRecord> {
  const stored: StoredFrame[] = []
  const tables = new Map<string, PointTable>()
  async function* watched(): AsyncGenerator<RecordedFrame> {
    for await (const frame of readModel.recorded(span)) {
      stored.push(frame.stored)
      takePoints(frame, span, tables)
      yield frame
    }
  }
  const { compartments, undecodable } = await summariseReadings(watched(), span)
  const measured = compartments
    .map((summary) => toCompartment(summary, tables.get(summary.compartment)))
    .sort((left, right) => (left.summary.compartment < right.summary.compartment ? -1 : 1))
  const lastMs = measured.reduce((last, { rows }) => Math.max(last, rows.at(-1)?.atMs ?? last), span.fromMs)
  return {
    ...{ device: span.device, fromMs: span.fromMs, toMs: span.isOpen ? lastMs : span.toMs, undecodable },
    compartments: measured,
    alarms: await alarms.within(span),
    proof: await prover.prove(span.device, stored, publicKeyOf),
  }
}

interface PointTable {
  readonly columns: Map<string, LayoutChannel>
  readonly rows: Map<number, { readonly values: Map<string, number>; isOutOfRange: boolean; intervalMs: number }>
}

const QUANTITIES: ReadonlySet<string> = new Set(['temperature', 'humidity'])

function takePoints({ decoded, offsetMs }: RecordedFrame, span: RecordSpan, tables: Map<string, PointTable>): void {
  if (decoded === undefined) return
  const intervalMs = recordIntervalOf(decoded.layout)
  for (const section of decoded.sections) {
    if (section.kind !== 'measurements' || section.group.kind !== 'compartment') continue
    const { group } = section
    if (span.compartment !== null && group.id !== span.compartment) continue
    const table = tables.get(group.id) ?? { columns: new Map(), rows: new Map() }
    tables.set(group.id, table)
    for (const { channel, atMs, value } of samplesOf(decoded, section, offsetMs)) {
      if (atMs < span.fromMs || atMs > span.toMs || !QUANTITIES.has(channel.quantity)) continue
      table.columns.set(channel.id, channel)
      const row = table.rows.get(atMs) ?? { values: new Map<string, number>(), isOutOfRange: false, intervalMs }
      table.rows.set(atMs, row)
      if (value === null) continue
      row.values.set(channel.id, value)
      if (isOut(group, channel, value)) row.isOutOfRange = true
    }
  }
}

function isOut({ range }: { readonly range?: LayoutGroup['range'] }, { quantity }: LayoutChannel, value: number) {
  return quantity === 'temperature' && range !== undefined && isOutOfRange(value, range)
}

function toCompartment(summary: CompartmentSummary, table: PointTable | undefined): RecordedCompartment {
  const columns = [...(table?.columns.values() ?? [])]
  const inTime = [...(table?.rows ?? [])].sort(([left], [right]) => left - right)
  const rows = inTime.map(([atMs, { values, isOutOfRange: isRowOut, intervalMs }], at): RecordedRow => {
    const before = inTime[at - 1]?.[0]
    return {
      ...{ atMs, isOutOfRange: isRowOut },
      values: columns.map(({ id }) => values.get(id) ?? null),
      gapBefore: before !== undefined && isGap(atMs - before, intervalMs),
    }
  })
  return { summary, columns, rows }
}

export function rangeText(range: TemperatureRange | null): string {
  return range === null ? '–' : `${range.minCelsius} … ${range.maxCelsius} °C`
}
