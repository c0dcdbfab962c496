import { readFileSync } from 'node:fs'

/** @throws Error when there is none in it */
export function readSecret(path: string, whose: string): string {
  const secret = readFileSync(path, 'utf8').trim()
  if (secret === '') throw new Error(`${path} is empty: it must hold the secret for ${whose}`)
  return secret
}
