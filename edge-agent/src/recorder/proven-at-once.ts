import type { RecordedEvent } from './entry.ts'

/** What somebody will ask about: the proof of it does not wait for the next seal. */
const PROVEN_AT_ONCE: ReadonlySet<string> = new Set([
  ...['out-of-range', 'back-in-range', 'power-lost', 'power-restored', 'probe-fault', 'probe-recovered'],
  ...['alarm-raised', 'alarm-cleared', 'alarm-acknowledged'],
])

export const isProvenAtOnce = ({ code }: RecordedEvent): boolean => PROVEN_AT_ONCE.has(code)
