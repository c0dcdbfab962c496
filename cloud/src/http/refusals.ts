import { AppError } from '../lib/errors.ts'

const STATUS_OF = {
  BAD_REQUEST: 400,
  SIGN_IN_REQUIRED: 401,
  WRONG_SIGN_IN: 401,
  FORBIDDEN_ORIGIN: 403,
  NOT_FOUND: 404,
  TOO_LARGE: 413,
  NOT_JSON: 415,
  TOO_MANY_ATTEMPTS: 429,
  TOO_MANY_FEEDS: 503,
} as const

export type RefusalCode = keyof typeof STATUS_OF
type RefusalStatus = (typeof STATUS_OF)[RefusalCode]

/** What a caller did wrong; `field` names the part of the request. */
export function refusal(code: RefusalCode, message: string, field?: string): AppError {
  return new AppError(code, STATUS_OF[code], message, { field })
}

/** Whether the error is for the caller; any other is ours, and its words may tell too much. */
export function isRefusal(error: unknown): error is AppError & { readonly status: RefusalStatus } {
  return error instanceof AppError && Object.values<number>(STATUS_OF).includes(error.status)
}

export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly field?: string }
}

export function toErrorBody({ code, message, field }: AppError): ErrorBody {
  return { error: field === undefined ? { code, message } : { code, message, field } }
}
