import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const REPOSITORY = join(import.meta.dirname, '../..')
const PAGE = readFileSync(join(REPOSITORY, 'docs/edge-reliability.md'), 'utf8')

/** `[what](../path) “name”`: a file, and a test in it. */
const NAMED_TEST = /\[[^\]]+\]\(\.\.\/([^)]+\.test\.ts)\) “([^”]+)”/g

const allNamed = [...PAGE.matchAll(NAMED_TEST)]
const rows = PAGE.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| fault |'))

test.each(rows.map((row) => [row.split('|')[1]?.trim() ?? '', row]))('“%s” is shown by tests that exist', (_, row) => {
  const named = [...row.matchAll(NAMED_TEST)]
  expect(named.length).toBeGreaterThan(0)
  for (const [, path = '', name = ''] of named) {
    const file = join(REPOSITORY, path)
    expect([path, existsSync(file)]).toEqual([path, true])
    expect(readFileSync(file, 'utf8'), `${path} has no such test`).toContain(name)
  }
})

test('every test that the page names outside of its rows is there, too', () => {
  for (const [, path = '', name = ''] of allNamed) {
    expect(readFileSync(join(REPOSITORY, path), 'utf8'), `${path} has no such test`).toContain(name)
  }
})

test('the page has the faults of every part', () => {
  const parts = [...PAGE.matchAll(/^## (.+)$/gm)].map(([, part]) => part)
  expect(parts).toEqual(
    expect.arrayContaining([
      'Buses and probes',
      'Position',
      'Clock',
      'Recorder',
      'Uplink',
      'Alarms',
      'Settings, updates and service',
      'Traps of libraries',
      'What users of other agents report',
    ]),
  )
  expect(rows.length).toBeGreaterThan(40)
})
