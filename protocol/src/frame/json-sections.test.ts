import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toUtf8 } from '../bytes.ts'
import { LIMITS } from '../limits.ts'
import { events, testLayout } from '../testing/arbitraries.ts'
import { expectRefusal } from '../testing/expect-refusal.ts'
import { decodeEvents, encodeEvents } from './events.ts'
import { createLayoutDocument, parseLayoutDocument } from './layout.ts'
import { decodeOpening, type EpochOpening, encodeOpening } from './opening.ts'

test('events come back', () => {
  fc.assert(
    fc.property(fc.array(events, { minLength: 1, maxLength: 20 }), (written) => {
      expect(decodeEvents(encodeEvents(written))).toEqual(written)
    }),
  )
})

test('events that no decoder would take are not encoded', () => {
  const event = { time: 0, code: 'gap', subject: '', detail: {} }
  expectRefusal(() => encodeEvents([]), 'MALFORMED', /^events: /)
  expectRefusal(() => encodeEvents([{ ...event, code: '' }]), 'MALFORMED', /^events: 0\.1: /)
  expectRefusal(() => encodeEvents([{ ...event, time: -1 }]), 'MALFORMED', /^events: 0\.0: /)
  const many = Array.from({ length: LIMITS.events + 1 }, () => event)
  expectRefusal(() => encodeEvents(many), 'LIMIT_EXCEEDED', /1024 events/)
  const body = toUtf8(`x${JSON.stringify(many.map(({ time }) => [time, 'gap', '', {}]))}`)
  expectRefusal(() => decodeEvents(body), 'LIMIT_EXCEEDED', /1024 events/)
})

test('JSON nested without end is refused, not followed', () => {
  expectRefusal(() => decodeEvents(toUtf8(`x${'['.repeat(60_000)}`)), 'MALFORMED', /not JSON/)
  const deep = `${'['.repeat(15_000)}${']'.repeat(15_000)}`
  expectRefusal(() => decodeEvents(toUtf8(`x${deep}`)), 'MALFORMED', /^events: /)
  expectRefusal(() => parseLayoutDocument(toUtf8(`{"v":${deep}}`)), 'MALFORMED', /^layout: v: /)
})

const opening: EpochOpening = {
  device: 'tk001',
  epoch: '0a1b2c3d4e5f',
  boot: 4,
  reason: 'recorder-corrupt',
  previous: { epoch: 'ffffffffffff', n: 12, head: 'ab'.repeat(32) },
  keyFingerprint: '01'.repeat(32),
}

test('an opening comes back, and names its field when it is wrong', () => {
  expect(decodeOpening(encodeOpening(opening))).toEqual(opening)
  expect(decodeOpening(encodeOpening({ ...opening, previous: null })).previous).toBeNull()
  expectRefusal(() => encodeOpening({ ...opening, epoch: 'x' }), 'MALFORMED', /^opening: epoch: /)
  const body = toUtf8(`x${JSON.stringify({ ...opening, keyFingerprint: 'AB' })}`)
  expectRefusal(() => decodeOpening(body), 'MALFORMED', /^opening: keyFingerprint: /)
})

test('a layout keeps its bytes, and names its field when it is wrong', () => {
  const document = createLayoutDocument(testLayout)
  const spaced = toUtf8(JSON.stringify(testLayout, null, 1))
  expect(parseLayoutDocument(document.bytes)).toEqual(document)
  expect(parseLayoutDocument(spaced).layout).toEqual(testLayout)
  expect(parseLayoutDocument(spaced).hash).not.toEqual(document.hash)
  const wrong = (change: object) => () => parseLayoutDocument(toUtf8(JSON.stringify({ ...testLayout, ...change })))
  expectRefusal(wrong({ timeUnitMs: 0 }), 'MALFORMED', /^layout: timeUnitMs: /)
  expectRefusal(wrong({ groups: [] }), 'MALFORMED', /^layout: groups: /)
  expectRefusal(wrong({ v: 2 }), 'MALFORMED', /^layout: v: /)
  const [group] = testLayout.groups
  expectRefusal(wrong({ groups: [group, group] }), 'MALFORMED', /^layout: a group id stands twice/)
  expectRefusal(
    wrong({ groups: [group, { ...group, id: 'other' }] }),
    'MALFORMED',
    /^layout: a channel id stands twice/,
  )
  expectRefusal(() => parseLayoutDocument(new Uint8Array(LIMITS.layoutBytes + 1)), 'LIMIT_EXCEEDED', /32768 bytes/)
})
