import type { Clock } from '../clock.ts'
import type { FaultTable, GnssFaults } from '../faults/fault.ts'
import type { Journal } from '../journal.ts'
import type { Line } from '../lines/line.ts'
import { createPendingWork, type PendingWork } from '../lines/pending-work.ts'
import { wireTimeMs } from '../lines/wire-time.ts'
import type { Random } from '../random.ts'
import { type Burst, fixBurst, voidBurst } from './burst.ts'
import type { Drive } from './drive.ts'

export type Receiver = { readonly start: () => void; readonly stop: () => void }

export type ReceiverOptions = {
  readonly id: string
  readonly baud: number
  readonly drive: Drive
  readonly speed: number
  readonly line: () => Line | undefined
  readonly faults: FaultTable
  readonly journal: Journal
  readonly random: Random
  readonly clock: Clock
}

/** A receiver computes for some tens of milliseconds before it reports the second that has begun. */
const REPORT_DELAY_MS = 80
/** The GPS week counter has ten bits: a receiver that lost count reports this much too early. */
const ROLLOVER_MS = 1024 * 7 * 86_400_000
const METRES_PER_DEGREE = 111_195

/** A receiver on a driving truck: RMC, GGA, GSA and ZDA once a second, at the pace of its baud rate. */
export function createRouteReceiver(options: ReceiverOptions): Receiver {
  const { id, baud, drive, speed, line, faults, journal, random, clock } = options
  const pending = createPendingWork()
  let driftNorth = 0
  let driftEast = 0
  let lastSecondMs: number | undefined

  const burstOf = (standing: GnssFaults, secondMs: number): Burst => {
    const seconds = lastSecondMs === undefined ? 0 : Math.max(0, (secondMs - lastSecondMs) / 1000)
    lastSecondMs = secondMs
    const place = drive.advance(seconds * speed)
    // Error of a receiver wanders slowly by a metre or two; it does not jump from second to second.
    driftNorth += -0.05 * driftNorth + 0.35 * random.gaussian()
    driftEast += -0.05 * driftEast + 0.35 * random.gaussian()
    const utcMs = standing.get('rollover') === undefined ? secondMs : secondMs - ROLLOVER_MS
    if (standing.get('void') !== undefined) return voidBurst(utcMs)
    const jumpMetres = (standing.get('jump')?.kilometres ?? 0) * 1000
    return fixBurst({
      latitude: place.latitude + (driftNorth + jumpMetres) / METRES_PER_DEGREE,
      longitude: place.longitude + driftEast / (METRES_PER_DEGREE * Math.cos((place.latitude * Math.PI) / 180)),
      speedKmh: place.speedKmh,
      courseDegrees: place.courseDegrees,
      utcMs,
    })
  }

  const report = (secondMs: number): void => {
    const standing = faults.gnssFaults(id)
    const burst = burstOf(standing, secondMs)
    if (standing.get('silent') !== undefined) return
    journal.append({
      t: clock.nowMs(),
      source: id,
      values: burst.values,
      ...(standing.label === undefined ? {} : { fault: standing.label }),
    })
    const garbage = standing.get('garbage') !== undefined
    sendPaced({
      sentences: garbage ? burst.sentences.map((text) => garble(text, random)) : burst.sentences,
      baud,
      line,
      pending,
    })
  }

  const schedule = (): void => {
    const nowMs = clock.nowMs()
    const secondMs = Math.floor((nowMs - REPORT_DELAY_MS) / 1000) * 1000 + 1000
    pending.after(secondMs + REPORT_DELAY_MS - nowMs, () => {
      report(secondMs)
      schedule()
    })
  }

  return { start: schedule, stop: () => pending.cancel() }
}

/** Each sentence arrives when its last bit would; quicker if a burst made for a faster line must fit in its second. */
export function sendPaced({
  sentences,
  baud,
  withinMs = Number.POSITIVE_INFINITY,
  line,
  pending,
}: {
  sentences: readonly (string | Buffer)[]
  baud: number
  withinMs?: number
  line: () => Line | undefined
  pending: PendingWork
}): void {
  const totalBytes = sentences.reduce((sum, text) => sum + text.length, 0)
  const hurry = Math.min(1, withinMs / wireTimeMs(totalBytes, baud, 10))
  let bytesBefore = 0
  for (const text of sentences) {
    const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text
    bytesBefore += bytes.length
    pending.after(hurry * wireTimeMs(bytesBefore, baud, 10), () => line()?.write(bytes))
  }
}

/** A line with a bad ground: bytes lost, bits flipped, rubbish between sentences. No sentence survives whole. */
export function garble(text: string, random: Random): string {
  const at = 1 + Math.floor(random.uniform() * Math.max(text.length - 6, 1))
  const flipped = String.fromCharCode((text.charCodeAt(at) ^ (1 << Math.floor(random.uniform() * 3))) | 0x80)
  const rubbish = Array.from({ length: 4 }, () => String.fromCharCode(Math.floor(random.uniform() * 256))).join('')
  return `${rubbish}${text.slice(0, at)}${flipped}${text.slice(at + 1)}`
}
