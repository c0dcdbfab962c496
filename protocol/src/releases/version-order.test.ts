import { expect, test } from 'vitest'
import { compareVersions } from './version-order.ts'

test('versions are ordered as Semantic Versioning orders them', () => {
  const ordered = [
    'no version',
    '0.1.0-alpha',
    '0.1.0-alpha.1',
    '0.1.0-alpha.2',
    '0.1.0-alpha.11',
    '0.1.0-beta',
    '0.1.0',
    '0.2.0',
    '0.10.0',
    '1.0.0',
  ]
  expect(ordered.toReversed().toSorted(compareVersions)).toEqual(ordered)
  expect(compareVersions('1.0.0', '1.0.0')).toBe(0)
})
