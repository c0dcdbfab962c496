import { type InjectionKey, inject, reactive, type ShallowRef, shallowReactive, shallowRef } from 'vue'
import { RISKS, type Risk, type TruckView } from '../truck-view.ts'
import type { AlarmLists, FromDesk, Listed, Places, ToDesk, Wish } from './fleet-messages.ts'
import type { FleetStatus, HeardHint } from './fleet-source.ts'

/** The fleet as the pages see it: a mirror of what the desk in its worker tells. */
export interface Fleet {
  readonly status: FleetStatus & { readonly unreadable: number }
  readonly counts: Readonly<Record<Risk, number>>
  /** those that fit the wish, most urgent first; indexes for `at` */
  readonly order: Readonly<ShallowRef<Uint32Array>>
  readonly places: Readonly<ShallowRef<Places>>
  readonly alarms: Readonly<ShallowRef<AlarmLists>>
  /** of those that are looked at */
  readonly views: ReadonlyMap<string, TruckView>
  /** of the one that is followed */
  readonly hints: ReadonlyMap<string, readonly HeardHint[]>
  readonly wish: Wish
  at(index: number): Listed | undefined
  indexOf(device: string): number | undefined
  size(): number
  find(wish: Partial<Wish>): void
  /** Each part of a screen says under its own name which trucks it shows; an empty list when it goes. */
  look(who: string, devices: readonly string[]): void
  follow(device: string | null): void
  start(): void
  stop(): void
}

export const FLEET: InjectionKey<Fleet> = Symbol('fleet')

export function useFleet(): Fleet {
  const fleet = inject(FLEET)
  if (fleet === undefined) throw new Error('no fleet is provided here')
  return fleet
}

export interface FleetParts {
  readonly post: (message: ToDesk) => void
  readonly listen: (onMessage: (message: FromDesk) => void) => void
  readonly onSignInNeeded: () => void
}

const NOWHERE: Places = { risks: new Uint8Array(), longitudes: new Float64Array(), latitudes: new Float64Array() }
const NO_ALARMS: AlarmLists = { open: [], recent: [], doubted: [] }

export function createFleet({ post, listen, onSignInNeeded }: FleetParts): Fleet {
  const begun = () => ({ phase: 'loading', feed: 'connecting', lostAtMs: null, unreadable: 0 }) as const
  const status = reactive<FleetStatus & { unreadable: number }>(begun())
  const counts = reactive(Object.fromEntries(RISKS.map((risk) => [risk, 0])) as Record<Risk, number>)
  const order = shallowRef<Uint32Array>(new Uint32Array())
  const places = shallowRef(NOWHERE)
  const alarms = shallowRef(NO_ALARMS)
  const views = shallowReactive(new Map<string, TruckView>())
  const hints = shallowReactive(new Map<string, readonly HeardHint[]>())
  const wish = reactive<{ text: string; risks: readonly Risk[] }>({ text: '', risks: [] })
  /** counts up whenever a name was told, for those who show one */
  const namesTold = shallowRef(0)
  let listed: Listed[] = []
  let indexes = new Map<string, number>()
  const looks = new Map<string, readonly string[]>()
  let isStarted = false
  let run = 0

  function hear(message: FromDesk): void {
    // What was on its way when the page stopped is of somebody else's session.
    if (!isStarted || message.run !== run) return
    switch (message.kind) {
      case 'sign-in':
        onSignInNeeded()
        return
      case 'status':
        Object.assign(status, message.status, { unreadable: message.unreadable })
        return
      case 'listed':
        for (const one of message.listed) {
          listed[one.index] = one
          indexes.set(one.device, one.index)
        }
        namesTold.value += 1
        return
      case 'places':
        places.value = message.places
        for (const [at, risk] of RISKS.entries()) counts[risk] = message.counts[at] ?? 0
        return
      case 'order':
        order.value = message.order
        return
      case 'views':
        for (const view of message.views) views.set(view.truck.device, view)
        return
      case 'hints':
        hints.set(message.device, message.hints)
        return
      case 'alarms':
        alarms.value = message.alarms
        return
    }
  }

  listen(hear)

  return {
    ...{ status, counts, order, places, alarms, views, hints, wish },
    at: (index) => (namesTold.value >= 0 ? listed[index] : undefined),
    indexOf: (device) => (namesTold.value >= 0 ? indexes.get(device) : undefined),
    size: () => (namesTold.value >= 0 ? listed.length : 0),
    find(change) {
      Object.assign(wish, change)
      post({ kind: 'find', wish: { text: wish.text, risks: [...wish.risks] } })
    },
    look(who, devices) {
      looks.set(who, devices)
      const all = new Set([...looks.values()].flat())
      for (const device of [...views.keys()]) if (!all.has(device)) views.delete(device)
      post({ kind: 'look', devices: [...all] })
    },
    follow(device) {
      hints.clear()
      post({ kind: 'follow', device })
    },
    start() {
      if (isStarted) return
      isStarted = true
      Object.assign(status, begun())
      run += 1
      post({ kind: 'start', run })
    },
    stop() {
      isStarted = false
      post({ kind: 'stop' })
      // The next person to sign in on this screen must not see what this one saw.
      for (const risk of RISKS) counts[risk] = 0
      order.value = new Uint32Array()
      places.value = NOWHERE
      alarms.value = NO_ALARMS
      views.clear()
      hints.clear()
      listed = []
      indexes = new Map()
      Object.assign(wish, { text: '', risks: [] })
      post({ kind: 'find', wish: { text: '', risks: [] } })
    },
  }
}
