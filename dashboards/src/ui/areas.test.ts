import { expect, test } from 'vitest'
import { type Area, areasFor } from './areas.ts'

const area = (key: string, roles: readonly string[]): Area => ({ key, icon: 'map', route: key, routes: [key], roles })
const AREAS = [area('live', []), area('people', ['administrator']), area('audit', ['inspector', 'administrator'])]

test.each([
  [['dispatcher'], ['live']],
  [['inspector'], ['live', 'audit']],
  [
    ['dispatcher', 'administrator'],
    ['live', 'people', 'audit'],
  ],
  [[], ['live']],
])('%j sees %j', (roles, keys) => {
  expect(areasFor(AREAS, roles).map(({ key }) => key)).toEqual(keys)
})
