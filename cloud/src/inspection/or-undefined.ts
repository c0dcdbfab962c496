import { AppError } from '../lib/errors.ts'

/** A store's "there is no such record" as undefined; any other failure stays one. */
export async function orUndefined<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return undefined
    throw error
  }
}
