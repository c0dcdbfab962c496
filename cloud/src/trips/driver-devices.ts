import type { BusinessReader } from '../business-database/business-database.ts'
import { CHINA_OFFSET_MS, DAY_MS } from '../lib/china-day.ts'

/**
 * Devices of the trucks that a person drives: those of his trips under way or being loaded, and of those that are to
 * depart today. Where a truck was on other days, and who drove it then, is not his to know (PIPL art. 6).
 */
export async function readDriverDevices(
  reader: BusinessReader,
  personId: string,
  nowMs: number,
): Promise<ReadonlySet<string>> {
  const todayMs = Math.floor((nowMs + CHINA_OFFSET_MS) / DAY_MS) * DAY_MS - CHINA_OFFSET_MS
  const rows = await reader
    .selectFrom('trip')
    .select('device')
    .distinct()
    .where('driver_id', '=', personId)
    .where('device', 'is not', null)
    .where((trip) =>
      trip.or([
        trip('state', 'in', ['loading', 'under-way']),
        trip.and([
          trip('state', 'in', ['planned', 'released']),
          trip('planned_departure_ms', '>=', todayMs),
          trip('planned_departure_ms', '<', todayMs + DAY_MS),
        ]),
      ]),
    )
    .execute()
  return new Set(rows.flatMap(({ device }) => device ?? []))
}
