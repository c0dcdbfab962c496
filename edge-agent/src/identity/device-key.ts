import { join } from 'node:path'
import { fromHex, generateSm2KeyPair, type Sm2KeyPair, toHex } from '@coldrx/protocol'
import { z } from 'zod'
import { readOwnerFile, writeOwnerFile } from '../files/owner-file.ts'

const keySchema = z.strictObject({
  privateKey: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits'),
  publicKey: z.string().regex(/^04[0-9a-f]{128}$/, 'must be 130 hex digits beginning with 04'),
})

export class IdentityError extends Error {
  override readonly name = 'IdentityError'
  readonly code: 'missing' | 'damaged'

  constructor(code: 'missing' | 'damaged', message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export const KEY_FILE = 'key.json'

const keyPath = (directory: string): string => join(directory, KEY_FILE)

/** @throws IdentityError when there is no key or the file is damaged: a device never makes a second identity by itself */
export function readDeviceKey(directory: string): Sm2KeyPair {
  const key = findDeviceKey(directory)
  if (key === null) throw new IdentityError('missing', `${keyPath(directory)} is missing: run "enrol" first`)
  return key
}

export function findOrCreateDeviceKey(directory: string): Sm2KeyPair {
  const known = findDeviceKey(directory)
  if (known !== null) return known
  const key = generateSm2KeyPair()
  writeOwnerFile(
    keyPath(directory),
    `${JSON.stringify({ privateKey: toHex(key.privateKey), publicKey: toHex(key.publicKey) })}\n`,
  )
  return key
}

function findDeviceKey(directory: string): Sm2KeyPair | null {
  const text = readOwnerFile(keyPath(directory))
  if (text === null) return null
  try {
    const { privateKey, publicKey } = keySchema.parse(JSON.parse(text))
    return { privateKey: fromHex(privateKey), publicKey: fromHex(publicKey) }
  } catch (cause) {
    throw new IdentityError('damaged', `${keyPath(directory)} is damaged`, { cause })
  }
}
