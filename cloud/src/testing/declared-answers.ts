import type { Endpoint } from '../http/endpoint.ts'

/**
 * What the tests of the API ask is answered as `/openapi.json` says: status, media type and every member of the body. A
 * member that nobody declared is a failure too: it could be one that nobody should see.
 */
export async function assertAsDeclared(endpoint: Endpoint, response: Response): Promise<void> {
  const { route, answer, creates, refusals = {} } = endpoint
  const wrong = (what: string) => new Error(`${route} answered other than it declares: ${what}`)
  const usual = answer === undefined ? 204 : creates === true ? 201 : 200
  if (response.status !== usual) {
    const isDeclared = response.status === 400 || response.status in refusals
    if (isDeclared) return
    throw wrong(`status ${response.status}`)
  }
  const mediaType = response.headers.get('content-type')?.split(';')[0] ?? ''
  if (answer === undefined) {
    if (response.body !== null) throw wrong('a body')
  } else if (typeof answer === 'string') {
    if (answer !== mediaType && answer !== 'application/octet-stream') throw wrong(mediaType)
  } else {
    if (mediaType !== 'application/json') throw wrong(mediaType)
    const parsed = answer.safeParse(await response.clone().json())
    if (!parsed.success) throw wrong(parsed.error.message)
  }
}
