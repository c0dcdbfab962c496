import { DOCUMENT_EVENT, documentDigest } from '@coldrx/protocol'
import type { DeviceDocument, DocumentStore } from '../documents/document-store.ts'
import type { FrameReader } from '../frames/frame-log.ts'
import type { Findings } from './findings.ts'
import { truckFrames } from './truck-frames.ts'
import type { LayoutSet } from './verify-epochs.ts'

const PINNED = 'documents that frames pin'
const KEPT = 'documents kept: digest, and the event that pins them'

/** Where a frame says that a document was made. */
interface Pin {
  readonly device: string
  readonly id: string
  readonly digest: string
  readonly epoch: string
  readonly n: number
}

/**
 * Every document that a frame pins is kept and is the very one; every document that is kept is pinned by a frame. Either may
 * still be under way from a device that has not settled.
 */
export async function verifyDocuments({
  frames,
  layouts,
  devices,
  documents,
  findings,
}: {
  readonly frames: FrameReader
  readonly layouts: LayoutSet
  readonly devices: Iterable<string>
  readonly documents: Pick<DocumentStore, 'all'> | undefined
  readonly findings: Findings
}): Promise<void> {
  findings.count(PINNED, 0)
  findings.count(KEPT, 0)
  /** by device and id; those that no document was found for are left in the end */
  const pins = new Map<string, Pin[]>()
  for (const device of devices) {
    for await (const { epoch, n, sections } of truckFrames({ device, frames, layouts })) {
      for (const section of sections) {
        if (section.kind !== 'events') continue
        for (const { code, subject: id, detail } of section.events) {
          if (code !== DOCUMENT_EVENT) continue
          findings.count(PINNED)
          const key = `${device} ${id}`
          pins.set(key, [...(pins.get(key) ?? []), { device, id, digest: String(detail.digest), epoch, n }])
        }
      }
    }
  }
  const unmet = new Set([...pins.values()].flat())
  let last: DeviceDocument | undefined
  for await (const document of documents?.all() ?? []) {
    findings.count(KEPT)
    const { device, id, digest, salt, bytes } = document
    const at = { check: 'documents', device }
    if (last?.device === device && last.id === id)
      findings.fault({ ...at, problem: `document ${id}: a second one of this id` })
    last = document
    const found = documentDigest(salt, bytes)
    if (found !== digest) {
      findings.fault({ ...at, problem: `document ${id}: it is not the one of its digest`, expected: digest, found })
      continue
    }
    const own = pins.get(`${device} ${id}`) ?? []
    const fitting = own.filter((pin) => pin.digest === digest)
    for (const pin of fitting) unmet.delete(pin)
    if (fitting.length === 0) {
      const problem = `document ${id}: no frame pins ${own.length === 0 ? 'it' : 'this one, but another of its id'}`
      findings.fault({ ...at, problem, found: digest })
    }
  }
  for (const { device, id, digest, epoch, n } of unmet) {
    const problem = `document ${id}: this frame pins it, and it is not kept`
    findings.fault({ check: 'documents', device, epoch, n, problem, expected: digest })
  }
}
