import { z } from 'zod'
import { fromHex, toHex, toUtf8 } from './bytes.ts'
import { type Sm2KeyPair, sm2Sign, sm2Verify } from './crypto/sm2.ts'
import { sm3 } from './crypto/sm3.ts'
import { DEVICE_PATTERN } from './frame/header.ts'

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`), `must be ${digits} hex digits`)

const statementSchema = z.strictObject({
  v: z.literal(1),
  /** of the authority's choosing, unique with it */
  serial: hex(32),
  device: z.string().regex(DEVICE_PATTERN, `must match ${DEVICE_PATTERN.source}`),
  /** uncompressed SM2 point */
  publicKey: z.string().regex(/^04[0-9a-f]{128}$/, 'must be 130 hex digits beginning with 04'),
  /** SM3 of the authority's public key */
  authority: hex(64),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
})
export type DeviceCertificateStatement = z.infer<typeof statementSchema>

/** That a device authority vouches for a device's key. Whoever checks it goes by the very text, nobody writes it anew. */
export interface DeviceCertificate {
  /** JSON of a DeviceCertificateStatement */
  readonly statement: string
  /** SM2 over `coldrx device certificate v1\n` and the statement; hex of r ‖ s */
  readonly signature: string
}

export function keyFingerprint(publicKey: Uint8Array): string {
  return toHex(sm3(publicKey))
}

export function certifyDevice(authority: Sm2KeyPair, statement: DeviceCertificateStatement): DeviceCertificate {
  const text = JSON.stringify(statementSchema.parse(statement))
  return { statement: text, signature: toHex(sm2Sign(authority, messageOf(text))) }
}

/** What is certified; undefined: not by this authority, or not as it was signed. Dates are for the caller to judge. */
export function readDeviceCertificate(
  authorityPublicKey: Uint8Array,
  { statement, signature }: DeviceCertificate,
): DeviceCertificateStatement | undefined {
  if (!/^[0-9a-f]{128}$/.test(signature)) return undefined
  if (!sm2Verify(authorityPublicKey, messageOf(statement), fromHex(signature))) return undefined
  const parsed = statementSchema.safeParse(parseJson(statement))
  if (!parsed.success || parsed.data.authority !== keyFingerprint(authorityPublicKey)) return undefined
  return parsed.data
}

function messageOf(statement: string): Uint8Array {
  return toUtf8(`coldrx device certificate v1\n${statement}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
