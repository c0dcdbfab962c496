import { type InjectionKey, inject, ref } from 'vue'

/** A Date header is whole seconds, and its answer was some time on the way. */
const TOLERATED_MS = 3_000

/** The time by which everything on the screen is judged: a dispatcher's computer may be minutes wrong. */
export interface ServerClock {
  nowMs(): number
  /** how far this computer is ahead of the server; 0 until something is known. Moves when it is heard anew. */
  aheadMs(): number
  /** the Date header of an answer that has just come */
  hear(date: string | null): void
}

export const CLOCK: InjectionKey<ServerClock> = Symbol('clock')

export function useClock(): ServerClock {
  const clock = inject(CLOCK)
  if (clock === undefined) throw new Error('no clock is provided here')
  return clock
}

export function createServerClock({ ownNowMs = Date.now }: { ownNowMs?: () => number } = {}): ServerClock {
  const aheadMs = ref(0)
  return {
    nowMs: () => ownNowMs() - aheadMs.value,
    aheadMs: () => aheadMs.value,
    hear(date) {
      const serverMs = Date.parse(date ?? '')
      if (Number.isNaN(serverMs)) return
      const found = ownNowMs() - (serverMs + 500)
      // Within the header's own roughness times must not jump about.
      if (Math.abs(found - aheadMs.value) > TOLERATED_MS) aheadMs.value = Math.abs(found) > TOLERATED_MS ? found : 0
    },
  }
}
