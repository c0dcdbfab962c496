import { expect, test } from 'vitest'
import { faultsOf } from '../../../testing/message-check.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

test('both languages say the same, each in itself', () => {
  expect(faultsOf(zh, en)).toEqual([])
})
