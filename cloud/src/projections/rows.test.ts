import { expect, it } from 'vitest'
import { tableText } from './rows.ts'

it('keeps remarks and indents out of the files of both engines, and names the types as each calls them', () => {
  const text = `CREATE TABLE t (
    -- which, by whom
    id INTEGER PRIMARY KEY, -- one
    body BLOB NOT NULL
  ) STRICT, WITHOUT ROWID`
  expect(tableText('sqlite', text)).toBe(
    'CREATE TABLE t ( id INTEGER PRIMARY KEY, body BLOB NOT NULL ) STRICT, WITHOUT ROWID',
  )
  expect(tableText('postgres', text)).toBe('CREATE TABLE t ( id bigint PRIMARY KEY, body bytea NOT NULL )')
})
