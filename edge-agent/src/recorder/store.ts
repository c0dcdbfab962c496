import type { LayoutDocument, Sm2KeyPair } from '@coldrx/protocol'
import { type AlarmTable, createAlarmTable } from './alarm-table.ts'
import { type BootTable, createBootTable } from './boot-table.ts'
import { openDatabase, type RecorderDatabase } from './database.ts'
import { createDocumentTable, type DocumentTable } from './document-table.ts'
import { createFrameChain, type FrameChain } from './frame-chain.ts'
import { createFraming, type Framing } from './framing.ts'
import { createFrameCheck, type FrameCheck } from './integrity.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createProgressTable, type ProgressTable } from './progress-table.ts'
import { createRetention, type Retention } from './retention.ts'
import { createRowTable, type RowTable } from './row-table.ts'
import { createSmsTable, type SmsTable } from './sms-table.ts'
import { createTripTable, type TripTable } from './trip-table.ts'

/** The recorder's file, and what works on it. */
export interface Store {
  readonly db: RecorderDatabase
  readonly chain: FrameChain
  readonly framing: Framing
  readonly outbox: Outbox
  readonly rows: RowTable
  readonly boots: BootTable
  readonly documents: DocumentTable
  readonly trip: TripTable
  readonly progress: ProgressTable
  readonly alarms: AlarmTable
  readonly sms: SmsTable
  readonly retention: Retention
  readonly check: FrameCheck
}

/** @throws RecorderError or SqliteError */
export function openStore({
  path,
  maxPages,
  device,
  key,
  document,
  nowMs,
}: {
  readonly path: string
  readonly maxPages: number | undefined
  readonly device: string
  readonly key: Sm2KeyPair
  readonly document: LayoutDocument
  readonly nowMs: () => number
}): Store {
  const db = openDatabase(path, { maxPages })
  try {
    const chain = createFrameChain({ db, device, key, nowMs })
    const rows = createRowTable(db)
    const framing = createFraming({ chain, rows, document })
    return {
      ...{ db, chain, framing, rows },
      outbox: createOutbox(db),
      boots: createBootTable(db),
      documents: createDocumentTable(db),
      trip: createTripTable(db),
      progress: createProgressTable(db),
      alarms: createAlarmTable(db),
      sms: createSmsTable(db),
      retention: createRetention(db, maxPages),
      check: createFrameCheck(db),
    }
  } catch (error) {
    db.close()
    throw error
  }
}
