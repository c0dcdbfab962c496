import { z } from 'zod'
import type { RecorderDatabase } from './database.ts'

/** `sending`: given to the modem, and not known whether it went out; `dropped`: the cloud had been reached before it was tried. */
export const SMS_STATES = ['waiting', 'sending', 'sent', 'failed', 'dropped'] as const
export type SmsState = (typeof SMS_STATES)[number]

export interface NewSms {
  /** ids of the alarms it tells of */
  readonly alarms: readonly string[]
  /** a telephone number */
  readonly recipient: string
  /** 0 for the first time that these are told */
  readonly repeat: number
  readonly text: string
  readonly createdAtMs: number
}

export interface QueuedSms extends NewSms {
  readonly position: number
  readonly state: SmsState
  readonly attempts: number
}

const storedSchema = z
  .object({
    position: z.int(),
    alarms: z.string().transform((ids) => ids.split(',')),
    recipient: z.string().min(1),
    repeat: z.int().min(0),
    text: z.string(),
    created_at_ms: z.int(),
    state: z.enum(SMS_STATES),
    attempts: z.int().min(0),
  })
  .transform(({ created_at_ms: createdAtMs, ...sms }): QueuedSms => ({ ...sms, createdAtMs }))

/** Messages to people, those that were sent among them. */
export function createSmsTable(db: RecorderDatabase) {
  const insert = db.prepare<[string, string, number, string, number]>(
    `INSERT INTO sms (alarms, recipient, repeat, text, created_at_ms, state, attempts) VALUES (?, ?, ?, ?, ?, 'waiting', 0)`,
  )
  const newest = db.prepare<[number]>('SELECT * FROM sms ORDER BY position DESC LIMIT ?')
  const change = db.prepare<[string, number, number]>('UPDATE sms SET state = ?, attempts = ? WHERE position = ?')
  return {
    /** Call inside a transaction. */
    add: (messages: readonly NewSms[]): QueuedSms[] =>
      messages.map((sms) => {
        const { alarms, recipient, repeat, text, createdAtMs } = sms
        const { lastInsertRowid } = insert.run(alarms.join(), recipient, repeat, text, Math.round(createdAtMs))
        return { ...sms, position: Number(lastInsertRowid), state: 'waiting', attempts: 0 }
      }),
    /** The oldest first. */
    newest: (limit: number): QueuedSms[] =>
      newest
        .all(limit)
        .flatMap((stored) => storedSchema.safeParse(stored).data ?? [])
        .reverse(),
    change: ({ position, state, attempts }: Pick<QueuedSms, 'position' | 'state' | 'attempts'>): void =>
      void change.run(state, attempts, position),
  }
}

export type SmsTable = ReturnType<typeof createSmsTable>
