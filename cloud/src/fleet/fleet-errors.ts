import { AppError } from '../lib/errors.ts'

export function notFound(what: string): AppError {
  return new AppError('NOT_FOUND', 404, `there is no such ${what}`, { field: what })
}

export function conflict(field: string, message: string): AppError {
  return new AppError('CONFLICT', 409, `${field}: ${message}`, { field })
}

export function unprocessable(field: string, message: string): AppError {
  return new AppError('UNPROCESSABLE', 422, `${field}: ${message}`, { field })
}

/** Of a compare-and-set that met another revision. */
export function changedMeanwhile(what: string): AppError {
  return conflict('revision', `the ${what} was changed meanwhile; read it again`)
}

/** Where the access table grants a route in certain states only. */
export function assertState(what: string, state: string, states: readonly string[] | undefined): void {
  if (states !== undefined && !states.includes(state)) throw conflict('state', `not while the ${what} is ${state}`)
}

/** A race that a check before it could not see: PostgreSQL's unique_violation, SQLite's constraint. */
export function isUniqueViolation(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
}
