import { type InjectionKey, inject, onScopeDispose, shallowReactive } from 'vue'

export interface Shortcut {
  /** as `KeyboardEvent.key` has it; two of them, one after the other, with a space between (`g f`) */
  readonly keys: string
  readonly label: () => string
  readonly run: () => void
}

export interface Shortcuts {
  readonly known: ReadonlySet<Shortcut>
  add(shortcut: Shortcut): () => void
  /** true: it was one */
  press(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>, nowMs: number): boolean
}

export const SHORTCUTS: InjectionKey<Shortcuts> = Symbol('shortcuts')

/** The second key of a pair must follow within this. */
const PAIR_MS = 1_500

export function createShortcuts(): Shortcuts {
  const known = shallowReactive(new Set<Shortcut>())
  let first: { readonly key: string; readonly atMs: number } | undefined

  return {
    known,
    add(shortcut) {
      known.add(shortcut)
      return () => known.delete(shortcut)
    },
    press({ key, ctrlKey, metaKey, altKey, target }, nowMs) {
      // Those with a modifier belong to the browser, and letters to whoever is typing.
      if (ctrlKey || metaKey || altKey || (key !== 'Escape' && isTyping(target))) return false
      const pair = first !== undefined && nowMs - first.atMs <= PAIR_MS ? `${first.key} ${key}` : undefined
      // The last to be added is of what was opened last.
      const all = [...known].reverse()
      const found = all.find(({ keys }) => keys === pair) ?? all.find(({ keys }) => keys === key)
      first =
        found === undefined && all.some(({ keys }) => keys.startsWith(`${key} `)) ? { key, atMs: nowMs } : undefined
      found?.run()
      return found !== undefined
    },
  }
}

function isTyping(target: unknown): boolean {
  const element = target as { tagName?: string; isContentEditable?: boolean } | null
  return element?.isContentEditable === true || /^(INPUT|SELECT|TEXTAREA)$/.test(element?.tagName ?? '')
}

export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = inject(SHORTCUTS)
  if (registry === undefined) throw new Error('no shortcuts are provided here')
  const ends = shortcuts.map((shortcut) => registry.add(shortcut))
  onScopeDispose(() => {
    for (const end of ends) end()
  })
}
