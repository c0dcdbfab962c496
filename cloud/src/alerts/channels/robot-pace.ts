import type { BusinessDatabase } from '../../business-database/business-database.ts'
import type { Clock } from '../../lib/clock.ts'

/** When something that takes only so many messages may get the next one, over all instances. */
export interface RobotPace {
  /** 0: now, and the turn is taken. Otherwise how long to wait before asking again. */
  readonly take: (name: string, everyMs: number) => Promise<number>
  /** It said that it had too many. */
  readonly hold: (name: string, forMs: number) => Promise<void>
}

export function createRobotPace({ db, clock }: { readonly db: BusinessDatabase; readonly clock: Clock }): RobotPace {
  return {
    async take(name, everyMs) {
      const nowMs = clock.nowMs()
      const taken = await db.reader
        .insertInto('channel_pace')
        .values({ name, next_at_ms: nowMs + everyMs })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ next_at_ms: nowMs + everyMs })
            .where('channel_pace.next_at_ms', '<=', nowMs),
        )
        .returning('name')
        .executeTakeFirst()
      if (taken !== undefined) return 0
      const row = await db.reader
        .selectFrom('channel_pace')
        .select('next_at_ms')
        .where('name', '=', name)
        .executeTakeFirst()
      return Math.max(1, (row?.next_at_ms ?? 0) - nowMs)
    },

    async hold(name, forMs) {
      const next_at_ms = clock.nowMs() + forMs
      await db.reader
        .insertInto('channel_pace')
        .values({ name, next_at_ms })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet({ next_at_ms }).where('channel_pace.next_at_ms', '<', next_at_ms),
        )
        .execute()
    },
  }
}
