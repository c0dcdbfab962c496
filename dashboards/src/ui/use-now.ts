import { onScopeDispose, type Ref, readonly, ref } from 'vue'

/** The wall clock as a value that moves, so that ages on the screen do. */
export function useNow(intervalMs = 1_000): Readonly<Ref<number>> {
  const nowMs = ref(Date.now())
  const timer = setInterval(() => {
    nowMs.value = Date.now()
  }, intervalMs)
  onScopeDispose(() => clearInterval(timer))
  return readonly(nowMs)
}
