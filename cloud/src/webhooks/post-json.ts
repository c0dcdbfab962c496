import { request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import { toError } from '../lib/errors.ts'
import { guardedLookup, resolveTarget, type TargetPolicy, TargetRefusedError } from './target-addresses.ts'

const LONGEST_ANSWER_BYTES = 16 * 1024
export const POST_LIMIT_MS = 10_000

/** `status` undefined: there was no answer, and `words` say why */
export interface Posted {
  readonly status: number | undefined
  readonly words: string
}

/** One POST to somebody else's address: no redirect is followed, and neither its time nor its answer is unlimited. */
export async function postJson(
  url: URL,
  { body, headers, policy, limitMs = POST_LIMIT_MS }: PostParts,
): Promise<Posted> {
  if (!policy.protocols.includes(url.protocol)) return { status: undefined, words: `${url.protocol} is not allowed` }
  try {
    // a literal address is not looked up by the socket
    await resolveTarget(url.hostname, policy)
    return await post(url, { body, headers, policy, limitMs })
  } catch (error) {
    if (error instanceof TargetRefusedError) return { status: undefined, words: error.message }
    const { code, message } = toError(error) as NodeJS.ErrnoException
    return { status: undefined, words: code ?? message }
  }
}

interface PostParts {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  readonly policy: TargetPolicy
  readonly limitMs?: number
}

function post(url: URL, { body, headers, policy, limitMs }: Required<PostParts>): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestTls : requestPlain
    const outgoing = request(url, {
      method: 'POST',
      // a connection of its own: one kept open would skip the check of its address
      agent: false,
      lookup: guardedLookup(policy),
      signal: AbortSignal.timeout(limitMs),
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(body),
        'User-Agent': 'ColdRx-Webhooks/1',
        ...headers,
      },
    })
    outgoing.on('error', reject)
    outgoing.on('response', (answer) => {
      let bytes = 0
      const status = answer.statusCode ?? 0
      const done = (words: string) => {
        resolve({ status, words })
        outgoing.destroy()
      }
      answer.on('error', reject)
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > LONGEST_ANSWER_BYTES) done('answered at too great length')
      })
      answer.on('end', () => done(''))
    })
    outgoing.end(body)
  })
}
