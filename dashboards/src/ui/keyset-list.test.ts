import { afterEach, expect, test } from 'vitest'
import { type EffectScope, effectScope, nextTick, ref } from 'vue'
import { type KeysetPage, useKeysetList } from './keyset-list.ts'

let scope: EffectScope
afterEach(() => scope.stop())

function setup() {
  scope = effectScope()
  const filter = ref('a')
  const asked: { after: string | null; resolve: (page: KeysetPage<string>) => void; reject: (e: Error) => void }[] = []
  const list = scope.run(() =>
    useKeysetList<string>({
      key: () => filter.value,
      load: (after) => new Promise((resolve, reject) => asked.push({ after, resolve, reject })),
    }),
  )
  if (list === undefined) throw new Error('the scope has ended')
  return { list, filter, asked, settle: () => new Promise((resolve) => setImmediate(resolve)) }
}

test('pages follow each other by where the one before ended', async () => {
  const { list, asked, settle } = setup()
  asked[0]?.resolve({ items: ['1', '2'], next: '2' })
  await settle()
  list.more()
  list.more()
  expect(asked.map(({ after }) => after)).toEqual([null, '2'])
  asked[1]?.resolve({ items: ['3'], next: null })
  await settle()
  expect([list.rows.value, list.hasMore.value, list.state.value]).toEqual([['1', '2', '3'], false, 'ready'])
  list.more()
  expect(asked).toHaveLength(2)
})

test('an answer to a filter that was left is thrown away', async () => {
  const { list, filter, asked, settle } = setup()
  filter.value = 'b'
  await nextTick()
  asked[1]?.resolve({ items: ['b1'], next: null })
  asked[0]?.resolve({ items: ['a1'], next: null })
  await settle()
  expect(list.rows.value).toEqual(['b1'])
})

test('a page that failed can be asked for again', async () => {
  const { list, asked, settle } = setup()
  asked[0]?.resolve({ items: ['1'], next: '1' })
  await settle()
  list.more()
  asked[1]?.reject(new Error('away'))
  await settle()
  expect([list.state.value, list.rows.value]).toEqual(['failed', ['1']])
  list.more()
  asked[2]?.resolve({ items: ['2'], next: null })
  await settle()
  expect(list.rows.value).toEqual(['1', '2'])
})
