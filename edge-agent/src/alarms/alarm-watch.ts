import { randomUUID } from 'node:crypto'
import type { Layout } from '@coldrx/protocol'
import { type Moment, momentWallMs } from '../clock/moment.ts'
import type { RecordedEvent } from '../recorder/entry.ts'
import { type Finding, watchedCompartments } from '../rules/observation.ts'
import { ALARM_KINDS, type AlarmKind, type OpenAlarm } from './alarm.ts'
import { type CompartmentAlarms, compartmentAlarmsSchema } from './alarm-settings.ts'
import { assetRules } from './asset-rules.ts'
import { compartmentRules } from './compartment-rules.ts'
import type { KeptAlarms } from './kept-alarms.ts'
import { createLatch, type Latch } from './latch.ts'
import { createOutOfRangeTime } from './out-of-range-time.ts'
import type { Observation, Rule } from './rule.ts'

export interface Now {
  readonly monotonicMs: number
  readonly wallMs: number
}

interface Watched {
  readonly rule: Rule
  readonly latch: Latch
  alarm: OpenAlarm | null
}

/**
 * All alarms of one asset, by the readings and the recorder's word alone: no network is needed. One that was open when the
 * agent stopped is open when it starts, and ends by the same rule.
 */
export function createAlarmWatch({
  layout,
  settings,
  kept,
  newId = () => randomUUID().slice(0, 8),
}: {
  readonly layout: Layout
  /** by compartment; without its own, the strict defaults */
  readonly settings: ReadonlyMap<string, CompartmentAlarms>
  readonly kept: KeptAlarms
  readonly newId?: () => string
}) {
  const power = layout.groups.flatMap(({ channels }) => channels).find(({ quantity }) => quantity === 'power') ?? null
  const compartments = watchedCompartments(layout).map((compartment) => ({
    compartment,
    settings: settings.get(compartment.id) ?? compartmentAlarmsSchema.parse({}),
    outOfRangeTime: createOutOfRangeTime(kept.outOfRange[compartment.id] ?? []),
  }))
  const rules = [...compartments.flatMap((parts) => compartmentRules({ ...parts, power })), ...assetRules(layout)]
  const watched = rules.map((rule): Watched => {
    const before = kept.open.find(({ kind, subject }) => kind === rule.kind && subject === rule.subject)
    return {
      rule,
      latch: createLatch({ ...rule, isOpen: before !== undefined }),
      alarm: before === undefined ? null : restored(before),
    }
  })
  /** what was open and is watched no longer, e.g. because its probe was taken out: somebody must hear its end */
  let orphans = kept.open.filter(({ kind, subject }) => !rules.some((r) => r.kind === kind && r.subject === subject))

  function open(): OpenAlarm[] {
    return watched
      .flatMap(({ alarm }) => alarm ?? [])
      .sort((left, right) => ALARM_KINDS.indexOf(left.kind) - ALARM_KINDS.indexOf(right.kind))
  }

  function observeOne(entry: Watched, observation: Observation): RecordedEvent[] {
    const { rule, latch } = entry
    const { monotonicMs } = observation.tick
    const { signal, detail = {}, minutesLeft = null } = rule.observe(observation)
    const change = latch.observe(signal, monotonicMs)
    const event = { monotonicMs, subject: rule.subject }
    if (change === 'raised') {
      const id = newId()
      entry.alarm = {
        ...{ id, kind: rule.kind, subject: rule.subject },
        ...{ since: { monotonicMs }, acknowledgedAt: null, minutesLeft },
      }
      return [{ ...event, code: 'alarm-raised', detail: { alarm: rule.kind, id, ...detail } }]
    }
    if (entry.alarm === null) return []
    if (change === 'cleared') {
      const { id } = entry.alarm
      entry.alarm = null
      return [{ ...event, code: 'alarm-cleared', detail: { alarm: rule.kind, id } }]
    }
    entry.alarm = { ...entry.alarm, minutesLeft: signal === 'unknown' ? entry.alarm.minutesLeft : minutesLeft }
    return []
  }

  function endOrphans(monotonicMs: number): RecordedEvent[] {
    const ended = orphans.map(({ id, kind, subject }) => ({
      ...{ monotonicMs, code: 'alarm-cleared', subject },
      detail: { alarm: kind, id, reason: 'not-watched' },
    }))
    orphans = []
    return ended
  }

  return {
    observe(observation: Observation): Finding[] {
      const events = [
        ...endOrphans(observation.tick.monotonicMs),
        ...watched.flatMap((entry) => observeOne(entry, observation)),
      ]
      return events.map((event) => ({ event, prompt: true }))
    },
    /** Acknowledges all that is open and was not yet; gives what is to be recorded of it. */
    acknowledge({ monotonicMs }: Now, { by, soundPausedMs }: { by: string; soundPausedMs: number }): RecordedEvent[] {
      return watched.flatMap((entry) => {
        const { alarm } = entry
        if (alarm === null) return []
        entry.alarm = { ...alarm, acknowledgedAt: { monotonicMs } }
        const detail = { alarm: alarm.kind, id: alarm.id, by, soundPausedMs }
        return [{ monotonicMs, code: 'alarm-acknowledged', subject: alarm.subject, detail }]
      })
    },
    get open(): readonly OpenAlarm[] {
      return open()
    },
    kept(now: Now): KeptAlarms {
      const toWall = (moment: Moment): number => Math.max(0, Math.round(momentWallMs(moment, now)))
      return {
        open: open().map(({ id, kind, subject, since, acknowledgedAt }) => ({
          ...{ id, kind, subject, sinceWallMs: toWall(since) },
          acknowledgedWallMs: acknowledgedAt === null ? null : toWall(acknowledgedAt),
        })),
        outOfRange: Object.fromEntries(
          compartments.map(({ compartment, outOfRangeTime }) => [compartment.id, outOfRangeTime.kept(now)]),
        ),
      }
    },
  }
}

function restored({
  id,
  kind,
  subject,
  sinceWallMs,
  acknowledgedWallMs,
}: KeptAlarms['open'][number] & { readonly kind: AlarmKind }): OpenAlarm {
  return {
    ...{ id, kind, subject, since: { wallMs: sinceWallMs }, minutesLeft: null },
    acknowledgedAt: acknowledgedWallMs === null ? null : { wallMs: acknowledgedWallMs },
  }
}
