import { pino } from 'pino'

type LogLine = (fields: Readonly<Record<string, unknown>>, message: string) => void

/** The part of pino that we call, so that tests can pass in their own. */
export interface Log {
  readonly info: LogLine
  readonly warn: LogLine
  readonly error: LogLine
}

/** JSON lines on stderr: stdout belongs to `ready …` and to reports. */
export function createLog(level: 'info' | 'warn' | 'error' | 'silent' = 'info'): Log {
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }))
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }
