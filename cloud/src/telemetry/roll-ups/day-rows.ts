import { packIntegers, unpackIntegers } from '../../projections/packed-integers.ts'

/** So many days of monotonic time, of so many boots, share a row when they are over. */
const WEEK_DAYS = 7
const BOOTS_TOGETHER = 16
/** of monotonic time */
export const DAY_MS = 24 * 60 * 60_000
const LENGTH_BYTES = 4

/** What a row of the finest level keeps of one day. */
export interface DayRow {
  readonly boot: number
  /** monotonic time of its beginning, in days */
  readonly span: number
  readonly lastN: number
  readonly lastOwnOffsetMs: number
  readonly body: Uint8Array
}

export const weekOf = (span: number): number => Math.floor(span / WEEK_DAYS)
export const bootsOf = (boot: number): number => Math.floor(boot / BOOTS_TOGETHER)

/** The days one behind the other, as they are: late frames change one of them, and each stands in UTC by itself. */
export function stapleDays(days: Iterable<DayRow>): Uint8Array {
  const inOrder = [...days].sort((left, right) => left.boot - right.boot || left.span - right.span)
  const head = packIntegers([
    inOrder.map(({ boot }) => boot),
    inOrder.map(({ span }) => span),
    inOrder.map(({ lastN }) => lastN),
    inOrder.map(({ lastOwnOffsetMs }) => lastOwnOffsetMs),
    inOrder.map(({ body }) => body.length),
  ])
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(head.length)
  return Buffer.concat([length, head, ...inOrder.map(({ body }) => body)])
}

/** Ascending by boot and span. */
export function unstapleDays(stapled: Uint8Array): DayRow[] {
  const bytes = Buffer.from(stapled.buffer, stapled.byteOffset, stapled.length)
  let at = LENGTH_BYTES + bytes.readUInt32BE(0)
  const [boots = [], spans = [], lastNs = [], offsets = [], lengths = []] = unpackIntegers(
    bytes.subarray(LENGTH_BYTES, at),
    5,
  )
  return spans.map((span, day) => {
    const body = bytes.subarray(at, at + (lengths[day] ?? 0))
    at += body.length
    return { boot: boots[day] ?? 0, span, lastN: lastNs[day] ?? 0, lastOwnOffsetMs: offsets[day] ?? 0, body }
  })
}
