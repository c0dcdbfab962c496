import { fromWallText, toWallText } from '../../ui/zone-time.ts'
import type { Trip } from './records.ts'

/** A stop as it is typed. */
export interface StopDraft {
  /** tells rows apart while they are moved */
  readonly key: number
  readonly id?: string
  nameZh: string
  nameEn: string
  address: string
  latitude: string
  longitude: string
  radius: string
  from: string
  to: string
}

export interface TripDraft {
  number: string
  device: string
  driver: string
  departure: string
  stops: StopDraft[]
}

export type Fault = 'missing' | 'timeWrong' | 'windowWrong' | 'coordinatesWrong' | 'radiusWrong' | 'numberHint'

let lastKey = 0

export function emptyStop(): StopDraft {
  lastKey += 1
  return {
    ...{
      key: lastKey,
      nameZh: '',
      nameEn: '',
      address: '',
      latitude: '',
      longitude: '',
      radius: '150',
      from: '',
      to: '',
    },
  }
}

export function draftOf(trip: Trip | undefined, timeZone: string | undefined): TripDraft {
  const wall = (instant: string) => toWallText(Date.parse(instant), timeZone)
  if (trip === undefined)
    return { number: '', device: '', driver: '', departure: '', stops: [emptyStop(), emptyStop()] }
  return {
    number: trip.number,
    device: trip.device ?? '',
    driver: trip.driver ?? '',
    departure: wall(trip.plannedDeparture),
    stops: trip.stops.map((stop) => ({
      ...{ ...emptyStop(), id: stop.id, nameZh: stop.name.zh, nameEn: stop.name.en, address: stop.address },
      latitude: String(stop.position.latitude),
      longitude: String(stop.position.longitude),
      radius: String(stop.geofenceRadiusMetres),
      ...{ from: wall(stop.windowFrom), to: wall(stop.windowTo) },
    })),
  }
}

const numberIn = (text: string, least: number, most: number): number | undefined => {
  const value = Number(text)
  return text.trim() !== '' && Number.isFinite(value) && value >= least && value <= most ? value : undefined
}

/** By field, as `number` or `stops.1.from`; none: the plan can be sent. */
export function faultsOf(draft: TripDraft, timeZone: string | undefined): ReadonlyMap<string, Fault> {
  const faults = new Map<string, Fault>()
  if (!/^[\w-]{1,32}$/.test(draft.number)) faults.set('number', 'numberHint')
  if (fromWallText(draft.departure, timeZone) === undefined) faults.set('departure', 'timeWrong')
  for (const [at, stop] of draft.stops.entries()) {
    const of = (field: keyof StopDraft) => `stops.${at}.${field}`
    for (const field of ['nameZh', 'nameEn', 'address'] as const) {
      if (stop[field].trim() === '') faults.set(of(field), 'missing')
    }
    if (numberIn(stop.latitude, -90, 90) === undefined) faults.set(of('latitude'), 'coordinatesWrong')
    if (numberIn(stop.longitude, -180, 180) === undefined) faults.set(of('longitude'), 'coordinatesWrong')
    const radius = numberIn(stop.radius, 20, 5_000)
    if (radius === undefined || !Number.isInteger(radius)) faults.set(of('radius'), 'radiusWrong')
    const [from, to] = [fromWallText(stop.from, timeZone), fromWallText(stop.to, timeZone)]
    if (from === undefined) faults.set(of('from'), 'timeWrong')
    if (to === undefined) faults.set(of('to'), 'timeWrong')
    else if (from !== undefined && to <= from) faults.set(of('to'), 'windowWrong')
  }
  return faults
}

/** The body that the server takes, of a draft without faults. */
export function planOf(draft: TripDraft, timeZone: string | undefined) {
  const instant = (text: string) => new Date(fromWallText(text, timeZone) ?? Number.NaN).toISOString()
  return {
    number: draft.number,
    device: draft.device === '' ? null : draft.device,
    driver: draft.driver === '' ? null : draft.driver,
    plannedDeparture: instant(draft.departure),
    stops: draft.stops.map((stop) => ({
      ...(stop.id === undefined ? {} : { id: stop.id }),
      name: { zh: stop.nameZh.trim(), en: stop.nameEn.trim() },
      address: stop.address.trim(),
      position: { latitude: Number(stop.latitude), longitude: Number(stop.longitude) },
      geofenceRadiusMetres: Number(stop.radius),
      ...{ windowFrom: instant(stop.from), windowTo: instant(stop.to) },
    })),
  }
}
