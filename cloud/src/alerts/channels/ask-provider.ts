import { toError } from '../../lib/errors.ts'
import type { Handed } from './channel.ts'

export const ASK_LIMIT_MS = 10_000
const LONGEST_ANSWER_BYTES = 256 * 1024
const NOT_REACHED_AGAIN_MS = 10_000

/** Nothing was sent yet when these come. */
const NOT_REACHED: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'EDNS'],
])

/** `status` undefined: there was no answer, and `handed` says whether the provider may have it all the same. */
export type Asked =
  | { readonly status: number; readonly body: unknown }
  | { readonly status: undefined; readonly handed: Handed }

/** One request to a provider, which ends by itself. Its answer is JSON, or undefined where it is none. */
export async function askProvider(
  url: URL,
  {
    limitMs = ASK_LIMIT_MS,
    ...request
  }: {
    readonly method?: 'GET' | 'POST'
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
    readonly limitMs?: number | undefined
  },
): Promise<Asked> {
  try {
    const response = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(limitMs) })
    return { status: response.status, body: toJson(await response.text()) }
  } catch (error) {
    return { status: undefined, handed: withoutAnswer(error) }
  }
}

/** @param error of a connection that brought no answer; its code alone is told, since messages may hold addresses */
export function withoutAnswer(error: unknown): Handed {
  const code = codeOf(error)
  if (NOT_REACHED.has(code)) return { state: 'retry', code, afterMs: NOT_REACHED_AGAIN_MS }
  return { state: 'unknown', reason: code }
}

function codeOf(error: unknown): string {
  const { code, cause, name } = toError(error) as NodeJS.ErrnoException
  if (typeof code === 'string') return code
  if (cause !== undefined && cause !== null) return codeOf(cause)
  return name
}

function toJson(text: string): unknown {
  if (text.length > LONGEST_ANSWER_BYTES) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
