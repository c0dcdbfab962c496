import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { certifyDevice, fromHex, generateSm2KeyPair, keyFingerprint, toHex } from '@coldrx/protocol'
import { z } from 'zod'
import type { Clock } from '../lib/clock.ts'

const keyFileSchema = z.strictObject({
  privateKey: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits'),
  publicKey: z.string().regex(/^04[0-9a-f]{128}$/, 'must be 130 hex digits beginning with 04'),
})

/** Makes the key of a device authority, readable by its owner only; an existing file is never replaced. */
export function newAuthority(keyFile: string): string {
  const { privateKey, publicKey } = generateSm2KeyPair()
  const text = `${JSON.stringify({ privateKey: toHex(privateKey), publicKey: toHex(publicKey) })}\n`
  writeFileSync(keyFile, text, { mode: 0o600, flag: 'wx' })
  return JSON.stringify({ publicKey: toHex(publicKey), fingerprint: keyFingerprint(publicKey) })
}

/** Signs a device's key: one line of JSON, as `POST /api/devices/{device}/certificates` takes it. */
export function certify({
  keyFile,
  device,
  publicKey,
  years,
  clock,
}: {
  readonly keyFile: string
  readonly device: string
  readonly publicKey: string
  readonly years: number
  readonly clock: Clock
}): string {
  const key = keyFileSchema.parse(JSON.parse(readFileSync(keyFile, 'utf8')))
  const authority = { privateKey: fromHex(key.privateKey), publicKey: fromHex(key.publicKey) }
  const notBefore = new Date(clock.nowMs())
  const notAfter = new Date(notBefore)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years)
  return JSON.stringify(
    certifyDevice(authority, {
      ...{ v: 1, serial: randomBytes(16).toString('hex'), device, publicKey },
      authority: keyFingerprint(authority.publicKey),
      ...{ notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() },
    }),
  )
}
