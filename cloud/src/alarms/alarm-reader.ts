import type { Sql } from '../lib/sql.ts'
import type { LayoutReader } from '../projections/layouts.ts'
import { selectForKeys } from '../projections/rows.ts'
import type { AlarmRecord, OpenAlarm } from './alarm-record.ts'

interface AlarmRow {
  readonly id: string
  readonly device: string
  readonly compartment: string
  readonly epoch: string
  readonly openedAtMs: number
  readonly lastOutAtMs: number
  readonly closedAtMs: number | null
  readonly peakCelsius: number
  readonly channel: string
  readonly minCelsius: number
  readonly maxCelsius: number
  readonly layout: string
}

const ALARMS = `
  SELECT a.id, a.device, a.compartment, a.epoch, a.opened_ms + o.offset_ms AS "openedAtMs",
    a.last_out_ms + l.offset_ms AS "lastOutAtMs", a.closed_ms + c.offset_ms AS "closedAtMs",
    a.peak_celsius AS "peakCelsius", a.channel, a.min_celsius AS "minCelsius", a.max_celsius AS "maxCelsius", o.layout
  FROM alarms a
  JOIN placement o ON o.device = a.device AND o.epoch = a.epoch AND o.n = a.opened_n
  JOIN placement l ON l.device = a.device AND l.epoch = a.epoch AND l.n = a.last_out_n
  LEFT JOIN placement c ON c.device = a.device AND c.epoch = a.epoch AND c.n = a.closed_n`

/** Where the rows of another epoch are looked for that ended an alarm. */
const ELSEWHERE = { id: 'text', device: 'text', compartment: 'text', epoch: 'text', lastOutAtMs: 'bigint' } as const

export interface AlarmQuery {
  readonly state: 'open' | 'all'
  /** left out: all of them */
  readonly limit?: number
  /** the id of the last alarm of the page before */
  readonly before?: string | undefined
  /** of these alone; left out: of all */
  readonly devices?: ReadonlySet<string> | undefined
}

/** Alarms with their times in UTC. */
export class AlarmReader {
  readonly #sql: Sql
  readonly #layouts: LayoutReader

  constructor(sql: Sql, { layouts }: { readonly layouts: LayoutReader }) {
    this.#sql = sql
    this.#layouts = layouts
  }

  /** Those of these ids that there are, in their order. */
  async byIds(ids: readonly string[]): Promise<AlarmRecord[]> {
    return this.#toRecords(await this.#rows(ids))
  }

  /** The newest open alarm of each compartment, by device and compartment. */
  async openOf(devices: readonly string[]): Promise<ReadonlyMap<string, OpenAlarm>> {
    const rows = await selectForKeys<AlarmRow, { device: 'text' }>(this.#sql, {
      columns: { device: 'text' },
      keys: devices.map((device) => ({ device })),
      query: (key) => `${ALARMS} WHERE a.device = ${key('device')} AND a.closed_n IS NULL ORDER BY "openedAtMs" DESC`,
    })
    const closed = await this.#closedElsewhere(rows)
    const newest = new Map<string, OpenAlarm>()
    for (const { id, device, compartment, openedAtMs, peakCelsius, channel } of rows) {
      const key = `${device} ${compartment}`
      if (closed.has(id) || (newest.get(key)?.openedAtMs ?? Number.NEGATIVE_INFINITY) >= openedAtMs) continue
      newest.set(key, { id, openedAtMs, peakCelsius, channel })
    }
    return newest
  }

  async newest({ state, limit, before, devices }: AlarmQuery): Promise<AlarmRecord[]> {
    if (devices?.size === 0) return []
    const [last] = before === undefined ? [] : await this.#rows([before])
    if (before !== undefined && last === undefined) return []
    const fromMs = last?.openedAtMs ?? Number.MAX_SAFE_INTEGER
    // whether one is open takes more than this statement, so of the open ones all are read
    const most = state === 'all' && limit !== undefined ? [limit] : []
    const wants = [
      ...(state === 'open' ? ['a.closed_n IS NULL'] : []),
      ...(devices === undefined ? [] : [`a.device IN (${Array.from(devices, () => '?').join()})`]),
    ]
    const rows = await this.#sql.all<AlarmRow>(
      `SELECT * FROM (${ALARMS} ${wants.length > 0 ? `WHERE ${wants.join(' AND ')}` : ''}) AS alarm
       WHERE "openedAtMs" < ? OR ("openedAtMs" = ? AND id > ?) ORDER BY "openedAtMs" DESC, id
       ${most.length > 0 ? 'LIMIT ?' : ''}`,
      [...(devices ?? []), fromMs, fromMs, last?.id ?? '', ...most],
    )
    const alarms = await this.#toRecords(rows)
    const wanted = state === 'all' ? alarms : alarms.filter(({ closedAtMs }) => closedAtMs === null)
    return wanted.slice(0, limit)
  }

  async #rows(ids: readonly string[]): Promise<AlarmRow[]> {
    const rows = await selectForKeys<AlarmRow, { id: 'text' }>(this.#sql, {
      columns: { id: 'text' },
      keys: ids.map((id) => ({ id })),
      query: (key) => `${ALARMS} WHERE a.id = ${key('id')}`,
    })
    const byId = new Map(rows.map((row) => [row.id, row]))
    return ids.flatMap((id) => byId.get(id) ?? [])
  }

  /**
   * A recorder that was replaced never closes its last alarm: the first frame in range of a later epoch does. By id.
   */
  async #closedElsewhere(rows: readonly AlarmRow[]): Promise<ReadonlyMap<string, number>> {
    const open = rows.filter(({ closedAtMs }) => closedAtMs === null)
    const found = await selectForKeys<{ id: string; closedAtMs: number }, typeof ELSEWHERE>(this.#sql, {
      columns: ELSEWHERE,
      keys: open.map(({ id, device, compartment, epoch, lastOutAtMs }) => ({
        id,
        device,
        compartment,
        epoch,
        lastOutAtMs,
      })),
      // frames of another epoch, in the order of time from the last row out on
      query: (key) => `SELECT ${key('id')} AS id, r.first_in_ms + p.offset_ms AS "closedAtMs" FROM placement p
        JOIN frame_ranges r ON r.device = p.device AND r.compartment = ${key('compartment')}
          AND r.epoch = p.epoch AND r.n = p.n
        WHERE p.device = ${key('device')} AND p.epoch <> ${key('epoch')} AND p.at_ms > ${key('lastOutAtMs')}
          AND r.some_in = 1
        ORDER BY p.at_ms LIMIT 1`,
    })
    return new Map(found.map(({ id, closedAtMs }) => [id, closedAtMs]))
  }

  async #toRecords(rows: readonly AlarmRow[]): Promise<AlarmRecord[]> {
    const closed = await this.#closedElsewhere(rows)
    const layouts = await this.#layouts.getAll(rows.map(({ layout }) => layout))
    return rows.map((row) => {
      const { id, device, compartment, openedAtMs, peakCelsius, channel, minCelsius, maxCelsius } = row
      const layout = layouts.get(row.layout)
      return {
        ...{ id, device, compartment, openedAtMs, peakCelsius, channel },
        truckName: layout?.asset.name ?? device,
        compartmentName: layout?.groups.find((group) => group.id === compartment)?.name ?? {
          zh: compartment,
          en: compartment,
        },
        closedAtMs: row.closedAtMs ?? closed.get(id) ?? null,
        range: { minCelsius, maxCelsius },
      }
    })
  }
}
