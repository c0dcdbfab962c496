/** An outcome that a caller can do something about. Branch on `code`, never on the wording. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: string
  /** HTTP status that fits it */
  readonly status: number
  /** the input that is wrong, where one is */
  readonly field: string | undefined

  constructor(
    code: string,
    status: number,
    message: string,
    options: { readonly field?: string | undefined; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.status = status
    this.field = options.field
  }
}

export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

/** As an error of its own class crosses a thread, only its own fields arrive, without message and stack. */
export function toPlainError(thrown: unknown): Error {
  const { name, message, stack } = toError(thrown)
  const plain = new Error(name === 'Error' ? message : `${name}: ${message}`)
  if (stack !== undefined) plain.stack = stack
  return plain
}
