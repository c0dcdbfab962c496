import type { Sql } from '../lib/sql.ts'
import { unpackRun } from '../projections/frame-runs.ts'
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

/** UTC of a moment of an alarm: by the clock of its frame, or where that was not good by what `unsure_frames` says of it. */
const utc = (moment: 'opened' | 'last_out' | 'closed'): string =>
  `a.${moment}_ms + coalesce(${moment}.offset_ms, a.${moment}_own_offset_ms)`
const unsure = (moment: 'opened' | 'last_out' | 'closed'): string =>
  `LEFT JOIN unsure_frames ${moment} ON ${moment}.device = a.device AND ${moment}.epoch = a.epoch
    AND ${moment}.n = a.${moment}_n`

const ALARMS = `
  SELECT a.id, a.device, a.compartment, a.epoch, ${utc('opened')} AS "openedAtMs", ${utc('last_out')} AS "lastOutAtMs",
    ${utc('closed')} AS "closedAtMs", a.peak_celsius AS "peakCelsius", a.channel, a.min_celsius AS "minCelsius",
    a.max_celsius AS "maxCelsius", a.layout
  FROM alarms a ${unsure('opened')} ${unsure('last_out')} ${unsure('closed')}`

/** Where the rows of another epoch are looked for that ended an alarm. */
const ELSEWHERE = { id: 'text', device: 'text', compartment: 'text', epoch: 'text', lastOutAtMs: 'bigint' } as const

/** Where an alarm stands among the newest. */
export type AlarmKey = readonly [openedAtMs: number, id: string]

export interface AlarmQuery {
  readonly state: 'open' | 'all'
  /** left out: all of them */
  readonly limit?: number
  /** of the last alarm of the page before */
  readonly after?: AlarmKey | undefined
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

  async newest({ state, limit, after, devices }: AlarmQuery): Promise<AlarmRecord[]> {
    if (devices?.size === 0) return []
    const [fromMs, lastId] = after ?? [Number.MAX_SAFE_INTEGER, '']
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
      [...(devices ?? []), fromMs, fromMs, lastId, ...most],
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
   * A recorder that was replaced never closes its last alarm: the first row in range of a later epoch does. By id.
   */
  async #closedElsewhere(rows: readonly AlarmRow[]): Promise<ReadonlyMap<string, number>> {
    const open = rows.filter(({ closedAtMs }) => closedAtMs === null)
    const keys = open.map(({ id, device, compartment, epoch, lastOutAtMs }) => ({
      ...{ id, device, compartment, epoch, lastOutAtMs },
    }))
    const earliest = new Map<string, number>()
    const offer = (id: string, atMs: number): void => {
      earliest.set(id, Math.min(earliest.get(id) ?? atMs, atMs))
    }
    const elsewhere = (key: (column: keyof typeof ELSEWHERE) => string): string =>
      `r.device = ${key('device')} AND r.compartment = ${key('compartment')} AND r.epoch <> ${key('epoch')}`
    const utcOfRow = 'r.first_in_ms + coalesce(u.offset_ms, r.own_offset_ms)'
    const told = await selectForKeys<{ id: string; atMs: number }, typeof ELSEWHERE>(this.#sql, {
      columns: ELSEWHERE,
      keys,
      query: (key) => `SELECT ${key('id')} AS id, ${utcOfRow} AS "atMs" FROM frame_ranges r
        LEFT JOIN unsure_frames u ON u.device = r.device AND u.epoch = r.epoch AND u.n = r.n
        WHERE ${elsewhere(key)} AND r.some_in = 1 AND ${utcOfRow} > ${key('lastOutAtMs')}
        ORDER BY "atMs" LIMIT 1`,
    })
    for (const { id, atMs } of told) offer(id, atMs)
    // the runs in which one may stand before the next run begins
    const packed = await selectForKeys<{ id: string; lastOutAtMs: number; body: Uint8Array }, typeof ELSEWHERE>(
      this.#sql,
      {
        columns: ELSEWHERE,
        keys,
        query: (key) => `SELECT ${key('id')} AS id, ${key('lastOutAtMs')} AS "lastOutAtMs", r.body FROM in_range_runs r
          WHERE ${elsewhere(key)} AND r.to_ms > ${key('lastOutAtMs')} AND r.from_ms <= coalesce(
            (SELECT min(r.from_ms) FROM in_range_runs r WHERE ${elsewhere(key)} AND r.from_ms > ${key('lastOutAtMs')}),
            ${key('lastOutAtMs')})`,
      },
    )
    for (const { id, lastOutAtMs, body } of packed) {
      for (const { monotonicMs, offsetMs } of unpackRun(body)) {
        if (monotonicMs + offsetMs > lastOutAtMs) offer(id, monotonicMs + offsetMs)
      }
    }
    return earliest
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
