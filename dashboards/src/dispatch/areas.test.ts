import { expect, test } from 'vitest'
import { isClosedTo, landingOf } from './areas.ts'

test.each([
  [['dispatcher'], 'live'],
  [['administrator'], 'live'],
  [['inspector', 'dispatcher'], 'live'],
  [['inspector'], 'inspection'],
  [['driver'], 'live'],
  [['customer'], 'account'],
  [[], 'account'],
])('%j begins at %s', (roles, route) => {
  expect(landingOf(roles)).toBe(route)
})

test('a page is closed to those who have no door to its area', () => {
  expect([isClosedTo('live', ['customer']), isClosedTo('live', ['driver'])]).toEqual([true, false])
  expect([isClosedTo('assets', ['driver']), isClosedTo('trips', ['driver'])]).toEqual([true, false])
  expect([isClosedTo('account', []), isClosedTo('clients', ['inspector'])]).toEqual([false, true])
})
