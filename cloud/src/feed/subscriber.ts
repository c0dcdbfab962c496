import type { AlarmRecord } from '../alarms/alarm-record.ts'
import type { Changes, Hint, TruckSnapshot } from '../telemetry/read-model.ts'
import { toAlarmView, toHintView, toTruckView } from '../telemetry/views.ts'
import type { Outlet } from './outlet.ts'
import { END_OF_EVENT, eventText, idLine } from './sse.ts'

const CHUNK_CHARACTERS = 64 * 1024

/** More than any layout has channels: beyond it what waits of a hint is not worth keeping. */
const MOST_SAMPLES = 4_096

/** Many subscribers get the same object: it is written as JSON once. */
const texts = new WeakMap<TruckSnapshot | AlarmRecord | Hint, string>()

function truckEvent(truck: TruckSnapshot): string {
  const text = texts.get(truck) ?? eventText('truck', JSON.stringify(toTruckView(truck)))
  texts.set(truck, text)
  return text
}

function alarmEvent(alarm: AlarmRecord): string {
  const text = texts.get(alarm) ?? eventText('alarm', JSON.stringify(toAlarmView(alarm)))
  texts.set(alarm, text)
  return text
}

function removalEvent(id: string): string {
  return eventText('alarm-removed', JSON.stringify({ id }))
}

function hintEvent(hint: Hint): string {
  const text = texts.get(hint) ?? eventText('live', JSON.stringify(toHintView(hint)))
  texts.set(hint, text)
  return text
}

/** A hint tells only what changed since the one before, so one that was not read yet is still worth something. */
function joined(waiting: Hint | undefined, hint: Hint): Hint {
  if (waiting === undefined) return hint
  const samples = { ...waiting.samples, ...hint.samples }
  return Object.keys(samples).length > MOST_SAMPLES ? hint : { ...hint, samples }
}

export interface Subscriber {
  /** What changed before the subscription; until it came, newer changes wait. */
  catchUp(changes: Changes): void
  add(changes: Changes): void
  hint(hint: Hint): void
  /** To be called when the reader has room again. */
  flush(): void
}

function alarmsOf({ alarms, removedAlarms }: Changes): (readonly [id: string, alarm: AlarmRecord | null])[] {
  return [...alarms.map((alarm) => [alarm.id, alarm] as const), ...removedAlarms.map((id) => [id, null] as const)]
}

/**
 * What one reader has still to be told: per truck and per alarm only the newest, and one hint per truck, so it is
 * bounded by the fleet.
 *
 * An id is written only with the last event of everything known so far: a reader cut off half-way comes back with the
 * id before, and is told all of it again.
 *
 * - joining: changes are gathered but not written; left by `catchUp`.
 * - live: every change is written at once while the reader has room.
 */
export function createSubscriber({
  outlet,
  sees = () => true,
}: {
  readonly outlet: Outlet
  /** whether the reader may see a device; asked when it is told of, because it may change */
  readonly sees?: (device: string) => boolean
}): Subscriber {
  const trucks = new Map<string, TruckSnapshot>()
  /** null: it is no more */
  const alarms = new Map<string, AlarmRecord | null>()
  const hints = new Map<string, Hint>()
  let cursor: string | undefined
  let mode: 'joining' | 'live' = 'joining'

  function takeNext(): string | undefined {
    for (const [device, truck] of trucks) {
      trucks.delete(device)
      if (sees(device)) return truckEvent(truck)
    }
    for (const [id, alarm] of alarms) {
      alarms.delete(id)
      if (alarm === null) return removalEvent(id)
      if (sees(alarm.device)) return alarmEvent(alarm)
    }
    return undefined
  }

  function flush(): void {
    if (mode === 'joining') return
    while (cursor !== undefined && outlet.hasRoom()) {
      let chunk = ''
      while (chunk.length < CHUNK_CHARACTERS) {
        const event = takeNext()
        if (event === undefined) break
        const isLast = trucks.size === 0 && alarms.size === 0
        chunk += isLast ? event + idLine(cursor) + END_OF_EVENT : event + END_OF_EVENT
      }
      if (chunk === '') chunk = idLine(cursor) + END_OF_EVENT
      if (trucks.size === 0 && alarms.size === 0) cursor = undefined
      outlet.write(chunk)
    }
    for (const [device, hint] of hints) {
      if (!outlet.hasRoom()) return
      hints.delete(device)
      if (sees(device)) outlet.write(hintEvent(hint) + END_OF_EVENT)
    }
  }

  return {
    flush,

    catchUp(changes) {
      // A change that came meanwhile is newer than what was read, or is followed at once by one that is.
      for (const truck of changes.trucks) if (!trucks.has(truck.device)) trucks.set(truck.device, truck)
      for (const [id, alarm] of alarmsOf(changes)) if (!alarms.has(id)) alarms.set(id, alarm)
      cursor ??= changes.cursor
      mode = 'live'
      flush()
    },

    add(changes) {
      // Taken out first, so that what waits stands in the order of its newest change.
      for (const truck of changes.trucks) {
        trucks.delete(truck.device)
        trucks.set(truck.device, truck)
      }
      for (const [id, alarm] of alarmsOf(changes)) {
        alarms.delete(id)
        alarms.set(id, alarm)
      }
      cursor = changes.cursor
      flush()
    },

    hint(hint) {
      hints.set(hint.device, joined(hints.get(hint.device), hint))
      flush()
    },
  }
}
