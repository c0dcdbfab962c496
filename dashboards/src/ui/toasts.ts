import { type InjectionKey, inject, shallowReactive } from 'vue'
import type { Tone } from './StatusTag.vue'

export interface Toast {
  readonly id: number
  readonly tone: Tone
  readonly text: string
}

export interface Toasts {
  readonly shown: readonly Toast[]
  /** `out` stays until it is closed: what went wrong must not pass by unread */
  say(tone: Tone, text: string): void
  close(id: number): void
}

export const TOASTS: InjectionKey<Toasts> = Symbol('toasts')

export function useToasts(): Toasts {
  const toasts = inject(TOASTS)
  if (toasts === undefined) throw new Error('no toasts are provided here')
  return toasts
}

const SHOWN_MS = 6_000
const MOST_SHOWN = 4

export function createToasts({ shownMs = SHOWN_MS }: { shownMs?: number } = {}): Toasts {
  const shown = shallowReactive<Toast[]>([])
  let lastId = 0

  function close(id: number): void {
    const at = shown.findIndex((toast) => toast.id === id)
    if (at >= 0) shown.splice(at, 1)
  }

  return {
    shown,
    say(tone, text) {
      lastId += 1
      const id = lastId
      shown.push({ id, tone, text })
      if (shown.length > MOST_SHOWN) shown.shift()
      if (tone !== 'out') setTimeout(() => close(id), shownMs)
    },
    close,
  }
}
