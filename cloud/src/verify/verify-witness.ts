import { type FrameEvent, toHex } from '@coldrx/protocol'
import type { FrameReader } from '../frames/frame-log.ts'
import type { Fault, Findings } from './findings.ts'
import { monotonicAt, type TruckFrame } from './truck-frames.ts'
import type { LayoutSet } from './verify-epochs.ts'
import type { Witness, WitnessedRow } from './witness-file.ts'

export interface WitnessParts {
  readonly device: string
  readonly witness: Witness
  readonly frames: FrameReader
  readonly layouts: LayoutSet
  readonly findings: Findings
}

/** What one committed row owes the cloud: a reading of one channel, or an event. */
interface Owed {
  readonly what: Pick<Fault, 'channel'> & { readonly text: string }
  readonly boot: number
  readonly expected: string
  readonly found: string[]
}

/** Whatever a witness saw committed is in the cloud, once: every frame, every reading and event of a row not yet framed. */
export class WitnessCheck {
  readonly #parts: WitnessParts
  readonly #owed = new Map<string, Owed>()

  constructor(parts: WitnessParts) {
    this.#parts = parts
    for (const row of parts.witness.rows) this.#owe(row)
  }

  take(frame: TruckFrame): void {
    const { boot } = frame.header
    for (const section of frame.sections) {
      if (section.kind === 'measurements') {
        const { times, columns } = section.measurements
        for (const [row, time] of times.entries()) {
          const at = monotonicAt(frame, time)
          for (const [column, { id }] of section.group.channels.entries()) {
            const found = `${columns[column]?.integers[row] ?? null} ${columns[column]?.marks[row] ?? ''}`
            this.#owed.get(readingKey(boot, at, id))?.found.push(found)
          }
        }
      } else if (section.kind === 'events') {
        for (const { time, code, subject, detail } of section.events) {
          const text = eventText({ code, subject, detail })
          this.#owed.get(eventKey(boot, monotonicAt(frame, time), text))?.found.push(text)
        }
      }
    }
  }

  /** After the last frame of the device. */
  async finish(): Promise<void> {
    const { device, witness, frames, findings } = this.#parts
    findings.count(
      'readings and events seen committed on trucks before they were framed, each in the cloud once',
      this.#owed.size,
    )
    for (const { what, boot, expected, found } of this.#owed.values()) {
      if (found.length === 1 && found[0] === expected) continue
      const [saw] = found
      const problem =
        saw === undefined
          ? 'the truck had committed it, the cloud does not have it'
          : found.length > 1
            ? `the truck had committed it once, the cloud has it ${found.length} times`
            : 'the truck had committed another'
      const { text, channel } = what
      findings.fault({
        check: 'owed',
        device,
        channel,
        problem: `${text} of boot ${boot}: ${problem}`,
        expected,
        found: saw,
      })
    }
    findings.count('frames seen committed on trucks, each in the cloud with the same bytes', witness.frames.length)
    for (const { epoch, n, sm3 } of witness.frames) {
      const stored = await frames.readFrame(device, epoch, n)
      const found = stored === undefined ? undefined : toHex(stored.hash)
      if (found === sm3) continue
      const problem =
        stored === undefined ? 'the truck had committed it, the cloud does not have it' : 'the truck had other bytes'
      findings.fault({ check: 'owed', device, epoch, n, problem, expected: sm3, found })
    }
  }

  #owe({ boot, monotonicMs, layout: hash, samples, events }: WitnessedRow): void {
    const { device, layouts, findings } = this.#parts
    const layout = layouts.get(hash)
    if (layout === undefined) {
      findings.fault({
        check: 'owed',
        device,
        problem: 'a committed row has a layout that the cloud does not know',
        expected: hash,
      })
      return
    }
    const { timeUnitMs, groups } = layout
    const inUnits = (ms: number): number => Math.floor(ms / timeUnitMs) * timeUnitMs
    if (samples !== null) {
      // a point of the track between two records has the channels of the first group only
      const channels = groups.flatMap((group) => group.channels).slice(0, samples.integers.length)
      for (const [at, { id }] of channels.entries()) {
        const expected = `${samples.integers[at] ?? null} ${samples.marks[at] ?? ''}`
        const what = { channel: id, text: `the reading at ${monotonicMs} ms` }
        this.#owed.set(readingKey(boot, inUnits(monotonicMs), id), { what, boot, expected, found: [] })
      }
    }
    for (const event of events) {
      const what = { text: `the event ${event.code} at ${event.monotonicMs} ms` }
      const expected = eventText(event)
      this.#owed.set(eventKey(boot, inUnits(event.monotonicMs), expected), { what, boot, expected, found: [] })
    }
  }
}

const readingKey = (boot: number, atMs: number, channel: string): string => `${boot} ${atMs} ${channel}`
const eventKey = (boot: number, atMs: number, text: string): string => `${boot} ${atMs} ${text}`

function eventText({ code, subject, detail }: Pick<FrameEvent, 'code' | 'subject' | 'detail'>): string {
  return JSON.stringify([code, subject, Object.entries(detail).sort(([left], [right]) => (left < right ? -1 : 1))])
}
