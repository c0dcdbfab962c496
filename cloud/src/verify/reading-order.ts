import type { Findings } from './findings.ts'
import { monotonicAt, ownOffsetMs, type TruckFrame, type TruckFramesParts, truckFrames } from './truck-frames.ts'

const COUNTED = 'rows of sections, each time once'

/** Everything is there once: not only each frame, but each reading in them. */
export async function verifyReadings({
  findings,
  ...parts
}: TruckFramesParts & { readonly findings: Findings }): Promise<void> {
  findings.count(COUNTED, 0)
  const order = new ReadingOrder({ device: parts.device, findings })
  for await (const frame of truckFrames(parts)) order.take(frame)
  order.finish()
}

/** Rows of one section that one start of a device left in one epoch. */
interface Stretch {
  readonly epoch: string
  readonly first: number
  last: number
  readonly firstWallMs: number
  lastWallMs: number
}

/**
 * A reading is one number of one channel at one time: the rows of a section come in the order of time, each time once,
 * through all frames of a start. So a row that was put into two frames is seen without remembering every row.
 */
class ReadingOrder {
  readonly #device: string
  readonly #findings: Findings
  /** by boot and group */
  readonly #stretches = new Map<string, Stretch[]>()

  constructor({ device, findings }: { readonly device: string; readonly findings: Findings }) {
    this.#device = device
    this.#findings = findings
  }

  take(frame: TruckFrame): void {
    const { epoch, n, header } = frame
    for (const [section, decoded] of frame.sections.entries()) {
      if (decoded.kind !== 'measurements') continue
      const { id } = decoded.group
      const key = `${header.boot} ${id}`
      const stretches = this.#stretches.get(key) ?? []
      this.#stretches.set(key, stretches)
      for (const [row, time] of decoded.measurements.times.entries()) {
        const at = monotonicAt(frame, time)
        const wallMs = at + ownOffsetMs(frame)
        const stretch = stretches.find((candidate) => candidate.epoch === epoch)
        this.#findings.count(COUNTED)
        if (stretch === undefined) {
          stretches.push({ epoch, first: at, last: at, firstWallMs: wallMs, lastWallMs: wallMs })
        } else if (at > stretch.last) {
          stretch.last = at
          stretch.lastWallMs = wallMs
        } else {
          const problem = `${id} has a second reading of ${new Date(wallMs).toISOString()}, or an earlier one after a later`
          const [expected, found] = [`later than ${stretch.last} ms of boot ${header.boot}`, `${at} ms`]
          this.#findings.fault({
            check: 'readings',
            device: this.#device,
            epoch,
            n,
            section,
            row,
            problem,
            expected,
            found,
          })
        }
      }
    }
  }

  /** After the last frame of the device. */
  finish(): void {
    for (const [key, stretches] of this.#stretches) {
      const [boot, group] = key.split(' ')
      for (const [at, left] of stretches.entries()) {
        for (const right of stretches.slice(at + 1)) {
          // by both clocks: a device that has lost its count of starts uses their numbers again
          const overlaps =
            left.first <= right.last &&
            right.first <= left.last &&
            left.firstWallMs <= right.lastWallMs &&
            right.firstWallMs <= left.lastWallMs
          if (!overlaps) continue
          const problem = `readings of ${group} at one time of boot ${boot} stand in epoch ${left.epoch} too`
          this.#findings.fault({ check: 'readings', device: this.#device, epoch: right.epoch, problem })
        }
      }
    }
  }
}
