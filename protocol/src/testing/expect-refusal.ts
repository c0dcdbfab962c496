import { expect } from 'vitest'
import { ProtocolError, type ProtocolErrorCode } from '../errors.ts'

/** The ProtocolError that `action` throws; fails where it throws anything else, or nothing. */
export function refusalOf(action: () => unknown): ProtocolError {
  try {
    action()
  } catch (error) {
    if (error instanceof ProtocolError) return error
    throw error
  }
  return expect.fail('nothing was refused')
}

export function expectRefusal(action: () => unknown, code: ProtocolErrorCode, message: RegExp): void {
  const error = refusalOf(action)
  expect(error.code).toBe(code)
  expect(error.message).toMatch(message)
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
