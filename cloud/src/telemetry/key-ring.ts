import { fromHex, keyFingerprint } from '@coldrx/protocol'

/** The device's key of that fingerprint, if it ever had it; else the newest; undefined: there is none. */
export type PublicKeyOf = (device: string, fingerprint?: string) => Uint8Array | undefined

/** Keys of devices, those that were replaced as well: what they signed still counts. */
export class KeyRing {
  readonly #keys = new Map<string, Map<string, Uint8Array>>()

  /** Hex; of one device the newest last. Whether any of them was new. */
  add(keys: readonly (readonly [device: string, publicKey: string])[]): boolean {
    let changed = false
    for (const [device, hex] of keys) {
      const key = fromHex(hex)
      const fingerprint = keyFingerprint(key)
      const those = this.#keys.get(device) ?? new Map<string, Uint8Array>()
      this.#keys.set(device, those)
      if (those.has(fingerprint)) continue
      those.set(fingerprint, key)
      changed = true
    }
    return changed
  }

  readonly find: PublicKeyOf = (device, fingerprint = '') => {
    const those = this.#keys.get(device)
    return those?.get(fingerprint) ?? [...(those?.values() ?? [])].at(-1)
  }
}
