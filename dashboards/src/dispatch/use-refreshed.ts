import { onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue'

/** Frames of a fleet that catches up after a cut come many a second; the curve need not be fetched for each. */
const SHORTEST_INTERVAL_MS = 2_000
const RETRY_MS = 5_000
const REQUEST_SETTLES_MS = 120

export interface Refreshed<T> {
  readonly value: Ref<T | undefined>
  readonly state: Ref<'loading' | 'ready' | 'failed'>
}

export interface RefreshedParts<T> {
  /** what is wanted; another one empties the value at once */
  readonly key: () => string
  /** fetched anew, with the old value shown meanwhile, whenever this changes */
  readonly version: () => unknown
  /** fetched anew soon, with the old value shown meanwhile: the same thing, seen otherwise */
  readonly request?: () => unknown
  readonly load: (signal: AbortSignal) => Promise<T>
  readonly shortestIntervalMs?: () => number
}

/** An answer of the server that follows what it was made from. */
export function useRefreshed<T>({
  key,
  version,
  request = () => 0,
  load,
  shortestIntervalMs = () => SHORTEST_INTERVAL_MS,
}: RefreshedParts<T>): Refreshed<T> {
  const value = shallowRef<T>()
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  let running: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastStartedMs = 0
  /** something changed after the fetch under way was begun */
  let isOutdated = false

  async function fetchNow(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    running?.abort()
    const mine = new AbortController()
    running = mine
    lastStartedMs = Date.now()
    isOutdated = false
    try {
      const answer = await load(mine.signal)
      if (mine.signal.aborted) return
      value.value = answer
      state.value = 'ready'
    } catch {
      if (mine.signal.aborted) return
      state.value = 'failed'
      timer = setTimeout(() => void fetchNow(), RETRY_MS)
    } finally {
      if (running === mine) {
        running = undefined
        if (isOutdated) fetchSoon()
      }
    }
  }

  function fetchSoon(): void {
    // Not cut short: with a frame every moment no answer would ever come.
    if (running !== undefined) {
      isOutdated = true
      return
    }
    if (timer !== undefined && state.value !== 'failed') return
    clearTimeout(timer)
    timer = setTimeout(() => void fetchNow(), Math.max(0, lastStartedMs + shortestIntervalMs() - Date.now()))
  }

  watch(
    key,
    () => {
      value.value = undefined
      state.value = 'loading'
      void fetchNow()
    },
    { immediate: true },
  )
  watch(version, fetchSoon)
  // The pointer that zooms asks many times a second; what it passes by need not be fetched.
  watch(request, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void fetchNow(), REQUEST_SETTLES_MS)
  })
  onScopeDispose(() => {
    running?.abort()
    running = undefined
    clearTimeout(timer)
  })
  return { value, state }
}
