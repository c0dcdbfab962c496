/** How the program was called is wrong; its text is for the person who called it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
