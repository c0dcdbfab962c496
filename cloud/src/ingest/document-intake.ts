import {
  type DocumentPart,
  fromUtf8,
  joinDocument,
  ProtocolError,
  parseMessage,
  serializeMessage,
  topicFor,
} from '@coldrx/protocol'
import type { DocumentStore, KeepOutcome } from '../documents/document-store.ts'
import type { Log } from '../lib/log.ts'

/** A part at its longest is shorter; more is not worth parsing. */
const LONGEST_PART_BYTES = 65_536
/** Of all documents that are not whole yet. What is let go is sent again by its device. */
const MOST_GATHERED_BYTES = 64 * 1_024 * 1_024

export interface DocumentIntakeParts {
  readonly store: Pick<DocumentStore, 'keep'>
  readonly publish: (topic: string, payload: string, qos: 0 | 1) => void
  readonly onRefused: (topic: string, problem: string) => void
  readonly log: Log
  readonly mostGatheredBytes?: number
}

interface Gathered {
  readonly digest: string
  /** a document that is sent again may come in parts of another size */
  readonly of: number
  readonly parts: Map<number, DocumentPart>
  bytes: number
}

/** Puts documents together from their parts, in any order, and acknowledges each once it is committed. */
export class DocumentIntake {
  readonly #parts: DocumentIntakeParts
  readonly #mostGatheredBytes: number
  /** one a device, since a device sends one after the other; those not heard of for longest come first */
  readonly #gathered = new Map<string, Gathered>()
  #gatheredBytes = 0
  readonly #underWay = new Set<Promise<void>>()
  readonly counts: Record<KeepOutcome, number> = { stored: 0, duplicate: 0, conflict: 0 }

  constructor(parts: DocumentIntakeParts) {
    this.#parts = parts
    this.#mostGatheredBytes = parts.mostGatheredBytes ?? MOST_GATHERED_BYTES
  }

  take({
    device,
    payload,
    receivedAtMs,
  }: {
    readonly device: string
    readonly payload: Uint8Array
    readonly receivedAtMs: number
  }): void {
    const topic = topicFor(device, 'up/document')
    if (payload.length > LONGEST_PART_BYTES) {
      this.#parts.onRefused(topic, 'up/document: too long')
      return
    }
    const parsed = parseMessage('up/document', payload)
    if (!parsed.ok) {
      this.#parts.onRefused(topic, parsed.problem)
      return
    }
    const whole = this.#gather(device, parsed.message)
    if (whole === undefined) return
    const kept = this.#keep(device, whole, receivedAtMs).finally(() => this.#underWay.delete(kept))
    this.#underWay.add(kept)
  }

  /** Resolves when every document that was whole is committed and acknowledged. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay)
  }

  #gather(device: string, part: DocumentPart): readonly DocumentPart[] | undefined {
    const before = this.#gathered.get(device)
    const isOfBefore = before?.digest === part.digest && before.of === part.parts
    const gathered: Gathered = isOfBefore ? before : { digest: part.digest, of: part.parts, parts: new Map(), bytes: 0 }
    if (gathered !== before) this.#letGo(device)
    this.#gathered.delete(device)
    this.#gathered.set(device, gathered)
    if (!gathered.parts.has(part.part)) {
      gathered.parts.set(part.part, part)
      gathered.bytes += part.content.length
      this.#gatheredBytes += part.content.length
    }
    if (gathered.parts.size === part.parts) {
      this.#letGo(device)
      return [...gathered.parts.values()]
    }
    for (const [oldest] of this.#gathered) {
      if (this.#gatheredBytes <= this.#mostGatheredBytes) break
      this.#letGo(oldest)
    }
    return undefined
  }

  #letGo(device: string): void {
    this.#gatheredBytes -= this.#gathered.get(device)?.bytes ?? 0
    this.#gathered.delete(device)
  }

  async #keep(device: string, parts: readonly DocumentPart[], receivedAtMs: number): Promise<void> {
    const { store, publish, onRefused, log } = this.#parts
    const [{ digest, id } = { digest: '', id: '' }] = parts
    try {
      const document = joinDocument(parts)
      JSON.parse(fromUtf8(document.bytes))
      const outcome = await store.keep({ ...document, device, digest, receivedAtMs })
      this.counts[outcome]++
      if (outcome === 'conflict') log.warn({ device, id }, 'a second document of this id came; both are kept')
      publish(topicFor(device, 'down/document-ack'), serializeMessage('down/document-ack', { v: 1, id, digest }), 0)
    } catch (error) {
      if (error instanceof ProtocolError || error instanceof SyntaxError) {
        onRefused(topicFor(device, 'up/document'), `up/document: ${error.message}`)
        return
      }
      // nothing is acknowledged, so its device keeps it and sends it again
      log.error({ err: error, device, id }, 'a document could not be committed')
    }
  }
}
