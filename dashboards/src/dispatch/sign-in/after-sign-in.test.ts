import { expect, test } from 'vitest'
import { innerPath, keepNext, takeNext } from './after-sign-in.ts'

function memory() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  }
}

test('only an address within the pages is followed', () => {
  expect(innerPath('/consent?client_id=1')).toBe('/consent?client_id=1')
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', '', undefined, ['/a']])
    expect(innerPath(next)).toBeUndefined()
})

test('where somebody wanted to go is remembered for one return', () => {
  const storage = memory()
  keepNext(storage, '/consent?client_id=1')
  expect([takeNext(storage), takeNext(storage)]).toEqual(['/consent?client_id=1', undefined])
  keepNext(storage, '/consent')
  keepNext(storage, undefined)
  expect(takeNext(storage)).toBeUndefined()
})
