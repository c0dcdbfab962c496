import { createHash, createHmac } from 'node:crypto'

/** SM3 digest, 32 bytes (GM/T 0004), of the concatenated parts. Needs a Node whose OpenSSL has SM3. */
export function sm3(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sm3')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

export function hmacSm3(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const mac = createHmac('sm3', key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}
