import { byRisk, RISKS, type TruckView, toTruckView } from '../truck-view.ts'
import { alarmLists } from './alarm-lists.ts'
import type { FromDesk, Listed, ToDesk, Told, Wish } from './fleet-messages.ts'
import type { FleetChange, FleetSource } from './fleet-source.ts'

/** A dispatcher sees no difference below this, and a screen has time to draw. */
const TELL_INTERVAL_MS = 250
/** The whole fleet is told more slowly: its map and its order matter by the second. */
const FLEET_INTERVAL_MS = 1_000
/** Time alone makes values old and trucks silent, by the minute. */
const JUDGE_ALL_INTERVAL_MS = 5_000

export interface FleetDeskParts {
  readonly source: (onChange: (change: FleetChange) => void, onSignInNeeded: () => void) => FleetSource
  readonly clock: { nowMs(): number; aheadMs(): number }
  readonly post: (message: FromDesk, transfer?: readonly ArrayBuffer[]) => void
}

export interface FleetDesk {
  hear(message: ToDesk): void
  /** tells what has changed since the last time; called by a timer while started */
  tell(): void
}

interface Entry extends Listed {
  view: TruckView
}

/**
 * Judges every truck and tells a screen as little as it needs: columns for the map, an order for the list, and whole
 * views of those trucks alone that are looked at. Runs beside the page's thread, which must never wait.
 */
export function createFleetDesk({ source, clock, post: postTo }: FleetDeskParts): FleetDesk {
  let run = 0
  const post = (told: Told, transfer?: readonly ArrayBuffer[]) => postTo({ run, ...told }, transfer)
  const fleet = source(note, () => post({ kind: 'sign-in' }))
  let entries: Entry[] = []
  let byDevice = new Map<string, Entry>()
  let sorted: Entry[] = []
  let touched = new Set<string>()
  let wish: Wish = { text: '', risks: [] }
  let looked: readonly string[] = []
  let followed: string | null = null
  let timer: ReturnType<typeof setInterval> | undefined
  let due = { status: true, order: true, places: true, alarms: true, hints: true, looked: true }
  let toldFleetMs = 0
  let judgedAllMs = 0
  /** what the screen has: an order that did not change is not told again */
  let toldOrder = ''

  function note(change: FleetChange): void {
    if (change.of === 'status') {
      due.status = true
      // whether the feed is live changes what every value is worth
      for (const { device } of entries) touched.add(device)
    } else if (change.of === 'truck' || change.of === 'hint') {
      touched.add(change.device)
      if (change.device === followed) due.hints = true
    } else if (change.of === 'alarms') due.alarms = true
    else due.status = true
  }

  function judge(device: string, nowMs: number): TruckView | undefined {
    const truck = fleet.trucks.get(device)
    if (truck === undefined) return undefined
    const hint = fleet.hints.get(device)?.at(-1)
    return toTruckView({ truck, hint, isFeedLive: fleet.status.feed === 'live', nowMs })
  }

  function judgeTouched(nowMs: number): void {
    if (nowMs - judgedAllMs >= JUDGE_ALL_INTERVAL_MS || nowMs < judgedAllMs) {
      judgedAllMs = nowMs
      for (const { device } of entries) touched.add(device)
    }
    const listed: Listed[] = []
    for (const device of touched) {
      const view = judge(device, nowMs)
      if (view === undefined) continue
      const { name, kind } = view.truck
      const before = byDevice.get(device)
      if (before === undefined) {
        const entry: Entry = { index: entries.length, device, name, kind, view }
        entries.push(entry)
        sorted.push(entry)
        byDevice.set(device, entry)
        listed.push({ index: entry.index, device, name, kind })
        due = { ...due, order: true, places: true, alarms: true }
        continue
      }
      if (before.name !== name || before.kind !== kind) {
        Object.assign(before, { name, kind })
        listed.push({ index: before.index, device, name, kind })
      }
      if (before.view.truck !== view.truck || before.view.risk !== view.risk) due.order = due.alarms = true
      before.view = view
      due.places = true
    }
    touched = new Set()
    if (listed.length > 0) post({ kind: 'listed', listed })
  }

  function fits({ name, device, view }: Entry): boolean {
    const text = wish.text.trim().toLowerCase()
    if (wish.risks.length > 0 && !wish.risks.includes(view.risk)) return false
    return text === '' || plain(name).includes(plain(text)) || device.toLowerCase().includes(text)
  }

  function tellOrder(): void {
    due.order = false
    // Nearly in order already, which is the cheap case of a sort.
    sorted.sort((left, right) => byRisk(left.view, right.view))
    const order = Uint32Array.from(sorted.filter(fits), ({ index }) => index)
    const text = order.join(' ')
    if (text === toldOrder) return
    toldOrder = text
    post({ kind: 'order', order }, [order.buffer])
  }

  function tellPlaces(): void {
    due.places = false
    const places = {
      risks: Uint8Array.from(entries, ({ view }) => RISKS.indexOf(view.risk)),
      longitudes: Float64Array.from(entries, ({ view }) => view.position?.longitude ?? Number.NaN),
      latitudes: Float64Array.from(entries, ({ view }) => view.position?.latitude ?? Number.NaN),
    }
    const counts = RISKS.map(() => 0)
    for (const risk of places.risks) counts[risk] = (counts[risk] ?? 0) + 1
    post({ kind: 'places', places, counts }, [places.risks.buffer, places.longitudes.buffer, places.latitudes.buffer])
  }

  function tellLooked(nowMs: number): void {
    due.looked = false
    const views = looked.flatMap((device) => judge(device, nowMs) ?? [])
    if (views.length > 0) post({ kind: 'views', views })
  }

  function tell(): void {
    const nowMs = clock.nowMs()
    judgeTouched(nowMs)
    const isFleetDue = nowMs - toldFleetMs >= FLEET_INTERVAL_MS || nowMs < toldFleetMs
    if (isFleetDue || due.status) {
      toldFleetMs = nowMs
      if (due.places) tellPlaces()
      if (due.order) tellOrder()
      if (due.alarms) {
        due.alarms = false
        post({
          kind: 'alarms',
          alarms: alarmLists(
            sorted.map(({ view }) => view),
            fleet.alarms,
          ),
        })
      }
    }
    // Before the status says that there is something to see, so that the first picture is whole.
    tellLooked(nowMs)
    if (due.hints && followed !== null) {
      due.hints = false
      post({ kind: 'hints', device: followed, hints: fleet.hints.get(followed) ?? [] })
    }
    if (due.status) {
      due.status = false
      const { status, unreadable } = fleet
      post({ kind: 'status', status: { ...status }, unreadable: unreadable.size, aheadMs: clock.aheadMs() })
    }
  }

  function stop(): void {
    clearInterval(timer)
    timer = undefined
    fleet.stop()
    entries = []
    byDevice = new Map()
    sorted = []
    touched = new Set()
    due = { status: true, order: true, places: true, alarms: true, hints: true, looked: true }
    toldFleetMs = judgedAllMs = 0
    toldOrder = ''
  }

  return {
    tell,
    hear(message) {
      switch (message.kind) {
        case 'start':
          if (timer !== undefined) return
          run = message.run
          fleet.start()
          timer = setInterval(tell, TELL_INTERVAL_MS)
          return
        case 'stop':
          stop()
          return
        case 'find':
          wish = message.wish
          // What somebody types must answer at once.
          tellOrder()
          return
        case 'look':
          looked = message.devices
          tellLooked(clock.nowMs())
          return
        case 'follow':
          followed = message.device
          due.hints = true
          return
      }
    },
  }
}

/** Plates are typed with and without their dot, in either case. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[\s·.•-]/g, '')
}
