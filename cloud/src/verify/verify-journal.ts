import {
  carriesValue,
  decodeFrame,
  decodeSections,
  type LayoutChannel,
  type LayoutGroup,
  ProtocolError,
  toInteger,
  toNumber,
} from '@coldrx/protocol'
import type { FrameReader } from '../frames/frame-log.ts'
import type { Db } from '../lib/database.ts'
import type { Findings } from './findings.ts'
import type { Journal, ServedValue, TruckSettings } from './truck-files.ts'
import type { LayoutSet } from './verify-epochs.ts'
import { framesOfEpoch } from './verify-log.ts'

/** A poll may begin a little before its tick, as clocks of two processes go. */
const EARLY_MS = 1_500

export interface JournalParts {
  readonly settings: TruckSettings
  readonly journal: Journal
  readonly frames: FrameReader
  readonly findings: Findings
  readonly layouts: LayoutSet
  /** projections made anew: where each frame stands in UTC */
  readonly rebuilt: Db
}

/** Every number that the cloud has was served by that source, for that quantity, at that poll. */
export async function verifyJournal(parts: JournalParts): Promise<void> {
  const { settings, frames, findings, layouts, rebuilt } = parts
  const { device } = settings
  findings.count('values equal to what the hardware served at that poll', 0)
  const offset = rebuilt
    .prepare<[string, string, number], number>(
      'SELECT offset_ms FROM placement WHERE device = ? AND epoch = ? AND n = ?',
    )
    .pluck()
  for (const { epoch } of await frames.epochs(device)) {
    for await (const { n, bytes } of framesOfEpoch(frames, device, epoch)) {
      try {
        const frame = decodeFrame(bytes)
        const layout = layouts.get(frame.header.layout)
        if (layout === undefined) continue
        const offsetMs = offset.get(device, epoch, n) ?? 0
        decodeSections(frame, layout).forEach((decoded, section) => {
          if (decoded.kind !== 'measurements') return
          const { group, measurements } = decoded
          measurements.times.forEach((time, row) => {
            const tickMs = frame.header.monotonicMs + time * layout.timeUnitMs + offsetMs
            group.channels.forEach((channel, at) => {
              const column = measurements.columns[at]
              const integer = column?.integers[row] ?? null
              const mark = column?.marks[row]
              if (integer === null || mark === undefined || !carriesValue(mark)) return
              const place = { device, epoch, n, section, row }
              verifyValue(parts, { group, channel, integer, tickMs, place })
            })
          })
        })
      } catch (error) {
        // told by the check of the epochs
        if (!(error instanceof ProtocolError)) throw error
      }
    }
  }
}

interface StoredValue {
  readonly group: LayoutGroup
  readonly channel: LayoutChannel
  readonly integer: number
  readonly tickMs: number
  readonly place: {
    readonly device: string
    readonly epoch: string
    readonly n: number
    readonly section: number
    readonly row: number
  }
}

function verifyValue({ settings, journal, findings }: JournalParts, value: StoredValue): void {
  const { group, channel, integer, tickMs, place } = value
  const { quantity, source } = channel
  const key = quantity === 'door' ? `door:${group.id}` : quantity
  const isPosition = quantity === 'latitude' || quantity === 'longitude' || quantity === 'speed'
  // a receiver speaks by itself: what is taken at a tick may be as old as is let pass
  const earliestMs = tickMs - EARLY_MS - (isPosition ? settings.gnssStaleMs : 0)
  const served = between(journal.get(`${source} ${key}`) ?? [], earliestMs, tickMs + settings.sampleIntervalMs)
  findings.count('values equal to what the hardware served at that poll')
  // degrees and km/h are computed from what the sentence says: they may round the other way in the last place
  const tolerance = isPosition ? 1 : 0
  if (served.some((entry) => Math.abs(toInteger(entry.value, channel) - integer) <= tolerance)) return
  const problem = `stored for ${new Date(tickMs).toISOString()}, but ${source} did not serve it then`
  const expected = served.length === 0 ? 'nothing was served' : served.map((entry) => entry.value).join(' or ')
  const found = String(toNumber(integer, channel))
  findings.fault({ check: 'journal', ...place, channel: channel.id, problem, expected, found })
}

function between(served: readonly ServedValue[], fromMs: number, toMs: number): ServedValue[] {
  let low = 0
  let high = served.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((served[middle]?.t ?? 0) < fromMs) low = middle + 1
    else high = middle
  }
  let end = low
  while ((served[end]?.t ?? Number.POSITIVE_INFINITY) <= toMs) end++
  return served.slice(low, end)
}
