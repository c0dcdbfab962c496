import { createHash } from 'node:crypto'

/** Numbers 0 ≤ x < 1, the same for the same seed. */
export function createRandom(seed: string): () => number {
  let drawn = 0
  return () => {
    drawn += 1
    return createHash('sha256').update(`${seed}/${drawn}`).digest().readUIntBE(0, 6) / 2 ** 48
  }
}
