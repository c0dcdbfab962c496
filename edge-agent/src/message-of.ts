/** What was thrown, in its own words. Errors of modbus-serial, its timeout among them, are no instances of Error. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
}
