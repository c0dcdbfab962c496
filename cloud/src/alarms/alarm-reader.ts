import type { Layout } from '@coldrx/protocol'
import type { Db, Statement } from '../lib/database.ts'
import type { LayoutReader } from '../telemetry/layouts.ts'
import type { AlarmRecord, OpenAlarm } from '../telemetry/read-model.ts'

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
  SELECT a.id, a.device, a.compartment, a.epoch, a.opened_ms + o.offset_ms AS openedAtMs,
    a.last_out_ms + l.offset_ms AS lastOutAtMs, a.closed_ms + c.offset_ms AS closedAtMs,
    a.peak_celsius AS peakCelsius, a.channel, a.min_celsius AS minCelsius, a.max_celsius AS maxCelsius, o.layout
  FROM alarms a
  JOIN placement o ON o.device = a.device AND o.epoch = a.epoch AND o.n = a.opened_n
  JOIN placement l ON l.device = a.device AND l.epoch = a.epoch AND l.n = a.last_out_n
  LEFT JOIN placement c ON c.device = a.device AND c.epoch = a.epoch AND c.n = a.closed_n`

/** Alarms with their times in UTC. */
export class AlarmReader {
  readonly #layouts: LayoutReader
  readonly #byId: Statement<[string], AlarmRow>
  readonly #openOf: Statement<[string, string], AlarmRow>
  readonly #newest: Statement<[number, number, number, string], AlarmRow>
  readonly #backElsewhere: Statement<[string, string, string, number], number>

  constructor(db: Db, { layouts }: { readonly layouts: LayoutReader }) {
    this.#layouts = layouts
    this.#byId = db.prepare(`${ALARMS} WHERE a.id = ?`)
    this.#openOf = db.prepare(
      `${ALARMS} WHERE a.device = ? AND a.compartment = ? AND a.closed_n IS NULL ORDER BY openedAtMs DESC`,
    )
    this.#newest = db.prepare(
      `SELECT * FROM (${ALARMS} WHERE ? = 0 OR a.closed_n IS NULL)
       WHERE openedAtMs < ? OR (openedAtMs = ? AND id > ?) ORDER BY openedAtMs DESC, id`,
    )
    // frames of another epoch, in the order of time from the last row out on
    this.#backElsewhere = db
      .prepare<[string, string, string, number], number>(
        `SELECT r.first_in_ms + p.offset_ms FROM placement p
         JOIN frame_ranges r ON r.device = p.device AND r.compartment = ? AND r.epoch = p.epoch AND r.n = p.n
         WHERE p.device = ? AND p.epoch <> ? AND p.at_ms > ? AND r.some_in = 1 ORDER BY p.at_ms LIMIT 1`,
      )
      .pluck()
  }

  get(id: string): AlarmRecord | undefined {
    const row = this.#byId.get(id)
    return row === undefined ? undefined : this.#toRecord(row)
  }

  openOf(device: string, compartment: string): OpenAlarm | null {
    const row = this.#openOf.all(device, compartment).find((alarm) => this.#closedAtMs(alarm) === null)
    if (row === undefined) return null
    const { id, openedAtMs, peakCelsius, channel } = row
    return { id, openedAtMs, peakCelsius, channel }
  }

  newest({
    state,
    limit,
    before,
  }: {
    readonly state: 'open' | 'all'
    /** left out: all of them */
    readonly limit?: number
    readonly before?: string | undefined
  }): AlarmRecord[] {
    const last = before === undefined ? undefined : this.#byId.get(before)
    if (before !== undefined && last === undefined) return []
    const fromMs = last?.openedAtMs ?? Number.MAX_SAFE_INTEGER
    const found: AlarmRecord[] = []
    for (const row of this.#newest.iterate(state === 'open' ? 1 : 0, fromMs, fromMs, last?.id ?? '')) {
      const alarm = this.#toRecord(row)
      if (state === 'all' || alarm.closedAtMs === null) found.push(alarm)
      if (found.length === limit) break
    }
    return found
  }

  /** A recorder that was replaced never closes its last alarm: the first frame in range of a later epoch does. */
  #closedAtMs({ device, compartment, epoch, lastOutAtMs, closedAtMs }: AlarmRow): number | null {
    return closedAtMs ?? this.#backElsewhere.get(compartment, device, epoch, lastOutAtMs) ?? null
  }

  #toRecord(row: AlarmRow): AlarmRecord {
    const { id, device, compartment, openedAtMs, peakCelsius, channel, minCelsius, maxCelsius } = row
    const layout: Layout | undefined = this.#layouts.get(row.layout)
    return {
      ...{ id, device, compartment, openedAtMs, peakCelsius, channel },
      truckName: layout?.asset.name ?? device,
      compartmentName: layout?.groups.find((group) => group.id === compartment)?.name ?? {
        zh: compartment,
        en: compartment,
      },
      closedAtMs: this.#closedAtMs(row),
      range: { minCelsius, maxCelsius },
    }
  }
}
