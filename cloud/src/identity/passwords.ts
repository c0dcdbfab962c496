import { randomBytes, randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

export interface PasswordCost {
  /** KiB */
  readonly memoryCost: number
  readonly timeCost: number
  readonly parallelism: number
}

/** Argon2id (the library's default algorithm) with OWASP's first recommendation: 19 MiB, two passes, one lane. */
const USUAL_COST: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export type HashPassword = (password: string) => Promise<string>

/** A hash says what it cost, so those of another cost stay good. */
export function passwordHashing(cost = USUAL_COST): HashPassword {
  return (password) => hash(password, cost)
}

export function isPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password)
}

/** A hash that no password fits: an unknown name must cost as long as a known one, or names can be told apart. */
export function createDecoyHash(hashPassword: HashPassword): Promise<string> {
  return hashPassword(randomBytes(32).toString('base64'))
}

/** No look-alikes (0 o, 1 l i): people type these from a screen. 31 symbols, so 16 of them carry 79 bits. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz'

export function generatePassword(): string {
  const letter = () => LETTERS.charAt(randomInt(LETTERS.length))
  return Array.from({ length: 4 }, () => letter() + letter() + letter() + letter()).join('-')
}
