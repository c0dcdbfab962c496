import { createCipheriv, createDecipheriv } from 'node:crypto'

/** SM4-CBC with PKCS#7 padding (GM/T 0002); key and iv are 16 bytes. It hides, it does not authenticate. */
export function sm4CbcEncrypt(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv('sm4-cbc', key, iv)
  return Buffer.concat([cipher.update(plain), cipher.final()])
}

/** Throws when the padding is wrong. */
export function sm4CbcDecrypt(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('sm4-cbc', key, iv)
  return Buffer.concat([decipher.update(sealed), decipher.final()])
}

/** One block without padding or chaining: for the standard's vectors and for building modes, never for records. */
export function sm4Block(key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false)
  return Buffer.concat([cipher.update(block), cipher.final()])
}
