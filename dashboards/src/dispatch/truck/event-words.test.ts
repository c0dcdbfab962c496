import { EVENT_CODES } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import { eventLook, eventNote, eventTitle, toldName } from './event-words.ts'
import { eventsEn } from './messages-en.ts'

const words = {
  t: (key: string, values?: object) => `${key} ${JSON.stringify(values ?? {})}`,
  number: (value: number) => value.toFixed(1),
}
const event = (code: string, detail = {}) => ({ id: 'e1', at: 0, code, subject: '', detail })

test('every event of the wire has words, anchors of the clock apart, which nobody is shown', () => {
  expect(Object.keys(eventsEn.told).sort()).toEqual(EVENT_CODES.filter((code) => code !== 'anchor').sort())
})

test('what a newer truck tells is named by its code', () => {
  expect(eventTitle(event('teleported', { reason: 'beam' }), words)).toBe('events.other {"code":"teleported"}')
  expect(eventNote(event('teleported', { reason: 'beam' }), words)).toBe('')
  expect(eventTitle(event('alarm-raised', { alarm: 'new' }), words)).toContain('events.alarm.other')
})

test('details are told in words, and odd ones as unknown', () => {
  expect(eventNote(event('gap', { reason: 'restart' }), words)).toBe('gap.restart {}')
  expect(eventNote(event('implausible-jump', { fromCelsius: 4, celsius: 21.25 }), words)).toBe(
    'events.jump {"from":"4.0","to":"21.3"}',
  )
  expect(eventNote(event('out-of-range', {}), words)).toBe('events.celsius {"celsius":"noValue {}"}')
  expect(eventTitle({ ...event('checklist-step'), subject: 'close' }, words)).toContain('events.step.close')
  expect(eventNote(event('checklist-step', { check: 'overridden', reason: 'sensor-wrong' }), words)).toBe(
    'cabPaper.check.overridden {} · overrideReason.sensor-wrong {}',
  )
  expect(eventNote(event('probe-fault', { mark: 'frozen' }), words)).toBe('mark.frozen {}')
})

test('a named geofence is no stop, and one to keep out of is looked at twice', () => {
  const forbidden = event('geofence-entered', { kind: 'forbidden', nameZh: '老城区', nameEn: 'Old town' })
  expect([eventTitle(forbidden, words), eventNote(forbidden, words)]).toEqual([
    'events.fenceEntered {}',
    'fenceKind.forbidden {}',
  ])
  expect([eventLook(forbidden)?.tone, toldName(forbidden)?.en]).toEqual(['out', 'Old town'])
  const stop = event('geofence-left', { trip: 't1' })
  expect([eventTitle(stop, words), eventNote(stop, words), eventLook(stop), toldName(stop)]).toEqual([
    'events.told.geofence-left {"alarm":"events.alarm.other {}","relay":"events.relay.other {}","to":"","step":"events.step.other {}"}',
    '',
    undefined,
    undefined,
  ])
})
