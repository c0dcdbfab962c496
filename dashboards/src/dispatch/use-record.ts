import { onScopeDispose, type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'
import { useProblemText } from './problem-text.ts'

export interface RecordOnPage<T> {
  readonly value: ShallowRef<T | undefined>
  readonly state: Ref<'loading' | 'ready' | 'failed'>
  /** why it failed, in words */
  readonly problem: Ref<string>
  /** again, with the old one shown meanwhile */
  reload(): Promise<void>
}

/** One record that a page is about. */
export function useRecord<T>({
  key,
  load,
}: {
  /** which; another one empties the page */
  readonly key: () => string
  readonly load: (signal: AbortSignal) => Promise<T>
}): RecordOnPage<T> {
  const problemText = useProblemText()
  const value = shallowRef<T>()
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const problem = ref('')
  let running: AbortController | undefined

  async function reload(): Promise<void> {
    running?.abort()
    const mine = new AbortController()
    running = mine
    try {
      const answer = await load(mine.signal)
      if (mine.signal.aborted) return
      value.value = answer
      state.value = 'ready'
    } catch (error) {
      if (mine.signal.aborted) return
      problem.value = problemText(error)
      state.value = 'failed'
    }
  }

  watch(
    key,
    () => {
      value.value = undefined
      state.value = 'loading'
      void reload()
    },
    { immediate: true },
  )
  onScopeDispose(() => running?.abort())
  return { value, state, problem, reload }
}
