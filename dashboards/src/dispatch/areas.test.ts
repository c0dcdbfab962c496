import { expect, test } from 'vitest'
import { isClosedTo, landingOf } from './areas.ts'

test.each([
  [['dispatcher'], 'live'],
  [['administrator'], 'live'],
  [['inspector', 'dispatcher'], 'live'],
  [['inspector'], 'inspection'],
  [['customer'], 'account'],
  [[], 'account'],
])('%j begins at %s', (roles, route) => {
  expect(landingOf(roles)).toBe(route)
})

test('a page is closed to those who have no door to its area', () => {
  expect([isClosedTo('live', ['driver']), isClosedTo('live', ['dispatcher'])]).toEqual([true, false])
  expect([isClosedTo('account', []), isClosedTo('clients', ['inspector'])]).toEqual([false, true])
})
