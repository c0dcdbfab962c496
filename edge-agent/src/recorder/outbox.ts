import { type Ack, sm3, toHex } from '@coldrx/protocol'
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
  /** frames that are not prompt go only as far as all that is given stays within so much; without it, within `maxBytes` */
  readonly maxBulkBytes?: number
  /** of such frames; without it as many as fit */
  readonly mostBulkFrames?: number
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
 * - `ahead`: the cloud has numbers of the current epoch that we have not given yet, or whose frames never left: this file
 *   was set back. Nothing was applied, since what it has under our numbers may be other frames
 */
export type AckOutcome = 'applied' | 'unknown-epoch' | 'ahead'

export interface AckResult {
  readonly outcome: AckOutcome
  /** the numbers that the cloud said it does not have, where its answer is the whole truth */
  readonly lacking: readonly Span[]
  /** those of the query's `underWay` that the cloud is still not known to have */
  readonly underWay: readonly number[]
}

export type Span = readonly [from: number, to: number]

type WaitingRow = Omit<OutboxFrame, 'prompt'> & { readonly prompt: number; readonly sent: number }

const COLUMNS = 'w.position, w.epoch, w.n, w.prompt, w.sent, f.bytes'
const JOINED = `SELECT ${COLUMNS} FROM waiting w JOIN frames f ON f.epoch = w.epoch AND f.n = w.n`

/** The frames that the cloud is not known to have. The recorder is the outbox: there is no other queue. */
export function createOutbox(db: RecorderDatabase) {
  // an alarm of now goes before those of the days without a network
  const lanes = [
    db.prepare<[], WaitingRow>(`${JOINED} WHERE w.prompt = 1 ORDER BY w.position DESC`),
    db.prepare<[], WaitingRow>(`${JOINED} ORDER BY w.position DESC LIMIT 1`),
    db.prepare<[], WaitingRow>(`${JOINED} ORDER BY w.position`),
  ]
  const markSent = db.prepare<[number]>('UPDATE waiting SET sent = 1 WHERE position = ?')
  const epochState = db.prepare<[string], { next_n: number; contested: number; current: number; through: number }>(
    `SELECT e.next_n, e.contested, e.position = (SELECT max(position) FROM epochs) AS current, a.through
     FROM epochs e JOIN acks a ON a.epoch = e.epoch WHERE e.epoch = ?`,
  )
  const setThrough = db.prepare<[number, string]>('UPDATE acks SET through = ? WHERE epoch = ?')
  const setContested = db.prepare<[string]>('UPDATE epochs SET contested = 1 WHERE epoch = ?')
  const removeSpan = db.prepare<[string, number, number]>('DELETE FROM waiting WHERE epoch = ? AND n BETWEEN ? AND ?')
  const unsentIn = db
    .prepare<[string, number, number], number>(
      'SELECT 1 FROM waiting WHERE epoch = ? AND n BETWEEN ? AND ? AND sent = 0 LIMIT 1',
    )
    .pluck()
  const bytesOf = db.prepare<[string, number], Buffer>('SELECT bytes FROM frames WHERE epoch = ? AND n = ?').pluck()
  const isWaiting = db.prepare<[number], number>('SELECT 1 FROM waiting WHERE position = ?').pluck()
  // what waits again has been sent before: it would not have ended to wait otherwise
  const waitAgain = db.prepare<[string, number, number]>(
    `INSERT OR IGNORE INTO waiting (epoch, n, prompt, sent)
     SELECT epoch, n, prompt, 1 FROM frames WHERE epoch = ? AND n BETWEEN ? AND ? ORDER BY n`,
  )
  const count = db.prepare<[], { total: number; waiting: number }>(
    'SELECT (SELECT coalesce(sum(next_n), 0) FROM epochs) AS total, (SELECT count(*) FROM waiting) AS waiting',
  )

  function choose({ underWay, maxBytes, maxBulkBytes, mostBulkFrames, atLeastOne }: OutboxQuery): WaitingRow[] {
    const taken = new Set(underWay)
    const frames: WaitingRow[] = []
    let room = maxBytes
    let bulkFrames = 0
    for (const [at, lane] of lanes.entries()) {
      const isBulk = at > 0
      // what alarms take of the room is not there for others
      if (at === 1) room = Math.min(room, (maxBulkBytes ?? maxBytes) - (maxBytes - room))
      for (const row of lane.iterate()) {
        if (taken.has(row.position)) continue
        if (isBulk && ++bulkFrames > (mostBulkFrames ?? Number.POSITIVE_INFINITY)) break
        if (row.bytes.length > room && !(atLeastOne && frames.length === 0)) break
        room -= row.bytes.length
        taken.add(row.position)
        frames.push(row)
      }
    }
    return frames
  }

  /** What is given is marked before it leaves: otherwise the cloud could acknowledge what nobody knows to be sent. */
  function take(query: OutboxQuery): OutboxFrame[] {
    const chosen = choose(query)
    const unsent = chosen.filter(({ sent }) => sent === 0)
    if (unsent.length > 0) mark.immediate(unsent)
    return chosen.map(({ position, epoch, n, prompt, bytes }) => ({
      ...{ position, epoch, n, prompt: prompt === 1 },
      bytes: Uint8Array.from(bytes),
    }))
  }

  const mark = db.transaction((rows: readonly WaitingRow[]) => {
    for (const { position } of rows) markSent.run(position)
  })

  function apply({ ack, authoritative }: AckQuery): AckOutcome {
    const { epoch, through, kept } = ack
    const state = epochState.get(epoch)
    if (state === undefined) return 'unknown-epoch'
    const covered: readonly Span[] = [[0, through], ...ack.have]
    const highest = Math.max(...covered.map(([, to]) => to))
    const isAhead = highest >= state.next_n || covered.some(([from, to]) => unsentIn.get(epoch, from, to) === 1)
    if (isAhead && state.current === 1) return 'ahead'
    if (isAhead) setContested.run(epoch)
    if (authoritative) for (const [from, to] of holesOf(covered)) waitAgain.run(epoch, from, to)
    if (isAhead || state.contested === 1) {
      // others gave these numbers too, or may have: what counts is that these very bytes are stored
      for (const [n, hash] of kept) if (hashOf(epoch, n) === hash) removeSpan.run(epoch, n, n)
      return 'applied'
    }
    if (authoritative || through > state.through) setThrough.run(through, epoch)
    for (const [from, to] of covered) removeSpan.run(epoch, from, to)
    return 'applied'
  }

  function hashOf(epoch: string, n: number): string | null {
    const bytes = bytesOf.get(epoch, n)
    return bytes === undefined ? null : toHex(sm3(bytes).subarray(0, 8))
  }

  const acknowledge = db.transaction((query: AckQuery): AckResult => {
    const outcome = apply(query)
    const { through, have } = query.ack
    const lacking = query.authoritative && outcome === 'applied' ? holesOf([[0, through], ...have]) : []
    return { outcome, lacking, underWay: query.underWay.filter((position) => isWaiting.get(position) === 1) }
  })

  return {
    take,
    acknowledge: (query: AckQuery): AckResult => acknowledge.immediate(query),
    contest: (epoch: string): void => {
      setContested.run(epoch)
    },
    counts: (): { total: number; waiting: number } => count.get() ?? { total: 0, waiting: 0 },
  }
}

export type Outbox = ReturnType<typeof createOutbox>

/** The numbers that an acknowledgement does not cover. */
function holesOf(covered: readonly Span[]): Span[] {
  const holes: Span[] = []
  let from = 0
  for (const [first, last] of [...covered].sort(([left], [right]) => left - right)) {
    if (first > from) holes.push([from, first - 1])
    from = Math.max(from, last + 1)
  }
  return [...holes, [from, Number.MAX_SAFE_INTEGER]]
}
