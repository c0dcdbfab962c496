import { createHash, randomBytes } from 'node:crypto'
import { readOwnerFile, writeOwnerFile } from '../files/owner-file.ts'
import { IdentityError } from './device-key.ts'

/** @throws IdentityError */
export function readBrokerSecret(path: string): string {
  const secret = readOwnerFile(path)?.trim()
  if (secret === undefined) throw new IdentityError('missing', `${path} is missing: run "enrol" first`)
  if (secret === '') throw new IdentityError('damaged', `${path} is empty`)
  return secret
}

export function findOrCreateBrokerSecret(path: string): string {
  if (readOwnerFile(path) === null) writeOwnerFile(path, randomBytes(24).toString('base64url'))
  return readBrokerSecret(path)
}

/** What the broker keeps: it can recognise the secret but not say it. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
