import { concatBytes, toUtf8 } from '../bytes.ts'
import { sm3 } from '../crypto/sm3.ts'
import type { Frame } from '../frame/frame.ts'

export const SALT_BYTES = 16
export const HEAD_BYTES = 32
const SALT_TAG = toUtf8('coldrx/1 salt')
const GENESIS_TAG = toUtf8('coldrx/1 genesis')

/** Salt of the section at `index`: with it a section can be disclosed alone, without the seed that gives all salts. */
export function sectionSalt(seed: Uint8Array, index: number): Uint8Array {
  return sm3(SALT_TAG, seed, Uint8Array.of(index)).subarray(0, SALT_BYTES)
}

export function sectionDigest(salt: Uint8Array, body: Uint8Array): Uint8Array {
  return sm3(salt, body)
}

export function sectionDigests(frame: Frame): Uint8Array[] {
  return frame.sections.map((body, index) => sectionDigest(sectionSalt(frame.seed, index), body))
}

/** The head before frame 0 of an epoch. `publicKey` is the 65-byte SM2 point. */
export function genesisHead(device: string, epoch: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const id = toUtf8(device)
  return sm3(GENESIS_TAG, Uint8Array.of(id.length), id, epoch, publicKey)
}

/** head(n) = SM3(head(n−1) ‖ header ‖ d_1 ‖ … ‖ d_k) */
export function nextHead(previous: Uint8Array, headerBytes: Uint8Array, digests: readonly Uint8Array[]): Uint8Array {
  return sm3(concatBytes(previous, headerBytes, ...digests))
}

export function frameHead(previous: Uint8Array, frame: Frame): Uint8Array {
  return nextHead(previous, frame.headerBytes, sectionDigests(frame))
}
