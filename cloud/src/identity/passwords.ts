import { randomBytes, randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** Argon2id (the library's default algorithm) with OWASP's first recommendation: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST)
}

export function isPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password)
}

/** A hash that no password fits: an unknown name must cost as long as a known one, or names can be told apart. */
export function createDecoyHash(): Promise<string> {
  return hashPassword(randomBytes(32).toString('base64'))
}

/** No look-alikes (0 o, 1 l i): people type these from a screen. 31 symbols, so 16 of them carry 79 bits. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz'

export function generatePassword(): string {
  const letter = () => LETTERS.charAt(randomInt(LETTERS.length))
  return Array.from({ length: 4 }, () => letter() + letter() + letter() + letter()).join('-')
}
