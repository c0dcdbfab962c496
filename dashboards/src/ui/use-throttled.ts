import { onScopeDispose, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue'

/**
 * A value that follows its source at most once in an interval, and always reaches the newest: what is drawn from
 * something that changes many times a second would otherwise leave the page no time for its user.
 */
export function useThrottled<T>(source: () => T, shortestIntervalMs: number): Readonly<ShallowRef<T>> {
  const value = shallowRef(source()) as ShallowRef<T>
  let tookAtMs = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  function take(): void {
    timer = undefined
    tookAtMs = performance.now()
    value.value = source()
  }
  watch(source, () => {
    timer ??= setTimeout(take, Math.max(0, tookAtMs + shortestIntervalMs - performance.now()))
  })
  onScopeDispose(() => clearTimeout(timer))
  return shallowReadonly(value)
}
