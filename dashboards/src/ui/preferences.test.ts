import { beforeEach, expect, test } from 'vitest'
import { createPreferences, type Preferences } from './preferences.ts'

let kept: Map<string, string>
let dark: { matches: boolean; listeners: (() => void)[] }
let root: { dataset: Record<string, string>; lang: string }

beforeEach(() => {
  kept = new Map()
  dark = { matches: false, listeners: [] }
  root = { dataset: {}, lang: '' }
  Object.assign(globalThis, { document: { documentElement: root } })
})

function create(): Preferences {
  return createPreferences({
    storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => void kept.set(key, text) },
    dark: {
      get matches() {
        return dark.matches
      },
      addEventListener: (_: string, listener: unknown) => void dark.listeners.push(listener as () => void),
    },
    root: root as unknown as HTMLElement,
    onLanguage: () => undefined,
  })
}

test('each person finds their own again, and a newcomer what was last', () => {
  const preferences = create()
  preferences.use('wang')
  preferences.set({ theme: 'dark', timeZone: 'Asia/Urumqi' })
  preferences.use('li')
  preferences.set({ theme: 'light', language: 'en' })
  preferences.use('wang')
  expect(preferences.values).toEqual({ language: 'zh-CN', theme: 'dark', timeZone: 'Asia/Urumqi' })
  expect(root.dataset.theme).toBe('dark')
  expect(create().values).toMatchObject({ theme: 'light', language: 'en' })
})

test('without a choice the theme follows the machine, also while the page is open', () => {
  const preferences = create()
  expect([preferences.shownTheme, root.dataset.theme]).toEqual(['light', 'light'])
  dark.matches = true
  for (const tell of dark.listeners) tell()
  expect([preferences.shownTheme, root.dataset.theme]).toEqual(['dark', 'dark'])
})

test('what is kept but makes no sense changes nothing', () => {
  kept.set('coldrx.preferences', '{"theme":"pink","timeZone":"Mars/Olympus","language":"tlh"}')
  expect(create().values).toEqual({ language: 'zh-CN', theme: 'auto', timeZone: 'auto' })
  kept.set('coldrx.preferences', '{')
  expect(create().values.theme).toBe('auto')
})
