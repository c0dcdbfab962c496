import { createHash, randomBytes } from 'node:crypto'

/** 256 bits: nobody guesses one, so a plain hash of it is as good as a slow one. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token: a stolen database opens nothing. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
