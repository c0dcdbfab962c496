import { type ComputedRef, computed, type InjectionKey, inject, ref, type ShallowRef, shallowRef } from 'vue'
import { useNow } from '../../ui/use-now.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const SHORTEST_MS = 10 * MINUTE
export const LONGEST_MS = 400 * DAY
/** The end of a span that moves on with the time; more often no eye sees it. */
const STEP_MS = 5_000

export const PRESETS = [
  { key: 'hour', ms: HOUR },
  { key: 'sixHours', ms: 6 * HOUR },
  { key: 'day', ms: DAY },
  { key: 'week', ms: 7 * DAY },
  { key: 'month', ms: 30 * DAY },
  { key: 'year', ms: 365 * DAY },
] as const

export interface SpanTimes {
  readonly fromMs: number
  readonly toMs: number
}

/** What time all curves of a page show, and where the pointer is in it. */
export interface SpanControl {
  readonly times: ComputedRef<SpanTimes>
  /** it ends now, and moves on */
  readonly isMoving: ComputedRef<boolean>
  readonly cursorMs: ShallowRef<number | null>
  last(ms: number): void
  set(times: SpanTimes): void
  /** `share` of its length, later when positive */
  pan(share: number): void
  /** below 1: closer */
  zoom(factor: number, aroundMs?: number): void
}

export const SPAN: InjectionKey<SpanControl> = Symbol('span')

export function useSpan(): SpanControl {
  const span = inject(SPAN)
  if (span === undefined) throw new Error('no span is provided here')
  return span
}

export function createSpan({
  nowMs: clockNowMs,
  longestMs = LONGEST_MS,
}: {
  readonly nowMs: () => number
  readonly longestMs?: number
}): SpanControl {
  const nowMs = useNow(STEP_MS, clockNowMs)
  const lastMs = ref<number | null>(HOUR)
  const fixed = shallowRef<SpanTimes>({ fromMs: 0, toMs: 0 })
  const times = computed(() =>
    lastMs.value === null ? fixed.value : { fromMs: nowMs.value - lastMs.value, toMs: nowMs.value },
  )

  function set(wanted: SpanTimes): void {
    fixed.value = fitSpan(wanted, clockNowMs(), longestMs)
    lastMs.value = null
  }

  return {
    times,
    set,
    isMoving: computed(() => lastMs.value !== null),
    cursorMs: shallowRef(null),
    last(ms) {
      lastMs.value = Math.min(ms, longestMs)
    },
    pan(share) {
      const { fromMs, toMs } = times.value
      const by = (toMs - fromMs) * share
      set({ fromMs: fromMs + by, toMs: toMs + by })
    },
    zoom(factor, aroundMs) {
      const { fromMs, toMs } = times.value
      // What ends now goes on doing so: it is the newest end that is looked at.
      if (aroundMs === undefined && lastMs.value !== null) {
        lastMs.value = Math.min(longestMs, Math.max(SHORTEST_MS, lastMs.value * factor))
        return
      }
      const around = aroundMs ?? (fromMs + toMs) / 2
      set({ fromMs: around - (around - fromMs) * factor, toMs: around + (toMs - around) * factor })
    },
  }
}

/** Neither too short nor too long, and nothing of the future. */
export function fitSpan({ fromMs, toMs }: SpanTimes, nowMs: number, longestMs = LONGEST_MS): SpanTimes {
  const length = Math.min(longestMs, Math.max(SHORTEST_MS, toMs - fromMs))
  const middle = (fromMs + toMs) / 2
  const end = Math.min(nowMs, Math.round(middle + length / 2))
  return { fromMs: Math.round(end - length), toMs: end }
}
