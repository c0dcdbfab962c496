import { ByteWriter, fromHex, toUtf8 } from '../bytes.ts'
import { type Sm2KeyPair, sm2Sign, sm2Verify } from '../crypto/sm2.ts'

const SEAL_TAG = toUtf8('coldrx/1 seal')

export interface SealedPoint {
  readonly device: string
  /** 12 hex digits */
  readonly epoch: string
  readonly n: number
  /** head(n), 32 bytes */
  readonly head: Uint8Array
}

/** The bytes that a seal signs: tag ‖ length and device ‖ epoch ‖ n (8 bytes, big-endian) ‖ head. */
export function sealMessage({ device, epoch, n, head }: SealedPoint): Uint8Array {
  const id = toUtf8(device)
  return new ByteWriter().raw(SEAL_TAG).byte(id.length).raw(id).raw(fromHex(epoch)).unsigned(n, 8).raw(head).finish()
}

export function signSeal(key: Sm2KeyPair, point: SealedPoint): Uint8Array {
  return sm2Sign(key, sealMessage(point))
}

export function verifySeal(publicKey: Uint8Array, point: SealedPoint, seal: Uint8Array): boolean {
  return sm2Verify(publicKey, sealMessage(point), seal)
}
