import { randomUUID } from 'node:crypto'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'

const DAY_MS = 86_400_000
/** Longer than such a task takes; who dies with it is replaced then. */
const HELD_MS = 3_600_000

/** Does `work` where no instance has done it for a day, and only one of them. @returns whether it was done here */
export async function onceADay(
  { db, clock }: { readonly db: BusinessDatabase; readonly clock: Clock },
  name: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const nowMs = clock.nowMs()
  const holder = randomUUID()
  await db.reader
    .insertInto('daily_task')
    .values({ name, holder: '', held_until_ms: 0, done_at_ms: null })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const { numUpdatedRows } = await db.reader
    .updateTable('daily_task')
    .set({ holder, held_until_ms: nowMs + HELD_MS })
    .where('name', '=', name)
    .where('held_until_ms', '<=', nowMs)
    .where((eb) => eb.or([eb('done_at_ms', 'is', null), eb('done_at_ms', '<=', nowMs - DAY_MS)]))
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  const release = (done: { done_at_ms?: number }) =>
    db.reader
      .updateTable('daily_task')
      .set({ held_until_ms: 0, ...done })
      .where('name', '=', name)
      .where('holder', '=', holder)
      .execute()
  try {
    await work()
  } catch (error) {
    await release({})
    throw error
  }
  await release({ done_at_ms: clock.nowMs() })
  return true
}
