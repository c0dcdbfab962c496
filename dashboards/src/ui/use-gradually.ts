import { onScopeDispose, type Ref, readonly, ref, watch } from 'vue'
import { createNextPicture } from './next-picture.ts'

/** How many of a long list are there by now: some more with every picture, so that opening it holds up nothing else. */
export function useGradually(total: () => number, atOnce: number): Readonly<Ref<number>> {
  const shown = ref(atOnce)
  const nextPicture = createNextPicture()
  const grow = () => {
    shown.value += atOnce
    if (shown.value < total()) nextPicture.ask(grow)
  }
  watch(total, (all) => shown.value < all && nextPicture.ask(grow), { immediate: true })
  onScopeDispose(() => nextPicture.cancel())
  return readonly(shown)
}
