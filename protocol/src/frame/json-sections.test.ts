import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toUtf8 } from '../bytes.ts'
import { LIMITS } from '../limits.ts'
import { events, testLayout } from '../testing/arbitraries.ts'
import { refusal } from '../testing/refusal.ts'
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
  expect(() => encodeEvents([])).toThrow(refusal('MALFORMED', /^events: /))
  expect(() => encodeEvents([{ ...event, code: '' }])).toThrow(refusal('MALFORMED', /^events: 0\.1: /))
  expect(() => encodeEvents([{ ...event, time: -1 }])).toThrow(refusal('MALFORMED', /^events: 0\.0: /))
  const many = Array.from({ length: LIMITS.events + 1 }, () => event)
  expect(() => encodeEvents(many)).toThrow(refusal('LIMIT_EXCEEDED', /1024 events/))
  const body = toUtf8(`x${JSON.stringify(many.map(({ time }) => [time, 'gap', '', {}]))}`)
  expect(() => decodeEvents(body)).toThrow(refusal('LIMIT_EXCEEDED', /1024 events/))
})

test('JSON nested without end is refused, not followed', () => {
  expect(() => decodeEvents(toUtf8(`x${'['.repeat(60_000)}`))).toThrow(refusal('MALFORMED', /not JSON/))
  const deep = `${'['.repeat(15_000)}${']'.repeat(15_000)}`
  expect(() => decodeEvents(toUtf8(`x${deep}`))).toThrow(refusal('MALFORMED', /^events: /))
  expect(() => parseLayoutDocument(toUtf8(`{"v":${deep}}`))).toThrow(refusal('MALFORMED', /^layout: v: /))
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
  expect(() => encodeOpening({ ...opening, epoch: 'x' })).toThrow(refusal('MALFORMED', /^opening: epoch: /))
  const body = toUtf8(`x${JSON.stringify({ ...opening, keyFingerprint: 'AB' })}`)
  expect(() => decodeOpening(body)).toThrow(refusal('MALFORMED', /^opening: keyFingerprint: /))
})

test('a layout keeps its bytes, and names its field when it is wrong', () => {
  const document = createLayoutDocument(testLayout)
  const spaced = toUtf8(JSON.stringify(testLayout, null, 1))
  expect(parseLayoutDocument(document.bytes)).toEqual(document)
  expect(parseLayoutDocument(spaced).layout).toEqual(testLayout)
  expect(parseLayoutDocument(spaced).hash).not.toEqual(document.hash)
  const wrong = (change: object) => () => parseLayoutDocument(toUtf8(JSON.stringify({ ...testLayout, ...change })))
  expect(wrong({ timeUnitMs: 0 })).toThrow(refusal('MALFORMED', /^layout: timeUnitMs: /))
  expect(wrong({ groups: [] })).toThrow(refusal('MALFORMED', /^layout: groups: /))
  expect(wrong({ v: 2 })).toThrow(refusal('MALFORMED', /^layout: v: /))
  const [group] = testLayout.groups
  expect(wrong({ groups: [group, group] })).toThrow(refusal('MALFORMED', /^layout: a group id stands twice/))
  expect(wrong({ groups: [group, { ...group, id: 'other' }] })).toThrow(
    refusal('MALFORMED', /^layout: a channel id stands twice/),
  )
  expect(() => parseLayoutDocument(new Uint8Array(LIMITS.layoutBytes + 1))).toThrow(
    refusal('LIMIT_EXCEEDED', /32768 bytes/),
  )
})

test('a key that means something to objects is refused or kept as a plain key', () => {
  const body = toUtf8('x[[0,"gap","",{"__proto__":"x","constructor":"y"}]]')
  const [event] = decodeEvents(body)
  expect(Object.getPrototypeOf(event?.detail)).toBe(Object.prototype)
  expect(event?.detail.constructor).toBe('y')
})
