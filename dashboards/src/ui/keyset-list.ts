import { onScopeDispose, type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'

/** As the server answers a list. */
export interface KeysetPage<Row> {
  readonly items: readonly Row[]
  /** to ask for what comes after; null: that was all */
  readonly next: string | null
}

export interface KeysetList<Row> {
  readonly rows: ShallowRef<readonly Row[]>
  readonly state: Ref<'loading' | 'ready' | 'failed'>
  readonly hasMore: Ref<boolean>
  more(): void
  /** from the beginning, as after a change */
  reload(): void
}

export interface KeysetListParts<Row> {
  /** the filter; another one begins anew */
  readonly key: () => string
  readonly load: (after: string | null, signal: AbortSignal) => Promise<KeysetPage<Row>>
}

/** Pages of a list that grows below while it is read: each is asked for by where the one before ended. */
export function useKeysetList<Row>({ key, load }: KeysetListParts<Row>): KeysetList<Row> {
  const rows = shallowRef<readonly Row[]>([])
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const hasMore = ref(false)
  let next: string | null = null
  let running: AbortController | undefined

  async function fetchPage(after: string | null): Promise<void> {
    running?.abort()
    const mine = new AbortController()
    running = mine
    state.value = 'loading'
    try {
      const page = await load(after, mine.signal)
      if (mine.signal.aborted) return
      rows.value = after === null ? page.items : [...rows.value, ...page.items]
      next = page.next
      hasMore.value = next !== null
      state.value = 'ready'
    } catch {
      if (!mine.signal.aborted) state.value = 'failed'
    }
  }

  function reload(): void {
    next = null
    void fetchPage(null)
  }

  watch(
    key,
    () => {
      rows.value = []
      hasMore.value = false
      reload()
    },
    { immediate: true },
  )
  onScopeDispose(() => running?.abort())
  return {
    ...{ rows, state, hasMore, reload },
    more() {
      if (state.value === 'failed' || (next !== null && state.value === 'ready')) void fetchPage(next)
    },
  }
}
