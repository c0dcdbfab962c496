import { carriesValue, type Mark } from '@coldrx/protocol'
import type { RecordEntry, RecordedSamples } from './entry.ts'

/** The wire holds no larger number (docs/wire.md "Columns"). */
const LARGEST = 2 ** 40

/**
 * Makes an entry one that a frame can hold. A sample that says two things at once becomes `invalid`: committed as it
 * is, it could never be framed and would hold back all that follows.
 */
export function normaliseEntry(entry: RecordEntry, channelCount: number): RecordEntry {
  const { samples, events } = entry
  return {
    ...entry,
    samples: samples === null ? null : normaliseSamples(samples, channelCount),
    events: events.map((event) => ({
      ...event,
      code: event.code.slice(0, 48),
      subject: event.subject.slice(0, 64),
      detail: Object.fromEntries(
        Object.entries(event.detail).map(([key, value]) => [key.slice(0, 48), shorten(value)]),
      ),
    })),
  }
}

function normaliseSamples({ integers, marks, of }: RecordedSamples, channelCount: number): RecordedSamples {
  const length = of === undefined ? channelCount : Math.min(integers.length, channelCount)
  const fixed = Array.from({ length }, (_, at): [number | null, Mark] => {
    const integer = integers[at] ?? null
    const mark = marks[at] ?? 'invalid'
    if (!carriesValue(mark)) return [null, mark]
    return integer !== null && Number.isInteger(integer) && Math.abs(integer) <= LARGEST
      ? [integer, mark]
      : [null, 'invalid']
  })
  const fitting = { integers: fixed.map(([integer]) => integer), marks: fixed.map(([, mark]) => mark) }
  return of === undefined ? fitting : { ...fitting, of }
}

function shorten(value: string | number | boolean | null): string | number | boolean | null {
  if (typeof value === 'string') return value.slice(0, 256)
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}
