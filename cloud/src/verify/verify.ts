import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { DocumentStore } from '../documents/document-store.ts'
import type { FrameReader } from '../frames/frame-log.ts'
import { type FrameLogPlace, holdFrameReader } from '../frames/open-frame-log.ts'
import type { PublicKeyOf } from '../telemetry/key-ring.ts'
import type { TelemetryPlace } from '../telemetry/telemetry-database.ts'
import { Findings, type VerifyReport } from './findings.ts'
import { journalPath, readJournal } from './journal-file.ts'
import { verifyReadings } from './reading-order.ts'
import { gatherRuns } from './runs.ts'
import { readTruckSettings } from './truck-files.ts'
import { truckFrames } from './truck-frames.ts'
import { type AuditToVerify, verifyAudit } from './verify-audit.ts'
import { verifyDocuments } from './verify-documents.ts'
import { type LayoutSet, readLayouts, verifyEpochs } from './verify-epochs.ts'
import { JournalCheck } from './verify-journal.ts'
import { verifyLog } from './verify-log.ts'
import { StoredProjections, verifyProjections } from './verify-projections.ts'
import { verifyRecording } from './verify-recording.ts'
import { type SealsToVerify, verifySeals } from './verify-seals.ts'
import { verifyOwed } from './verify-truck.ts'
import { WitnessCheck } from './verify-witness.ts'
import { readWitness } from './witness-file.ts'

export interface VerifyOptions {
  readonly log: FrameLogPlace
  readonly telemetry: TelemetryPlace
  /** registered keys: never taken from the frames */
  readonly publicKeyOf: PublicKeyOf
  /** what devices sent beside their frames; undefined: there is no business database */
  readonly documents?: Pick<DocumentStore, 'all'> | undefined
  /** what people did; undefined: there is no audit yet, or none of this release */
  readonly audit?: AuditToVerify | undefined
  /** what is sealed in the business database; undefined: there is none */
  readonly seals?: SealsToVerify | undefined
  /** directories of trucks: agent/recorder.db, agent.json, journal.ndjson, witness.ndjson */
  readonly trucks: readonly string[]
}

/** Derives everything again from the log and holds what is stored against it. Changes nothing, beside a server too. */
export async function runVerify({
  log,
  telemetry,
  publicKeyOf,
  documents,
  audit,
  seals,
  trucks,
}: VerifyOptions): Promise<VerifyReport> {
  const findings = new Findings()
  const stored = new StoredProjections()
  // Before the log: what is written meanwhile must not let the projections look as if they had run ahead of it.
  await findings.guard({ check: 'projections' }, () => stored.copy(telemetry))
  const frames = await holdFrameReader(log)
  try {
    await findings.guard({ check: 'log' }, () => verifyLog(frames, findings))
    let layouts: LayoutSet = new Map()
    await findings.guard({ check: 'layouts' }, async () => {
      layouts = await readLayouts(frames, findings)
    })
    await findings.guard({ check: 'chain' }, () => verifyEpochs({ frames, findings, layouts, publicKeyOf }))
    const devices = new Set<string>()
    await findings.guard({ check: 'log' }, async () => {
      for (const { device } of await frames.epochs()) devices.add(device)
    })
    for (const device of devices) {
      await findings.guard({ check: 'readings', device }, () => verifyReadings({ device, frames, layouts, findings }))
    }
    await findings.guard({ check: 'documents' }, () =>
      verifyDocuments({ frames, layouts, devices, documents, findings }),
    )
    await findings.guard({ check: 'projections' }, () => verifyProjections({ stored, frames, findings, publicKeyOf }))
    if (audit !== undefined)
      await findings.guard({ check: 'audit' }, async () => {
        await verifyAudit(audit, findings)
      })
    if (seals !== undefined) await findings.guard({ check: 'seals' }, () => verifySeals(seals, findings))
    for (const directory of trucks) {
      const device = basename(directory)
      await findings.guard({ check: 'truck', device }, () => verifyTruck(directory, { frames, layouts, findings }))
    }
    return findings.report()
  } finally {
    await frames.close()
    await stored.remove()
  }
}

interface TruckParts {
  readonly frames: FrameReader
  readonly layouts: LayoutSet
  readonly findings: Findings
}

/** The log against what the truck itself has, what a witness saw of it, and what its hardware served. */
async function verifyTruck(directory: string, { frames, layouts, findings }: TruckParts): Promise<void> {
  const settings = readTruckSettings(directory)
  const { device } = settings
  await findings.guard({ check: 'owed', device }, () => verifyOwed({ directory, device, frames, findings }))
  const runLog = await gatherRuns(truckFrames({ device, frames, layouts }))
  const witness = readWitness(directory)
  const journal = existsSync(journalPath(directory)) ? await readJournal(journalPath(directory), findings) : undefined
  const witnessed = witness && new WitnessCheck({ device, witness, frames, layouts, findings })
  const journalled = journal && new JournalCheck({ settings, journal, runLog, findings })
  if (witnessed !== undefined || journalled !== undefined) {
    for await (const frame of truckFrames({ device, frames, layouts })) {
      witnessed?.take(frame)
      journalled?.take(frame)
    }
  }
  await witnessed?.finish()
  verifyRecording({ settings, runLog, outages: witness?.outages, findings })
}
