import { createHash } from 'node:crypto'

/** Numbers 0 ≤ x < 1, the same for the same seed. */
export function createRandom(seed: string): () => number {
  let drawn = 0
  return () => {
    drawn += 1
    return createHash('sha256').update(`${seed}/${drawn}`).digest().readUIntBE(0, 6) / 2 ** 48
  }
}

/** @throws RangeError when there is none */
export function chosen<T>(from: readonly T[], random: () => number): T {
  const one = from[Math.floor(random() * from.length)]
  if (one === undefined) throw new RangeError('there is nothing to choose from')
  return one
}

/** Each has its turn once, in an order that chance makes; from then on chance alone chooses. */
export function chooser<T>(all: readonly T[], random: () => number): () => T {
  const left = [...all]
  return () => {
    const one = chosen(left.length > 0 ? left : all, random)
    if (left.length > 0) left.splice(left.indexOf(one), 1)
    return one
  }
}
