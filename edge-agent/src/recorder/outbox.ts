import type { Ack } from '@coldrx/protocol'
import type { RecorderDatabase } from './database.ts'

export interface OutboxFrame {
  /** order in which frames began to wait; names a frame while it waits */
  readonly position: number
  readonly epoch: string
  readonly n: number
  readonly prompt: boolean
  readonly bytes: Uint8Array
}

export interface OutboxQuery {
  /** positions that are sent and not yet acknowledged */
  readonly underWay: readonly number[]
  readonly maxBytes: number
  /** a frame larger than the room that is left may go when nothing else is under way */
  readonly atLeastOne: boolean
}

export interface AckQuery {
  readonly ack: Ack
  readonly underWay: readonly number[]
  /** answers a birth: the cloud says how far it really is, which may be less than it once said */
  readonly authoritative: boolean
}

/**
 * - `applied`: the watermark and the waiting frames are as the cloud says
 * - `unknown-epoch`: no epoch of this recorder
 * - `ahead`: the cloud has numbers of the current epoch that we have not given yet: this file was set back. Nothing
 *   was applied, since what it has under our numbers may be other frames
 */
export type AckOutcome = 'applied' | 'unknown-epoch' | 'ahead'

type WaitingRow = Omit<OutboxFrame, 'prompt'> & { readonly prompt: number }

const COLUMNS = 'w.position, w.epoch, w.n, w.prompt, f.bytes'
const JOINED = `SELECT ${COLUMNS} FROM waiting w JOIN frames f ON f.epoch = w.epoch AND f.n = w.n`

/** The frames that the cloud is not known to have. The recorder is the outbox: there is no other queue. */
export function createOutbox(db: RecorderDatabase) {
  const lanes = [
    db.prepare<[], WaitingRow>(`${JOINED} WHERE w.prompt = 1 ORDER BY w.position`),
    db.prepare<[], WaitingRow>(`${JOINED} ORDER BY w.position DESC LIMIT 1`),
    db.prepare<[], WaitingRow>(`${JOINED} ORDER BY w.position`),
  ]
  const epochState = db.prepare<
    [string],
    { epoch: string; next_n: number; contested: number; current: number; through: number }
  >(
    `SELECT e.epoch, e.next_n, e.contested, e.position = (SELECT max(position) FROM epochs) AS current, a.through
     FROM epochs e JOIN acks a ON a.epoch = e.epoch WHERE e.epoch = ?`,
  )
  const setThrough = db.prepare<[number, string]>('UPDATE acks SET through = ? WHERE epoch = ?')
  const setContested = db.prepare<[string]>('UPDATE epochs SET contested = 1 WHERE epoch = ?')
  const removeRange = db.prepare<[string, number, number]>('DELETE FROM waiting WHERE epoch = ? AND n BETWEEN ? AND ?')
  const removeOne = db.prepare<[number, string, number, number]>(
    'DELETE FROM waiting WHERE position = ? AND epoch = ? AND n BETWEEN ? AND ?',
  )
  const waitAgain = db.prepare<[string, number, number]>(
    `INSERT OR IGNORE INTO waiting (epoch, n, prompt)
     SELECT epoch, n, prompt FROM frames WHERE epoch = ? AND n > ? AND n <= ? ORDER BY n`,
  )
  const count = db.prepare<[], { total: number; waiting: number }>(
    'SELECT (SELECT coalesce(sum(next_n), 0) FROM epochs) AS total, (SELECT count(*) FROM waiting) AS waiting',
  )
  const owing = db.prepare<[number], { epoch: string; nextN: number; acknowledgedThrough: number }>(
    `SELECT e.epoch, e.next_n AS nextN, a.through AS acknowledgedThrough FROM epochs e JOIN acks a ON a.epoch = e.epoch
     WHERE e.position = (SELECT max(position) FROM epochs) OR EXISTS (SELECT 1 FROM waiting w WHERE w.epoch = e.epoch)
     ORDER BY e.position DESC LIMIT ?`,
  )

  function take({ underWay, maxBytes, atLeastOne }: OutboxQuery): OutboxFrame[] {
    const taken = new Set(underWay)
    const frames: OutboxFrame[] = []
    let room = maxBytes
    for (const lane of lanes) {
      for (const row of lane.iterate()) {
        if (taken.has(row.position)) continue
        if (row.bytes.length > room && !(atLeastOne && frames.length === 0)) break
        room -= row.bytes.length
        taken.add(row.position)
        frames.push({ ...row, prompt: row.prompt === 1, bytes: Uint8Array.from(row.bytes) })
      }
    }
    return frames
  }

  const acknowledge = db.transaction(({ ack, underWay, authoritative }: AckQuery): AckOutcome => {
    const state = epochState.get(ack.epoch)
    if (state === undefined) return 'unknown-epoch'
    const highest = Math.max(ack.through, ...ack.have.map(([, to]) => to))
    if (state.current === 1 && highest >= state.next_n) return 'ahead'
    const covered: (readonly [number, number])[] = [[0, ack.through], ...ack.have]
    if (state.contested === 1) {
      // somebody else gave these numbers too: only what we sent ourselves is known to have arrived
      for (const position of underWay) for (const [from, to] of covered) removeOne.run(position, ack.epoch, from, to)
      return 'applied'
    }
    if (authoritative && ack.through < state.through) waitAgain.run(ack.epoch, ack.through, state.through)
    if (authoritative || ack.through > state.through) setThrough.run(ack.through, ack.epoch)
    for (const [from, to] of covered) removeRange.run(ack.epoch, from, to)
    return 'applied'
  })

  return {
    take,
    acknowledge: (query: AckQuery): AckOutcome => acknowledge.immediate(query),
    contest: (epoch: string): void => {
      setContested.run(epoch)
    },
    counts: (): { total: number; waiting: number } => count.get() ?? { total: 0, waiting: 0 },
    /** the current epoch first, then those with frames that wait */
    owingEpochs: (limit: number) => owing.all(limit),
  }
}

export type Outbox = ReturnType<typeof createOutbox>
