import { expect } from 'vitest'
import { ProtocolError, type ProtocolErrorCode } from '../errors.ts'

/** For `toThrow`: a ProtocolError of this code with such a message. */
export function refusal(code: ProtocolErrorCode, message: RegExp): unknown {
  return expect.objectContaining({ name: 'ProtocolError', code, message: expect.stringMatching(message) as unknown })
}

/** What `action` returns, or undefined where it throws a ProtocolError; any other error goes through. */
export function unlessRefused<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}

/** The code with which `action` is refused, or 'taken'; any other error goes through. */
export function verdictOn(action: () => unknown): ProtocolErrorCode | 'taken' {
  try {
    action()
    return 'taken'
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
}

/** A test's own fixture that must be there. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the test has no ${what}`)
  return value
}
