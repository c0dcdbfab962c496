import { onScopeDispose, type Ref, readonly, ref } from 'vue'

/** A clock as a value that moves, so that ages on the screen do. */
export function useNow(intervalMs = 1_000, clockNowMs: () => number = Date.now): Readonly<Ref<number>> {
  const nowMs = ref(clockNowMs())
  const timer = setInterval(() => {
    nowMs.value = clockNowMs()
  }, intervalMs)
  onScopeDispose(() => clearInterval(timer))
  return readonly(nowMs)
}
