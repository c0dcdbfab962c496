import { expect, it } from 'vitest'
import { createTestDatabase } from '../../../tooling/test-database.ts'
import { createPool, postgresSql } from '../lib/postgres.ts'
import { ChangeJournal, ChangeSet, prepareJournal } from './change-journal.ts'

it('numbers changes in the order in which they are committed, whatever order they were made in', async () => {
  const db = postgresSql(createPool(await createTestDatabase(), { connections: 4 }))
  try {
    await db.transaction(prepareJournal)
    const journal = new ChangeJournal(db)
    let letCommit = (): void => {}
    const held = new Promise<void>((resolve) => {
      letCommit = resolve
    })
    let written = (): void => {}
    const firstWritten = new Promise<void>((resolve) => {
      written = resolve
    })
    const change = (device: string, then: () => Promise<void>) =>
      db.transaction(async (tx) => {
        const changes = new ChangeSet()
        changes.truck(device)
        await changes.write(tx)
        await then()
      })
    const first = change('tk001', async () => {
      written()
      await held
    })
    await firstWritten
    let secondDone = false
    const second = change('tk002', async () => {}).then(() => {
      secondDone = true
    })
    // a reader that saw the second now would pass by the first for ever
    await expect
      .poll(() =>
        db.get<{ waiting: number }>("SELECT count(*) AS waiting FROM pg_stat_activity WHERE wait_event_type = 'Lock'"),
      )
      .toEqual({ waiting: 1 })
    expect(secondDone).toBe(false)
    expect(await journal.since(0)).toEqual({ sequence: 0, trucks: [], alarms: [] })
    letCommit()
    await Promise.all([first, second])
    expect(await journal.since(0)).toEqual({ sequence: 2, trucks: ['tk001', 'tk002'], alarms: [] })
    expect(await journal.since(1)).toEqual({ sequence: 2, trucks: ['tk002'], alarms: [] })
  } finally {
    await db.close()
  }
})
