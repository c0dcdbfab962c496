import { toUtf8 } from '../bytes.ts'
import { sm3 } from '../crypto/sm3.ts'
import { SEED_BYTES } from '../frame/frame.ts'

const SEED_TAG = toUtf8('coldrx/1 seed')
/** Who gets one whole frame may compute the seeds of so many others, and only if it is the one that they derive from. */
const SEEDS_TOGETHER = 64

/**
 * The frame whose seed frame n's derives from; n itself where it is drawn. Frame 0, which is shown whole to whoever asks
 * how an epoch began, is nobody's origin.
 */
export function seedOriginOf(n: number): number {
  return n === 0 ? 0 : n - ((n - 1) % SEEDS_TOGETHER)
}

/** Seed of frame n by that of its origin. Without the origin it says nothing of any other seed (docs/wire.md "Seeds"). */
export function derivedSeed(origin: Uint8Array, n: number): Uint8Array {
  const number = new Uint8Array(8)
  new DataView(number.buffer).setBigUint64(0, BigInt(n))
  return sm3(SEED_TAG, origin, number).subarray(0, SEED_BYTES)
}
