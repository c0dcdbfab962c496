import { messageOf } from '../message-of.ts'

/** `code` is SQLite's (`SQLITE_FULL`, `SQLITE_IOERR_WRITE` …), or one of ours. */
export type RecorderErrorCode =
  | `SQLITE_${string}`
  | 'NOT_DURABLE'
  | 'UNKNOWN_VERSION'
  | 'MISSING'
  | 'WORKER_ENDED'
  | 'RECORDER_FAILED'

export class RecorderError extends Error {
  override readonly name = 'RecorderError'
  readonly code: RecorderErrorCode

  constructor(code: RecorderErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export function toRecorderError(error: unknown): RecorderError {
  if (error instanceof RecorderError) return error
  return new RecorderError(sqliteCode(error) ?? 'RECORDER_FAILED', messageOf(error), { cause: error })
}

export function isSqliteError(error: unknown): boolean {
  return sqliteCode(error) !== undefined
}

function sqliteCode(error: unknown): `SQLITE_${string}` | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  const { code } = error
  return code.startsWith('SQLITE_') ? `SQLITE_${code.slice('SQLITE_'.length)}` : undefined
}

/** The file itself is damaged: no retry on it can help. */
export function isCorruption(error: unknown): boolean {
  const code = sqliteCode(error) ?? (error instanceof RecorderError ? error.code : undefined)
  return code !== undefined && /^SQLITE_(CORRUPT|NOTADB)/.test(code)
}
