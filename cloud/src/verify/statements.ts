import { decodeFrame, decodeOpening, ProtocolError } from '@coldrx/protocol'
import type { StoredFrame } from '../frames/frame-log.ts'
import type { Findings } from './findings.ts'

interface Span {
  readonly device: string
  readonly epoch: string
  readonly from: number
  readonly to: number
}

interface Loss extends Span {
  /** the epoch whose seal must cover the statement */
  readonly saidIn: string
}

interface Previous {
  readonly device: string
  readonly epoch: string
  readonly n: number
  readonly head: string
  /** the epoch whose opening says so */
  readonly saidIn: string
}

/**
 * What devices say of their epochs, against what the log has: which frames are gone for good, and where an epoch ended
 * when the next was opened. A loss that no seal covers is nobody's word: anybody could have put it there.
 */
export class Statements {
  readonly #waiting: Loss[] = []
  readonly #losses: Span[] = []
  readonly #holes: Span[] = []
  readonly #previous: Previous[] = []
  /** heads that openings name, as they follow from the frames; only those, since there is one for each frame */
  readonly #heads = new Map<string, string>()
  readonly #wanted = new Set<string>()
  readonly #lastN = new Map<string, number>()

  takeOpening(first: StoredFrame | undefined): void {
    if (first === undefined) return
    const { device, epoch: saidIn } = first
    const previous = previousOf(first.bytes)
    if (previous === null) return
    this.#previous.push({ device, ...previous, saidIn })
    this.#wanted.add(`${device} ${previous.epoch} ${previous.n}`)
  }

  takeHole(hole: Span): void {
    this.#holes.push(hole)
  }

  takeLoss(loss: Loss): void {
    this.#waiting.push(loss)
  }

  takeHead({ device, epoch, n, head }: { device: string; epoch: string; n: number; head: string }): void {
    this.#lastN.set(`${device} ${epoch}`, n)
    const key = `${device} ${epoch} ${n}`
    if (this.#wanted.has(key)) this.#heads.set(key, head)
  }

  /** A seal that fits: what was said in this epoch before it is signed. */
  sealed(device: string, epoch: string): void {
    for (let at = this.#waiting.length - 1; at >= 0; at--) {
      const loss = this.#waiting[at]
      if (loss?.device !== device || loss.saidIn !== epoch) continue
      this.#losses.push(loss)
      this.#waiting.splice(at, 1)
    }
  }

  report(findings: Findings): void {
    for (const { device, epoch, n, head, saidIn } of this.#previous) {
      const found = this.#heads.get(`${device} ${epoch} ${n}`)
      const last = this.#lastN.get(`${device} ${epoch}`)
      if (found !== undefined && found !== head) {
        const problem = `the opening of ${saidIn} names another head of it`
        findings.fault({ check: 'opening', device, epoch, n, problem, expected: head, found })
      }
      // the epoch goes on beyond what the log has of it
      if (last !== undefined && last < n) this.#holes.push({ device, epoch, from: last + 1, to: n })
    }
    for (const hole of this.#holes) {
      if (covers(this.#losses, hole)) continue
      const { device, epoch, from, to } = hole
      const missing = from === to ? 'the frame is missing' : `the frames up to ${to} are missing`
      const problem = covers(this.#waiting, hole) ? `${missing}; that it is lost is said, but not signed` : missing
      findings.fault({ check: 'numbers', device, epoch, n: from, problem })
    }
  }
}

function covers(losses: readonly Span[], { device, epoch, from, to }: Span): boolean {
  return losses.some((loss) => loss.device === device && loss.epoch === epoch && loss.from <= from && to <= loss.to)
}

/** null too where the opening cannot be read: that is told where the frame itself is checked. */
function previousOf(bytes: Uint8Array): { readonly epoch: string; readonly n: number; readonly head: string } | null {
  try {
    const [body = new Uint8Array(0)] = decodeFrame(bytes).sections
    return decodeOpening(body).previous
  } catch (error) {
    if (error instanceof ProtocolError) return null
    throw error
  }
}
