import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SqliteFrameReader } from '../frames/sqlite-frame-reader.ts'
import { Findings, type VerifyReport } from './findings.ts'
import { readJournal, readTruckSettings } from './truck-files.ts'
import { readLayouts, verifyEpochs } from './verify-epochs.ts'
import { verifyJournal } from './verify-journal.ts'
import { verifyLog } from './verify-log.ts'
import { verifyProjections } from './verify-projections.ts'
import { verifyRecording } from './verify-recording.ts'
import { verifyOwed } from './verify-truck.ts'

export interface VerifyOptions {
  readonly framesPath: string
  readonly telemetryPath: string
  /** registered keys: never taken from the frames */
  readonly publicKeyOf: (device: string) => Uint8Array | undefined
  /** directories of trucks: agent/recorder.db, journal.ndjson, agent.json */
  readonly trucks: readonly string[]
}

/** Derives everything again from the log and holds what is stored against it. Changes nothing. */
export async function runVerify({
  framesPath,
  telemetryPath,
  publicKeyOf,
  trucks,
}: VerifyOptions): Promise<VerifyReport> {
  const findings = new Findings()
  const frames = new SqliteFrameReader(framesPath)
  try {
    await verifyLog(frames, findings)
    const layouts = await readLayouts(frames, findings)
    await verifyEpochs({ frames, findings, layouts, publicKeyOf })
    await verifyProjections({ telemetryPath, frames, findings, publicKeyOf }, async (rebuilt) => {
      for (const directory of trucks) {
        const settings = readTruckSettings(directory)
        await verifyOwed({ directory, device: settings.device, frames, findings })
        if (existsSync(join(directory, 'journal.ndjson'))) {
          const journal = await readJournal(directory)
          await verifyJournal({ settings, journal, frames, findings, layouts, rebuilt })
        }
        await verifyRecording({ settings, frames, findings, layouts, rebuilt })
      }
    })
    return findings.report()
  } finally {
    await frames.close()
  }
}
