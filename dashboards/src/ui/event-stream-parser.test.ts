import { expect, test } from 'vitest'
import { createEventStreamParser } from './event-stream-parser.ts'

const STREAM = 'retry: 1000\n\nevent: truck\nid: 7\ndata: {"a":1}\n\n: \n\ndata: one\ndata: two\n\nid: 8\n\n'
const EVENTS = [
  { event: 'truck', text: '{"a":1}' },
  { event: 'message', text: 'one\ntwo' },
]

test('events come out the same however the stream is cut into pieces', () => {
  for (let size = 1; size <= STREAM.length; size += 1) {
    const parser = createEventStreamParser()
    const events = []
    for (let start = 0; start < STREAM.length; start += size)
      events.push(...parser.push(STREAM.slice(start, start + size)))
    expect(events).toEqual(EVENTS)
    expect(parser.lastEventId()).toBe('8')
  }
})

test('lines may end in CR LF, cut between the two', () => {
  const parser = createEventStreamParser()
  expect(parser.push('event: live\r')).toEqual([])
  expect(parser.push('\ndata: x\r\n\r')).toEqual([])
  expect(parser.push('\n')).toEqual([{ event: 'live', text: 'x' }])
})

test('the id of an event that was cut in the middle does not count', () => {
  const parser = createEventStreamParser()
  parser.push('id: 1\ndata: a\n\nid: 2\ndata: b')
  expect(parser.lastEventId()).toBe('1')
})
