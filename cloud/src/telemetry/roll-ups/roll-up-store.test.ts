import { toUtf8 } from '@coldrx/protocol'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../tooling/test-database.ts'
import { createPool, postgresSql } from '../../lib/postgres.ts'
import type { SqlDatabase } from '../../lib/sql.ts'
import { runEach } from '../../projections/rows.ts'
import { openTelemetryDatabase } from '../telemetry-database.ts'
import { ROLL_UP_STATEMENTS, type RollUpKey, RollUpStore, rollUpName, type StoredRollUp } from './roll-up-store.ts'

const TABLES = ['roll_ups', 'roll_up_weeks'] as const

const keyArbitrary = fc.record<RollUpKey>({
  device: fc.constantFrom('tk001', 'tk002'),
  group_id: fc.constantFrom('c1', 'c2'),
  epoch: fc.constant('0000000000ab'),
  boot: fc.constantFrom(1, 2, 15, 16),
  layout: fc.constantFrom('aa', 'bb'),
  level: fc.constantFrom(0, 0, 0, 1),
  span: fc.constantFrom(0, 1, 6, 7, 8, 13, 14, 64, 200),
})

const batchesArbitrary = fc.array(fc.uniqueArray(keyArbitrary, { selector: rollUpName, minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 8,
})

/** What is left of a key follows from how often it was written. */
const rowOf = (key: RollUpKey, times: number): StoredRollUp => ({
  ...key,
  lastN: key.boot * 1_000 + key.span + times,
  lastOwnOffsetMs: 1_760_000_000_000 + key.boot,
  body: Uint8Array.from([key.span, times, ...toUtf8(rollUpName(key))]),
})

let db: SqlDatabase | undefined
afterEach(async () => {
  await db?.close()
  db = undefined
})

async function openOn(engine: SqlDatabase['engine']): Promise<SqlDatabase> {
  if (engine === 'sqlite') return openTelemetryDatabase({ engine, path: ':memory:' })
  const opened = postgresSql(createPool(await createTestDatabase(), { connections: 2 }))
  await runEach(opened, ROLL_UP_STATEMENTS)
  return opened
}

async function rowsAfter(opened: SqlDatabase, batches: readonly (readonly RollUpKey[])[]): Promise<unknown> {
  for (const table of TABLES) await opened.run(`DELETE FROM ${table}`)
  for (const keys of batches) {
    await opened.transaction(async (tx) => {
      const store = new RollUpStore(tx)
      const known = await store.read(keys)
      await store.write(keys.map((key) => rowOf(key, (known.get(rollUpName(key))?.body[1] ?? 0) + 1)))
    })
  }
  const rows: unknown[] = []
  for (const table of TABLES) rows.push(...(await opened.all(`SELECT * FROM ${table}`)))
  return rows.map((row) => JSON.stringify(row)).sort()
}

describe.each(['sqlite', 'postgres'] as const)('roll-ups on %s', (engine) => {
  it('are found again wherever they are kept, and stand there whatever the order in which they came', async () => {
    const opened = await openOn(engine)
    db = opened
    await fc.assert(
      fc.asyncProperty(batchesArbitrary, async (batches) => {
        const left = await rowsAfter(opened, batches)
        const times = new Map<string, { key: RollUpKey; times: number }>()
        for (const key of batches.flat()) {
          times.set(rollUpName(key), { key, times: (times.get(rollUpName(key))?.times ?? 0) + 1 })
        }
        const found = await new RollUpStore(opened).read([...times.values()].map(({ key }) => key))
        for (const [name, { key, times: written }] of times) {
          const { lastN, lastOwnOffsetMs, body } = rowOf(key, written)
          expect(found.get(name)).toMatchObject({ ...key, lastN, lastOwnOffsetMs })
          expect(Buffer.from(found.get(name)?.body ?? [])).toEqual(Buffer.from(body))
        }
        expect(await rowsAfter(opened, [...batches].reverse())).toEqual(left)
      }),
      { numRuns: engine === 'sqlite' ? 150 : 25 },
    )
  })

  it('share rows once their week is over', async () => {
    const opened = await openOn(engine)
    db = opened
    const days = Array.from({ length: 18 }, (_, span): RollUpKey => {
      return { device: 'tk001', group_id: 'c1', epoch: '0000000000ab', boot: 1, layout: 'aa', level: 0, span }
    })
    await rowsAfter(
      opened,
      days.map((day) => [day]),
    )
    expect(await opened.all('SELECT count(*) AS days, min(span) AS first FROM roll_ups')).toEqual([
      { days: 4, first: 14 },
    ])
    expect(await opened.all('SELECT week FROM roll_up_weeks ORDER BY week')).toEqual([{ week: 0 }, { week: 1 }])
  })
})
