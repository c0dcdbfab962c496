import { hkdfSync } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import {
  concatBytes,
  equalBytes,
  fromHex,
  generateSm2KeyPair,
  hmacSm3,
  keyFingerprint,
  sm2Sign,
  sm2Verify,
  toHex,
  toUtf8,
} from '@coldrx/protocol'
import { z } from 'zod'
import { createOwnerOnly } from '../lib/owner-only-file.ts'

export const AUDIT_KEY_FILE = 'audit-key.json'

const fileSchema = z.strictObject({
  publicKey: z.string().regex(/^04[0-9a-f]{128}$/, 'must be 130 hex digits beginning with 04'),
  privateKey: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits'),
})

/** An entry of the audit, and with it all before it. */
export interface AuditPoint {
  readonly sequence: number
  readonly hash: Uint8Array
}

/** Entries that were removed when their time was over. */
export interface Removal {
  readonly fromSequence: number
  readonly toSequence: number
  /** hash of the entry before the first */
  readonly previous: Uint8Array
  /** hash of the last */
  readonly head: Uint8Array
  readonly removedAtMs: number
}

/**
 * What the cloud vouches with for its audit: a seal (HMAC-SM3), quick enough for every entry, that whoever has no key
 * cannot make; and a signature (SM2), now and then, that whoever has the public key can check.
 */
export interface AuditKey {
  readonly publicKey: Uint8Array
  readonly fingerprint: string
  sealHead(point: AuditPoint): Uint8Array
  isHeadSealed(point: AuditPoint, seal: Uint8Array): boolean
  sealRemoval(removal: Removal): Uint8Array
  isRemovalSealed(removal: Removal, seal: Uint8Array): boolean
  /** Takes about 50 ms. */
  signCheckpoint(point: AuditPoint, atMs: number): Uint8Array
}

/** Made at the first start, owner-only. Instances on one database need the same file. */
export function ensureAuditKey(path: string): AuditKey {
  if (!existsSync(path)) createOwnerOnly(path, newKeyText())
  return readAuditKey(path)
}

export function readAuditKey(path: string): AuditKey {
  const parsed = fileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`)
  const { publicKey, privateKey } = parsed.data
  return createAuditKey({ publicKey: fromHex(publicKey), privateKey: fromHex(privateKey) })
}

export function createAuditKey(pair: { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array }): AuditKey {
  const mac = new Uint8Array(hkdfSync('sm3', pair.privateKey, new Uint8Array(0), 'coldrx audit seals', 32))
  const sealHead = ({ sequence, hash }: AuditPoint) =>
    hmacSm3(mac, toUtf8('coldrx audit head'), numbers(sequence), hash)
  const sealRemoval = ({ fromSequence, toSequence, previous, head, removedAtMs }: Removal) =>
    hmacSm3(mac, toUtf8('coldrx audit removal'), numbers(fromSequence, toSequence, removedAtMs), previous, head)
  return {
    publicKey: pair.publicKey,
    fingerprint: keyFingerprint(pair.publicKey),
    sealHead,
    isHeadSealed: (point, seal) => equalBytes(sealHead(point), seal),
    sealRemoval,
    isRemovalSealed: (removal, seal) => equalBytes(sealRemoval(removal), seal),
    signCheckpoint: (point, atMs) => sm2Sign(pair, checkpointMessage(point, atMs)),
  }
}

/** "coldrx/1 audit checkpoint" ‖ u64(sequence) ‖ u64(at, ms) ‖ hash of the entry */
export function isCheckpointSigned(
  publicKey: Uint8Array,
  { point, atMs, signature }: { readonly point: AuditPoint; readonly atMs: number; readonly signature: Uint8Array },
): boolean {
  return sm2Verify(publicKey, checkpointMessage(point, atMs), signature)
}

function checkpointMessage({ sequence, hash }: AuditPoint, atMs: number): Uint8Array {
  return concatBytes(toUtf8('coldrx/1 audit checkpoint'), numbers(sequence, atMs), hash)
}

function numbers(...values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(8 * values.length)
  for (const [at, value] of values.entries()) bytes.writeBigUInt64BE(BigInt(value), 8 * at)
  return bytes
}

function newKeyText(): string {
  const { publicKey, privateKey } = generateSm2KeyPair()
  return `${JSON.stringify({ publicKey: toHex(publicKey), privateKey: toHex(privateKey) }, null, 2)}\n`
}
