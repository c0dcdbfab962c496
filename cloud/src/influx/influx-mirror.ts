import type { Point } from '@influxdata/influxdb-client'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { EpisodeSource } from '../excursions/episode.ts'
import type { FrameReader } from '../frames/frame-log.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { FramePoints } from './frame-points.ts'
import { InfluxUnavailableError, type InfluxWriter } from './influx-writer.ts'
import { pointsOfChange } from './points.ts'

const FRAMES_AT_ONCE = 50
const CHANGES_AT_ONCE = 500
const LOOK_EVERY_MS = 5_000
const SHORTEST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000

type Name = 'readings' | 'episodes'

export interface InfluxMirrorParts {
  readonly db: BusinessDatabase
  readonly frames: Pick<FrameReader, 'read'>
  readonly framePoints: FramePoints
  readonly episodes: Pick<EpisodeSource, 'changesAfter'>
  readonly writer: InfluxWriter
  readonly clock: Clock
  readonly log: Log
  readonly onFailure: (error: unknown) => void
}

/**
 * Writes readings and episodes to an InfluxDB beside our own records. What it has not written stays in the log, however
 * long the server is away: only the place read up to is kept. Several instances may write the same: that is one point.
 */
export class InfluxMirror {
  readonly #parts: InfluxMirrorParts
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> | undefined
  #stopped = false
  #failures = 0

  constructor(parts: InfluxMirrorParts) {
    this.#parts = parts
  }

  start(): void {
    this.#plan(0)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#working
  }

  /** One round. @returns whether there may be more at once @throws InfluxUnavailableError */
  async step(): Promise<boolean> {
    const frames = await this.#readings()
    const changes = await this.#episodes()
    await this.#waiting()
    return frames === FRAMES_AT_ONCE || changes === CHANGES_AT_ONCE
  }

  #plan(waitMs: number): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#working = this.#work()
    }, waitMs)
  }

  async #work(): Promise<void> {
    const { log, onFailure } = this.#parts
    try {
      const more = await this.step()
      if (this.#failures > 0) log.info({}, 'InfluxDB takes readings again')
      this.#failures = 0
      this.#plan(more ? 0 : LOOK_EVERY_MS)
    } catch (error) {
      if (!(error instanceof InfluxUnavailableError)) {
        onFailure(error)
        return
      }
      if (this.#failures === 0) log.warn({ err: error }, 'InfluxDB takes no readings; they wait in the log')
      const waitMs = error.afterMs ?? SHORTEST_WAIT_MS * 2 ** Math.min(this.#failures, 6)
      this.#failures++
      this.#plan(Math.min(waitMs, LONGEST_WAIT_MS))
    }
  }

  async #readings(): Promise<number> {
    const { db, frames, framePoints, clock } = this.#parts
    const position = await this.#position('readings')
    const stored = await frames.read(position, FRAMES_AT_ONCE)
    const last = stored.at(-1)
    if (last === undefined) return 0
    const waiting: number[] = []
    const points: Point[] = []
    for (const frame of stored) {
      const found = await framePoints(frame)
      if (found === undefined) waiting.push(frame.position)
      else points.push(...found)
    }
    await this.#write(points)
    await db.inTransaction(async (tx) => {
      if (waiting.length > 0) {
        await tx
          .insertInto('mirror_waiting')
          .values(waiting.map((one) => ({ position: one, tried_at_ms: clock.nowMs() })))
          .onConflict((conflict) => conflict.column('position').doNothing())
          .execute()
      }
      await advance(tx, 'readings', last.position)
    })
    return stored.length
  }

  async #episodes(): Promise<number> {
    const changes = await this.#parts.episodes.changesAfter(await this.#position('episodes'), CHANGES_AT_ONCE)
    const last = changes.at(-1)
    if (last === undefined) return 0
    await this.#write(changes.flatMap(pointsOfChange))
    await advance(this.#parts.db.reader, 'episodes', last.position)
    return changes.length
  }

  async #waiting(): Promise<void> {
    const { db, frames, framePoints, clock } = this.#parts
    const rows = await db.reader
      .selectFrom('mirror_waiting')
      .select('position')
      .orderBy('tried_at_ms')
      .orderBy('position')
      .limit(FRAMES_AT_ONCE)
      .execute()
    for (const { position } of rows) {
      const [frame] = await frames.read(position - 1, 1)
      const points = frame?.position === position ? await framePoints(frame) : []
      if (points === undefined) {
        const tried = { tried_at_ms: clock.nowMs() }
        await db.reader.updateTable('mirror_waiting').set(tried).where('position', '=', position).execute()
        continue
      }
      await this.#write(points)
      await db.reader.deleteFrom('mirror_waiting').where('position', '=', position).execute()
    }
  }

  async #write(points: readonly Point[]): Promise<void> {
    const refused = await this.#parts.writer.write(points)
    const [first] = refused
    if (first === undefined) return
    const about = { points: refused.length, first: String(first.point), words: first.words }
    this.#parts.log.error(about, 'InfluxDB refuses readings for good; our own records have them')
  }

  async #position(name: Name): Promise<number> {
    const { reader } = this.#parts.db
    const row = await reader.selectFrom('mirror_cursor').select('position').where('name', '=', name).executeTakeFirst()
    return row?.position ?? 0
  }
}

/** Never back: another instance may be further. */
async function advance(db: BusinessDatabase['reader'], name: Name, position: number): Promise<void> {
  await db
    .insertInto('mirror_cursor')
    .values({ name, position })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ position }).where('mirror_cursor.position', '<', position),
    )
    .execute()
}
