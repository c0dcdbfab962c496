import type { AlarmRecord } from '../alarms/alarm-record.ts'
import type { ChannelSnapshot, CompartmentSnapshot, Hint, ToldLink, TruckSnapshot } from './read-model.ts'

/** The last millisecond that a Date can hold, before and after 1970. */
const LAST_MS = 8.64e15

/** A number that no calendar has is shown as the nearest that one has: a screen must not fail by it. */
const iso = (ms: number): string => new Date(Math.max(-LAST_MS, Math.min(ms, LAST_MS))).toISOString()
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms))

function toChannel({ atMs, id, quantity, unit, decimals, source, value, mark }: ChannelSnapshot) {
  return { id, quantity, unit, decimals, source, value, mark, at: isoOrNull(atMs) }
}

function toCompartment({ id, name, range, doorOpen, defrosting, alarm, channels }: CompartmentSnapshot) {
  return {
    id,
    name,
    range,
    doorOpen,
    defrosting,
    alarm: alarm && {
      id: alarm.id,
      openedAt: iso(alarm.openedAtMs),
      peakCelsius: alarm.peakCelsius,
      channel: alarm.channel,
    },
    channels: channels.map(toChannel),
  }
}

export function toTruckView(truck: TruckSnapshot) {
  const { device, name, kind, online, frames, recordIntervalMs, flags, position, positionMark, powerOn } = truck
  return {
    device,
    name,
    kind,
    online,
    onlineSince: isoOrNull(truck.onlineSinceMs),
    lastRecordedAt: isoOrNull(truck.lastRecordedAtMs),
    frames,
    recordIntervalMs,
    flags: { broken: flags.broken, forks: flags.forks, quarantined: flags.quarantined },
    position: position && {
      latitude: position.latitude,
      longitude: position.longitude,
      speedKmh: position.speedKmh,
      at: iso(position.atMs),
    },
    positionMark,
    powerOn,
    notRecording: truck.notRecording && { since: iso(truck.notRecording.sinceMs), problem: truck.notRecording.problem },
    compartments: truck.compartments.map(toCompartment),
  }
}

export function toLinkView({ budgetBytesPerDay, spentBytes, lanes, thrift, toldAtMs }: ToldLink) {
  return { budgetBytesPerDay, spentBytes, lanes: lanes ?? null, thrift: thrift ?? null, toldAt: iso(toldAtMs) }
}

export function toAlarmView(alarm: AlarmRecord) {
  const { id, device, truckName, compartment, compartmentName, peakCelsius, range, channel } = alarm
  return {
    id,
    device,
    truckName,
    compartment,
    compartmentName,
    openedAt: iso(alarm.openedAtMs),
    closedAt: isoOrNull(alarm.closedAtMs),
    peakCelsius,
    range,
    channel,
  }
}

export function toHintView({ device, atMs, clock, samples, outOfRangeSinceMs }: Hint) {
  return {
    device,
    at: iso(atMs),
    clock,
    samples,
    outOfRangeSince: Object.fromEntries(
      Object.entries(outOfRangeSinceMs).map(([compartment, sinceMs]) => [compartment, isoOrNull(sinceMs)]),
    ),
  }
}
