import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openBusinessDatabase } from '../business-database/business-database.ts'
import { DataInUseError, lockData } from '../data-lock.ts'
import type { FrameReader } from '../frames/frame-log.ts'
import { openFrameLog } from '../frames/open-frame-log.ts'
import { SqlFrameReader } from '../frames/sql-frame-reader.ts'
import { createPool, postgresSql } from '../lib/postgres.ts'
import type { SqlDatabase } from '../lib/sql.ts'
import { sqliteSql } from '../lib/sqlite-sql.ts'
import type { PublicKeyOf } from '../telemetry/key-ring.ts'
import { Findings, type VerifyReport } from '../verify/findings.ts'
import { readLayouts, verifyEpochs } from '../verify/verify-epochs.ts'
import { framesInLogOrder, verifyLog } from '../verify/verify-log.ts'
import { BUSINESS_FILE, FRAMES_FILE } from '../where-stores-are.ts'
import { copyBusiness, verifyTables } from './copy-business.ts'
import { copiedThrough, copyBesideFrames, copyFrames, isSameFrame } from './copy-frames.ts'

/** So little is left that the last step, which sees everything as it is at one moment, is short. */
const NEARLY_CAUGHT_UP = 1_000

export interface CopyOptions {
  readonly from: string
  readonly databaseUrl: string
  readonly publicKeyOf: PublicKeyOf
  readonly say: (line: string) => void
}

export interface CopyReport {
  /** whether everything is there as it is in the source */
  readonly report: VerifyReport
  /** what chains, seals and forks say: the same on both sides, so a fault here is one that the source has */
  readonly evidence: VerifyReport
  readonly throughPosition: number
  /** a server runs on the source: what it takes from now on is not there yet */
  readonly isSourceInUse: boolean
}

/**
 * Copies an installation on SQLite to PostgreSQL, also beside its server: frames first, as far as they have come, then
 * everything as it is at one moment. It can be run again, after an interruption or for what has come since: it goes on
 * where it was. What is derived from frames is not copied; the server makes it anew from the log.
 */
export async function copyInstallation({ from, databaseUrl, publicKeyOf, say }: CopyOptions): Promise<CopyReport> {
  for (const file of [FRAMES_FILE, BUSINESS_FILE]) {
    if (!existsSync(join(from, file))) throw new Error(`--from: there is no ${file} in ${from}`)
  }
  const unlock = lockUnlessInUse(from)
  const target = postgresSql(createPool(databaseUrl, { connections: 3 }))
  const to = new SqlFrameReader({ sql: target, close: async () => {} })
  try {
    await prepareTarget(databaseUrl)
    await follow({ from, target, to, say })
    const { frames, business, close } = openAtThisMoment(from)
    try {
      const throughPosition = await frames.reader.lastPosition()
      const after = await copiedThrough(frames.reader, target, to)
      await copyFrames(frames, target, { after, last: throughPosition })
      const besideFrames = await copyBesideFrames(frames.sql, target)
      const tables = await copyBusiness(business, target)
      say(`${throughPosition} frames and ${tables.length} tables of the business are copied; verifying`)
      const findings = new Findings()
      await findings.guard({ check: 'copy' }, () => compareLogs(frames.reader, to, findings))
      await findings.guard({ check: 'copy' }, () => verifyTables([...besideFrames, ...tables], target, findings))
      await findings.guard({ check: 'log' }, () => verifyLog(to, findings))
      const evidence = new Findings()
      await evidence.guard({ check: 'chain' }, async () => {
        await verifyEpochs({ frames: to, findings: evidence, layouts: await readLayouts(to, evidence), publicKeyOf })
      })
      return {
        ...{ report: findings.report(), evidence: evidence.report() },
        ...{ throughPosition, isSourceInUse: unlock === undefined },
      }
    } finally {
      await close()
    }
  } finally {
    await target.close()
    unlock?.()
  }
}

/** Nothing may start on the source while the last is brought over; undefined: a server is running on it. */
function lockUnlessInUse(directory: string): (() => void) | undefined {
  try {
    return lockData(directory)
  } catch (error) {
    if (error instanceof DataInUseError) return undefined
    throw error
  }
}

async function prepareTarget(url: string): Promise<void> {
  await (await openFrameLog({ engine: 'postgres', url })).close()
  await (await openBusinessDatabase({ url })).close()
}

interface Follow extends Pick<CopyOptions, 'from' | 'say'> {
  readonly target: SqlDatabase
  readonly to: FrameReader
}

/** Frames that are there, and those that come meanwhile, until nearly none are left. */
async function follow({ from, target, to, say }: Follow): Promise<void> {
  for (;;) {
    const { frames, close } = openAtThisMoment(from)
    try {
      const last = await frames.reader.lastPosition()
      const after = await copiedThrough(frames.reader, target, to)
      if (last - after <= NEARLY_CAUGHT_UP) return
      await copyFrames(frames, target, { after, last })
      say(`frames up to position ${last} are copied`)
    } finally {
      await close()
    }
  }
}

/** Both files read-only and each in one transaction. The business first: nothing in it may speak of frames left behind. */
function openAtThisMoment(directory: string) {
  const business = heldSql(join(directory, BUSINESS_FILE))
  const log = heldSql(join(directory, FRAMES_FILE))
  return {
    business,
    frames: { sql: log, reader: new SqlFrameReader({ sql: log, close: async () => {} }) },
    close: async () => {
      await business.close()
      await log.close()
    },
  }
}

function heldSql(path: string): SqlDatabase {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  db.pragma('busy_timeout = 10000')
  db.exec('BEGIN')
  // a transaction begins with its first read
  db.prepare('SELECT count(*) FROM sqlite_schema').get()
  return sqliteSql(db)
}

/** Every frame of the source, its bytes and hash, against the target's. */
async function compareLogs(from: FrameReader, to: FrameReader, findings: Findings): Promise<void> {
  const copies = framesInLogOrder(to)
  const what = 'frames: position, name, time, SM3 and bytes as in the source'
  findings.count(what, 0)
  for await (const frame of framesInLogOrder(from)) {
    const copy = (await copies.next()).value as typeof frame | undefined
    if (copy !== undefined && isSameFrame(frame, copy)) findings.count(what)
    else {
      const { device, epoch, n } = frame
      findings.fault({ check: 'copy', device, epoch, n, problem: 'the frame is not there as it is in the source' })
    }
  }
  const more = await copies.next()
  if (more.done !== true)
    findings.fault({ check: 'copy', problem: 'the target has frames that the source does not have' })
}
