import { sm3, toHex } from '@coldrx/protocol'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { FleetWrite } from '../assets.ts'
import type { Fleet } from '../fleet.ts'
import { unprocessable } from '../fleet-errors.ts'
import { detectEncoding, type Encoding, readCsv } from './csv-text.ts'
import { readRows, type Sheet, type SheetProblem, toProblem } from './sheet.ts'

const MOST_ROWS = 5_000
/** more of them nobody reads; `problemCount` tells how many there are */
const MOST_PROBLEMS = 500

export interface ImportResult {
  readonly encoding: Encoding
  readonly rows: number
  /** whether the rows are in force now */
  readonly imported: boolean
  readonly problemCount: number
  readonly problems: readonly SheetProblem[]
}

/** Ends a transaction whose changes nobody wants. */
class NothingKept extends Error {}

/** All rows or none. Every row is tried, so that all that is wrong is told at once, and a dry run tells the same. */
export async function importSheet(
  { fleet, audit }: { readonly fleet: Fleet; readonly audit: AuditLog },
  {
    scope,
    name,
    sheet,
    bytes,
    encoding = detectEncoding(bytes),
    dryRun,
  }: {
    readonly scope: FleetWrite['scope']
    readonly name: string
    readonly sheet: Sheet
    readonly bytes: Uint8Array
    readonly encoding?: Encoding | undefined
    readonly dryRun: boolean
  },
): Promise<ImportResult> {
  const csv = readCsv(bytes, encoding)
  const count = Math.max(0, csv.length - 1)
  if (count === 0) throw unprocessable('file', 'has no rows below its heading')
  if (count > MOST_ROWS) throw unprocessable('file', `has ${count} rows, a file has at most ${MOST_ROWS}`)
  const { rows, problems: misread } = readRows(sheet, csv)
  const problems = [...misread]
  try {
    await fleet.write({ scope }, async (write) => {
      // the transaction may be tried again after a deadlock
      problems.splice(misread.length)
      for (const { line, row } of rows) {
        try {
          await sheet.apply(fleet, write, row)
        } catch (error) {
          problems.push(toProblem(error, line, sheet))
        }
      }
      if (problems.length > 0 || dryRun) throw new NothingKept()
      await audit.append(write.tx, {
        actor: scope.actor,
        action: 'fleet.import',
        subject: { kind: 'fleet', id: name },
        details: { rows: rows.length, file: toHex(sm3(bytes)) },
      })
    })
  } catch (error) {
    if (!(error instanceof NothingKept)) throw error
  }
  problems.sort((left, right) => left.line - right.line)
  return {
    ...{ encoding, rows: count, imported: problems.length === 0 && !dryRun },
    ...{ problemCount: problems.length, problems: problems.slice(0, MOST_PROBLEMS) },
  }
}
