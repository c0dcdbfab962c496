import { fromHex, keyFingerprint } from '@coldrx/protocol'
import type { BusinessReader } from '../business-database/business-database.ts'

/** A key that a device has or had. */
export interface DeviceKey {
  /** 65 bytes, uncompressed SM2 point */
  readonly publicKey: Uint8Array
  /** SM3 of it, hex: what the opening of an epoch names */
  readonly fingerprint: string
  readonly fromMs: number
  /** null: in force */
  readonly untilMs: number | null
}

/** Of each device its keys, oldest first. Those that ended stay known: what they signed still counts. */
export async function readDeviceKeys(reader: BusinessReader): Promise<ReadonlyMap<string, readonly DeviceKey[]>> {
  const rows = await reader
    .selectFrom('device_key')
    .selectAll()
    .orderBy('device_id')
    .orderBy('from_ms')
    // one that is in force comes after those that ended in the same millisecond
    .orderBy((eb) => eb.case().when('until_ms', 'is', null).then(1).else(0).end())
    .execute()
  const keys = new Map<string, DeviceKey[]>()
  for (const row of rows) {
    const publicKey = fromHex(row.public_key)
    const found = keyFingerprint(publicKey)
    if (found !== row.fingerprint)
      throw new Error(`the key ${row.fingerprint} of ${row.device_id} is not what it names`)
    const those = keys.get(row.device_id) ?? []
    those.push({ publicKey, fingerprint: found, fromMs: row.from_ms, untilMs: row.until_ms })
    keys.set(row.device_id, those)
  }
  return keys
}
