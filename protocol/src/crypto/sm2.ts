import { generateKeyPairSync } from 'node:crypto'
import { sm2 as signer } from 'sm-crypto'
import { sm2 as verifier } from 'sm-crypto-v2'
import { boundedMemo } from '../bounded-memo.ts'
import { fromHex, toHex } from '../bytes.ts'

/** Private key 32 bytes; public key 65 bytes, uncompressed point `04 ‖ x ‖ y`. */
export interface Sm2KeyPair {
  readonly privateKey: Uint8Array
  readonly publicKey: Uint8Array
}

/** The user id that GM/T 0009 gives where no other is agreed. */
const USER_ID = '1234567812345678'

/** Made by OpenSSL's generator: sm-crypto's own seeds an RC4 stream once and never again. */
export function generateSm2KeyPair(): Sm2KeyPair {
  const pair = generateKeyPairSync('ec', { namedCurve: 'SM2' })
  const sec1 = pair.privateKey.export({ format: 'der', type: 'sec1' })
  const spki = pair.publicKey.export({ format: 'der', type: 'spki' })
  // SEC 1: ECPrivateKey = SEQUENCE { INTEGER 1, OCTET STRING (32 bytes) … }
  const start = sec1.indexOf(Buffer.from([0x02, 0x01, 0x01, 0x04, 0x20])) + 5
  return {
    privateKey: Uint8Array.from(sec1.subarray(start, start + 32)),
    publicKey: Uint8Array.from(spki.subarray(-65)),
  }
}

/** Signature r ‖ s, 64 bytes (GM/T 0003.2, SM3, default user id). Takes about 50 ms: keep it off threads that time a bus. */
export function sm2Sign(key: Sm2KeyPair, message: Uint8Array): Uint8Array {
  const signature = signer.doSignature([...message], toHex(key.privateKey), {
    hash: true,
    publicKey: toHex(key.publicKey),
    userId: USER_ID,
  })
  return fromHex(signature)
}

/**
 * Multiples of a public key, worked out once: 5 ms and 40 KB a key, and a signature takes a quarter of the time from
 * then on. A larger window would gain little more and cost a fleet far more memory.
 */
const pointOf = boundedMemo(1_024, (publicKeyHex) => verifier.precomputePublicKey(publicKeyHex, 4))

/** False for any message, signature or key that does not fit, malformed ones included. */
export function sm2Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 65) return false
  try {
    return verifier.doVerifySignature(message, toHex(signature), pointOf(toHex(publicKey)), {
      hash: true,
      userId: USER_ID,
    })
  } catch {
    // sm-crypto-v2 throws for points off the curve and numbers out of range
    return false
  }
}

/** The same verdict by the other library: the tests hold the two against each other. */
export function sm2VerifyBySmCrypto(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return signer.doVerifySignature([...message], toHex(signature), toHex(publicKey), { hash: true, userId: USER_ID })
}
