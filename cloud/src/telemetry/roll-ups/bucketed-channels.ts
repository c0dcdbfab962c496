import { isSwitch, type LayoutChannel, type LayoutGroup, MARKS, type Mark, toNumber } from '@coldrx/protocol'
import type { SeriesBand, SeriesChannel, SeriesPoint } from '../read-model.ts'
import type { Cell } from './roll-up.ts'

interface Sum {
  count: number
  least: number
  greatest: number
  sum: number
  marks: number
}

/** Beyond the decimals of the channel, so that a mean is not rounded onto a limit. */
const MORE_DECIMALS = 2

/** Cells of any layouts, summed up by channel and bucket of the answer. */
export class BucketedChannels {
  readonly #bucketMs: number
  readonly #fromMs: number
  readonly #toMs: number
  readonly #channels = new Map<string, { readonly channel: LayoutChannel; readonly sums: Map<number, Sum> }>()

  constructor({
    group,
    bucketMs,
    fromMs,
    toMs,
  }: { readonly group: LayoutGroup; readonly bucketMs: number; readonly fromMs: number; readonly toMs: number }) {
    this.#bucketMs = bucketMs
    this.#fromMs = fromMs
    this.#toMs = toMs
    for (const channel of group.channels) this.#channels.set(channel.id, { channel, sums: new Map() })
  }

  /** `atMs`: within the bucket that it belongs to. */
  add(channel: LayoutChannel, atMs: number, { count, min, max, sum, marks }: Cell): void {
    if (count === 0 && marks === 0) return
    const known = this.#channels.get(channel.id) ?? { channel, sums: new Map<number, Sum>() }
    this.#channels.set(channel.id, known)
    const at = Math.floor(Math.min(Math.max(atMs, this.#fromMs), this.#toMs) / this.#bucketMs)
    const total = known.sums.get(at) ?? {
      ...{ count: 0, least: Number.POSITIVE_INFINITY, greatest: Number.NEGATIVE_INFINITY, sum: 0, marks: 0 },
    }
    known.sums.set(at, total)
    total.marks |= marks
    if (count === 0) return
    total.count += count
    total.least = Math.min(total.least, toNumber(min, channel))
    total.greatest = Math.max(total.greatest, toNumber(max, channel))
    total.sum += sum / 10 ** channel.decimals
  }

  finish(): SeriesChannel[] {
    return [...this.#channels.values()].map(({ channel, sums }) => {
      const inOrder = [...sums].sort(([left], [right]) => left - right)
      const { id, quantity, unit, decimals, source } = channel
      return {
        ...{ id, quantity, unit, decimals, source },
        points: inOrder.map(([at, sum]): SeriesPoint => [this.#middleOf(at), shownValue(channel, sum), markOf(sum)]),
        band: inOrder.map(
          ([at, { count, least, greatest }]): SeriesBand =>
            count === 0 ? [this.#middleOf(at), null, null] : [this.#middleOf(at), least, greatest],
        ),
      }
    })
  }

  #middleOf(at: number): number {
    return Math.min(Math.max(Math.round((at + 0.5) * this.#bucketMs), this.#fromMs), this.#toMs)
  }
}

/** The mean; of a switch whether it was on at all. */
function shownValue({ quantity, decimals }: LayoutChannel, { count, greatest, sum }: Sum): number | null {
  if (count === 0) return null
  if (isSwitch(quantity)) return greatest
  const scale = 10 ** (decimals + MORE_DECIMALS)
  return Math.round((sum / count) * scale) / scale
}

/** Of a bucket without any good sample one of the marks that its samples had. */
function markOf({ count, marks }: Sum): Mark {
  if (count > 0) return 'ok'
  return MARKS.find((mark, code) => mark !== 'ok' && (marks & (1 << code)) !== 0) ?? 'invalid'
}
