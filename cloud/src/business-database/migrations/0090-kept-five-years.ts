import { sql } from 'kysely'
import type { BusinessMigration } from '../migration.ts'

/** any five calendar years have two leap days at most (GSP art. 42) */
const GSP_FLOOR_MS = (5 * 365 + 2) * 86_400_000

/** When each was made; a row of these is no younger than five years when it goes. */
const GSP_TABLES: Readonly<Record<string, string>> = {
  calibration_certificate: 'created_at_ms',
  custody: 'at_ms',
  device_certificate: 'created_at_ms',
  device_document: 'received_at_ms',
  device_key: 'from_ms',
  probe_fitting: 'fitted_at_ms',
  shipment: 'created_at_ms',
  trip: 'created_at_ms',
  wanted_settings: 'made_at_ms',
}

/** The database itself refuses to remove what GSP wants kept, by its own clock, whoever asks. */
export const keptFiveYears: BusinessMigration = async (db, { engine }) => {
  for (const [table, column] of Object.entries(GSP_TABLES)) {
    const message = `a row of ${table} is kept for five years`
    if (engine === 'sqlite') {
      await sql
        .raw(
          `CREATE TRIGGER ${table}_kept BEFORE DELETE ON ${table}
           WHEN OLD.${column} > unixepoch() * 1000 - ${GSP_FLOOR_MS} BEGIN SELECT RAISE(ABORT, '${message}'); END`,
        )
        .execute(db)
      continue
    }
    const now = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint'
    await sql
      .raw(
        `CREATE FUNCTION keep_${table}() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN IF OLD.${column} > ${now} - ${GSP_FLOOR_MS} THEN RAISE EXCEPTION '${message}'; END IF; RETURN OLD; END $$`,
      )
      .execute(db)
    await sql
      .raw(`CREATE TRIGGER ${table}_kept BEFORE DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION keep_${table}()`)
      .execute(db)
  }
}
