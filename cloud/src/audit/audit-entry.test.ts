import { canonicalJson, toHex } from '@coldrx/protocol'
import { expect, it } from 'vitest'
import { type AuditStatement, GENESIS, textOfEntry } from './audit-entry.ts'

it('the text of an entry is its canonical JSON, whatever is in it', () => {
  const row: AuditStatement = {
    ...{ sequence: 7, at_ms: 1_760_000_000_123, actor_kind: 'person', actor_id: 'p"\\\u0001' },
    ...{ organisation_id: null, session_id: 's', address_sealed: 'v1.k1.a.b.c', request_id: null },
    ...{
      action: 'trip.depart',
      subject_kind: 'trip',
      subject_id: '京A·12345',
      reason: '“雨”\u2028\ud800',
      details: '{"a":1}',
    },
    previous: GENESIS,
  }
  const { previous, ...rest } = row
  expect(textOfEntry(row)).toBe(canonicalJson({ ...rest, previous: toHex(previous) }))
  const other = { ...row, organisation_id: 'o', reason: null, request_id: 'r', session_id: null, address_sealed: null }
  const { previous: before, ...members } = other
  expect(textOfEntry(other)).toBe(canonicalJson({ ...members, previous: toHex(before) }))
})
