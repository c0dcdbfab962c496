import { expect, test } from 'vitest'
import { createShortcuts } from './shortcuts.ts'

const key = (name: string, rest: object = {}) => ({
  ...{ key: name, ctrlKey: false, metaKey: false, altKey: false, target: null },
  ...rest,
})

function setup() {
  const ran: string[] = []
  const shortcuts = createShortcuts()
  const add = (keys: string, name = keys) => shortcuts.add({ keys, label: () => name, run: () => ran.push(name) })
  return { ran, shortcuts, add }
}

test('a key, and two keys one soon after the other', () => {
  const { ran, shortcuts, add } = setup()
  add('/')
  add('g f')
  shortcuts.press(key('/'), 0)
  shortcuts.press(key('g'), 10)
  shortcuts.press(key('f'), 20)
  shortcuts.press(key('g'), 30)
  shortcuts.press(key('f'), 5_000)
  expect(ran).toEqual(['/', 'g f'])
})

test('nobody who types or uses the browser sets anything off, but Esc works everywhere', () => {
  const { ran, shortcuts, add } = setup()
  add('/')
  add('Escape')
  expect(shortcuts.press(key('/', { target: { tagName: 'INPUT' } }), 0)).toBe(false)
  expect(shortcuts.press(key('/', { ctrlKey: true }), 0)).toBe(false)
  shortcuts.press(key('Escape', { target: { tagName: 'INPUT' } }), 0)
  expect(ran).toEqual(['Escape'])
})

test('what was opened last answers first, and no more once it is gone', () => {
  const { ran, shortcuts, add } = setup()
  add('Escape', 'page')
  const end = add('Escape', 'panel')
  shortcuts.press(key('Escape'), 0)
  end()
  shortcuts.press(key('Escape'), 1)
  expect(ran).toEqual(['panel', 'page'])
})
