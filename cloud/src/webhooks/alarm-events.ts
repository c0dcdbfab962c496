import type { FleetVisibility } from '../access/fleet-visibility.ts'
import type { AlarmRecord } from '../alarms/alarm-record.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import { toAlarmView } from '../telemetry/views.ts'
import type { WebhookEvent } from './webhook-events.ts'
import type { Webhook, Webhooks } from './webhooks.ts'

export interface AlarmEventsParts {
  readonly db: BusinessDatabase
  readonly webhooks: Webhooks
  readonly readModel: Pick<ReadModel, 'onChange' | 'alarms'>
  readonly visibility: FleetVisibility
  readonly onFailure: (error: unknown) => void
}

/**
 * Alarms stand in the telemetry's own database, so no transaction joins them to a message. Each is announced under an
 * id of its own instead: doing it again, after a start or on another instance, changes nothing.
 */
export class AlarmEvents {
  readonly #parts: AlarmEventsParts
  readonly #due = new Map<string, AlarmRecord>()
  #working: Promise<void> | undefined
  #end: (() => void) | undefined

  constructor(parts: AlarmEventsParts) {
    this.#parts = parts
  }

  /** With what was opened and closed while nobody listened. */
  async start(): Promise<void> {
    const { readModel } = this.#parts
    this.#end = readModel.onChange(({ alarms }) => this.#add(alarms))
    this.#add(await readModel.alarms({ state: 'all' }))
  }

  async stop(): Promise<void> {
    this.#end?.()
    this.#due.clear()
    await this.#working
  }

  #add(alarms: readonly AlarmRecord[]): void {
    for (const alarm of alarms) this.#due.set(alarm.id, alarm)
    if (this.#due.size > 0) this.#working ??= this.#work()
  }

  async #work(): Promise<void> {
    try {
      for (const [id, alarm] of this.#due) {
        this.#due.delete(id)
        for (const event of eventsOf(alarm)) await this.#announce(alarm, event)
      }
    } catch (error) {
      this.#parts.onFailure(error)
    }
    this.#working = undefined
  }

  async #announce({ device }: AlarmRecord, event: WebhookEvent): Promise<void> {
    const { db, webhooks } = this.#parts
    const wanting = await webhooks.wanting(db.reader, event)
    const told: Webhook[] = []
    for (const webhook of wanting) if (await this.#sees(webhook, device)) told.push(webhook)
    if (told.length === 0) return
    await db.inTransaction(async (tx) => {
      for (const webhook of told) await webhooks.announce(tx, webhook, event)
    })
  }

  async #sees({ id, organisationId }: Webhook, device: string): Promise<boolean> {
    if (organisationId === null) return true
    const actor = { kind: 'system', id: `webhook ${id}`, organisationId, roles: [] } as const
    const visible = await this.#parts.visibility.devicesOf({ actor, reach: 'organisation' })
    return visible === 'all' || visible.has(device)
  }
}

/** A late frame may still move where an alarm begins; what was told is not told again. */
function eventsOf(alarm: AlarmRecord): WebhookEvent[] {
  const { id, openedAtMs, closedAtMs } = alarm
  const subject = { alarm: toAlarmView(alarm) }
  const opened: WebhookEvent = { id: `alarm-opened-${id}`, type: 'alarm.opened', atMs: openedAtMs, subject }
  if (closedAtMs === null) return [opened]
  return [opened, { id: `alarm-closed-${id}`, type: 'alarm.closed', atMs: closedAtMs, subject }]
}
