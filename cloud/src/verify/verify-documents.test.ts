import { documentDigest, toUtf8 } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceDocument } from '../documents/document-store.ts'
import { SqliteFrameReader } from '../frames/sqlite-frame-reader.ts'
import { FakeTruck } from '../testing/fake-truck.ts'
import { TelemetryWorld } from '../testing/telemetry-world.ts'
import { Findings, type VerifyReport } from './findings.ts'
import { verifyDocuments } from './verify-documents.ts'
import { readLayouts } from './verify-epochs.ts'

function document(id: string, text = '{}'): DeviceDocument {
  const salt = new Uint8Array(16)
  const bytes = toUtf8(text)
  return { device: 'tk001', id, kind: 'handover', salt, bytes, digest: documentDigest(salt, bytes), receivedAtMs: 1 }
}

describe('verify of documents', () => {
  let truck: FakeTruck
  let world: TelemetryWorld

  beforeEach(async () => {
    truck = new FakeTruck()
    world = await TelemetryWorld.open(truck)
    const pinned = ['document-1', 'document-2'].map((id, at) => ({
      ...{ monotonicMs: at, code: 'document', subject: id },
      detail: { kind: 'handover', digest: document(id).digest },
    }))
    await world.take(truck, truck.open(), truck.frame({ monotonicMs: 1, events: pinned }))
  })
  afterEach(async () => {
    await world.remove()
  })

  async function verify(...kept: DeviceDocument[]): Promise<VerifyReport> {
    const findings = new Findings()
    const frames = new SqliteFrameReader(world.framesPath)
    try {
      const layouts = await readLayouts(frames, findings)
      async function* all() {
        yield* kept
      }
      await verifyDocuments({ frames, layouts, devices: ['tk001'], documents: { all }, findings })
      return findings.report()
    } finally {
      await frames.close()
    }
  }
  const problems = async (...kept: DeviceDocument[]) =>
    (await verify(...kept)).faults.map(({ n, problem }) => [n, problem])

  it('finds nothing wrong where each document has its event', async () => {
    const report = await verify(document('document-1'), document('document-2'))
    expect(report).toMatchObject({ ok: true })
    expect(report.checked).toContainEqual({ what: 'documents that frames pin', count: 2 })
  })

  it('names the frame whose document is not kept', async () => {
    expect(await problems(document('document-1'))).toEqual([
      [1, 'document document-2: this frame pins it, and it is not kept'],
    ])
  })

  it('names a document that no frame pins, and one that takes the place of another', async () => {
    const both = [document('document-1'), document('document-2')]
    expect(await problems(...both, document('document-3'))).toEqual([
      [undefined, 'document document-3: no frame pins it'],
    ])
    expect(await problems(document('document-1'), document('document-2', '{"taker":"else"}'))).toEqual([
      [undefined, 'document document-2: no frame pins this one, but another of its id'],
      [1, 'document document-2: this frame pins it, and it is not kept'],
    ])
  })

  it('names a document that was changed where it is kept', async () => {
    const changed = { ...document('document-2'), bytes: toUtf8('{ }') }
    expect(await problems(document('document-1'), changed)).toEqual([
      [undefined, 'document document-2: it is not the one of its digest'],
      [1, 'document document-2: this frame pins it, and it is not kept'],
    ])
  })

  it('names a second document of one id', async () => {
    expect(await problems(document('document-1'), document('document-2'), document('document-2', '1'))).toEqual([
      [undefined, 'document document-2: a second one of this id'],
      [undefined, 'document document-2: no frame pins this one, but another of its id'],
    ])
  })
})
