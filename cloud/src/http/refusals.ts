import { z } from 'zod'
import { AppError } from '../lib/errors.ts'

const STATUS_OF = {
  BAD_REQUEST: 400,
  SIGN_IN_REQUIRED: 401,
  WRONG_SIGN_IN: 401,
  INVALID_TOKEN: 401,
  FORBIDDEN_ORIGIN: 403,
  FORBIDDEN: 403,
  CONSENT_REQUIRED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  NOT_JSON: 415,
  UNPROCESSABLE: 422,
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

export const PROBLEM_MEDIA_TYPE = 'application/problem+json'

/** RFC 9457. `code` is what a program goes by, `detail` what a person reads. */
export const problemSchema = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  field: z.string().exactOptional().describe('the part of the request that is wrong'),
  requestId: z.string().exactOptional(),
})
export type Problem = z.infer<typeof problemSchema>

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

export function toProblem({ code, status, message, field }: AppError, requestId?: string): Problem {
  return {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    code,
    detail: message,
    ...(field === undefined ? {} : { field }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}
