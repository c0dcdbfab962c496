import type { Sql } from '../lib/sql.ts'
import { selectByRows } from '../lib/sql-lists.ts'
import { NumberRanges } from './number-ranges.ts'

interface Run {
  readonly epochId: number
  readonly first: number
  readonly last: number
}

/** The numbers that the store has of each of these epochs. */
export async function committedRanges(sql: Sql, epochIds: readonly number[]): Promise<Map<number, NumberRanges>> {
  const ids = epochIds.map((id) => [id])
  const whole = await selectByRows<Run & { readonly frames: number }>(
    sql,
    `SELECT epoch_id AS "epochId", count(DISTINCT n) AS frames, min(n) AS first, max(n) AS last
     FROM frames WHERE epoch_id IN (:rows) GROUP BY epoch_id`,
    '?',
    ids,
  )
  const isRun = ({ frames, first, last }: (typeof whole)[number]): boolean => frames === last - first + 1
  const broken = await selectByRows<Run>(
    sql,
    `SELECT epoch_id AS "epochId", min(n) AS first, max(n) AS last
     FROM (SELECT epoch_id, n, n - row_number() OVER (PARTITION BY epoch_id ORDER BY n) AS run
           FROM (SELECT DISTINCT epoch_id, n FROM frames WHERE epoch_id IN (:rows)) AS numbers) AS runs
     GROUP BY epoch_id, run`,
    '?',
    whole.filter((epoch) => !isRun(epoch)).map(({ epochId }) => [epochId]),
  )
  const bundled = await selectByRows<Run>(
    sql,
    'SELECT epoch_id AS "epochId", first_n AS first, last_n AS last FROM bundles WHERE epoch_id IN (:rows)',
    '?',
    ids,
  )
  const runs = [...whole.filter(isRun), ...broken, ...bundled].sort((left, right) => left.first - right.first)
  const ranges = new Map(epochIds.map((id) => [id, new NumberRanges()]))
  for (const { epochId, first, last } of runs) ranges.get(epochId)?.addRun(first, last)
  return ranges
}
