import Database from 'better-sqlite3'

const PROBES = 2

/** The same year of two probes as rows with an index, and the same question of them: what is usually built. */
export function openPlainRows(
  path: string,
  { minutes, startMs }: { readonly minutes: number; readonly startMs: number },
) {
  const db = new Database(path)
  db.exec('CREATE TABLE readings (channel INTEGER NOT NULL, at_ms INTEGER NOT NULL, value REAL NOT NULL)')
  const insert = db.prepare('INSERT INTO readings VALUES (?, ?, ?)')
  db.transaction(() => {
    for (let minute = 0; minute < minutes; minute++) {
      for (let channel = 0; channel < PROBES; channel++) {
        insert.run(channel, startMs + minute * 60_000, 4 + (minute % 37) / 10)
      }
    }
  })()
  db.exec('CREATE INDEX readings_by_channel ON readings (channel, at_ms, value)')
  const select = db.prepare<[number, number, number, number]>(
    `SELECT channel, (at_ms - ?) / ? AS bucket, min(value), max(value), avg(value) FROM readings
     WHERE channel IN (0, 1) AND at_ms >= ? AND at_ms < ? GROUP BY channel, bucket`,
  )
  return {
    /** rows of the answer */
    inBuckets(buckets: number): number {
      const spanMs = minutes * 60_000
      return select.all(startMs, Math.ceil(spanMs / buckets), startMs, startMs + spanMs).length
    },
    close: () => db.close(),
  }
}
