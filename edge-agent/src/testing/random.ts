import { createHash } from 'node:crypto'

/** 0 ≤ x < 1, the same for the same seed. */
export function createRandom(seed: string): () => number {
  let at = 0
  return () => createHash('sha256').update(`${seed} ${at++}`).digest().readUInt32BE() / 2 ** 32
}
