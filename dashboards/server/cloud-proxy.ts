import { Agent, type IncomingMessage, request as requestUpstream, type ServerResponse } from 'node:http'

/** RFC 9110 7.6.1: these belong to one connection. `expect` has been answered by the time we see the request. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]
/** Where a body ends and who asks is for us to say; what a caller says about it would be believed. */
const NOT_FROM_CALLERS = [
  'content-length',
  'host',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
]

const ANSWER_LIMIT_MS = 30_000

export interface CloudProxyParts {
  readonly cloud: URL
  readonly answerLimitMs?: number
}

/** Hands requests on to the cloud, so that pages and their data have one origin. Bytes go through as they come. */
export class CloudProxy {
  readonly #cloud: URL
  readonly #answerLimitMs: number
  /** A connection for each request: one kept open could be closed by the cloud while a POST is on its way. */
  readonly #agent = new Agent({ keepAlive: false })
  readonly #streams = new Set<ServerResponse>()

  constructor({ cloud, answerLimitMs = ANSWER_LIMIT_MS }: CloudProxyParts) {
    this.#cloud = cloud
    this.#answerLimitMs = answerLimitMs
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const headers = forwardable(request.rawHeaders, [...HOP_BY_HOP, ...NOT_FROM_CALLERS])
    // Without one of these a body would follow the headers unframed and be read as a request of its own; so they come
    // from what our own parser went by, whatever `Connection` names.
    const length = request.headers['content-length']
    if (request.headers['transfer-encoding'] !== undefined) headers.push('Transfer-Encoding', 'chunked')
    else if (length !== undefined) headers.push('Content-Length', length)
    headers.push('Host', this.#cloud.host, 'X-Forwarded-For', request.socket.remoteAddress ?? 'unknown')
    const upstream = requestUpstream({
      agent: this.#agent,
      host: this.#cloud.hostname,
      port: this.#cloud.port || 80,
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers,
    })
    const limit = setTimeout(() => upstream.destroy(new Error('no answer in time')), this.#answerLimitMs)

    upstream.on('response', (answer) => {
      clearTimeout(limit)
      this.#answer(answer, response)
    })
    upstream.on('error', () => {
      clearTimeout(limit)
      refuse(response)
    })
    // Whoever goes away takes the other side along: a feed nobody reads would stay open in the cloud.
    response.on('close', () => {
      clearTimeout(limit)
      upstream.destroy()
    })
    request.on('error', () => upstream.destroy())
    request.pipe(upstream)
  }

  /** Event streams never end by themselves. */
  endStreams(): void {
    for (const response of [...this.#streams]) response.destroy()
  }

  #answer(answer: IncomingMessage, response: ServerResponse): void {
    // Headers of our own (a policy for pages) give way to those of the cloud.
    for (const name of response.getHeaderNames()) response.removeHeader(name)
    // One by one: writeHead would keep only the last of several Set-Cookie.
    for (const [name, value] of pairs(forwardable(answer.rawHeaders, HOP_BY_HOP))) response.appendHeader(name, value)
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage)
    if (answer.headers['content-type']?.startsWith('text/event-stream') === true) {
      this.#streams.add(response)
      response.on('close', () => this.#streams.delete(response))
      response.flushHeaders()
      response.socket?.setNoDelay(true)
    }
    // An answer cut short must not look complete.
    answer.on('error', () => response.destroy())
    answer.pipe(response)
  }
}

function forwardable(rawHeaders: readonly string[], dropped: readonly string[]): string[] {
  const drop = new Set(dropped)
  for (const [name, value] of pairs(rawHeaders)) {
    if (name.toLowerCase() !== 'connection') continue
    for (const token of value.split(',')) drop.add(token.trim().toLowerCase())
  }
  return pairs(rawHeaders).flatMap(([name, value]) => (drop.has(name.toLowerCase()) ? [] : [name, value]))
}

function pairs(rawHeaders: readonly string[]): [name: string, value: string][] {
  const found: [string, string][] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) found.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? ''])
  return found
}

function refuse(response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const body = JSON.stringify({ error: { code: 'CLOUD_AWAY', message: 'the cloud does not answer; try again' } })
  response.writeHead(502, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'Retry-After': '2' })
  response.end(body)
}
