import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Request {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface Answer {
  readonly status?: number
  readonly json: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** What goes wrong with the next request: `lost`: it is worked on, and the answer never arrives. */
export type Trouble =
  | 'lost'
  | 'silent'
  | { readonly status: number; readonly json?: unknown; readonly headers?: Readonly<Record<string, string>> }

/** A provider on this machine. `answer` does what the provider does. */
export async function startProvider(answer: (request: Request) => Answer) {
  const troubles: Trouble[] = []
  const asked: Request[] = []
  const server = createServer((incoming, response) => {
    let body = ''
    incoming.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '/', 'http://127.0.0.1')
      const { method = '', headers } = incoming
      const request = { method, path: url.pathname, query: url.searchParams, headers, body }
      asked.push(request)
      const trouble = troubles.shift()
      if (typeof trouble === 'object') {
        say(response, { ...trouble, json: trouble.json ?? 'no JSON of the provider' })
        return
      }
      const answered = answer(request)
      if (trouble === 'lost') incoming.socket.destroy()
      else if (trouble !== 'silent') say(response, answered)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    troubles,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function say(response: ServerResponse, { status = 200, json, headers = {} }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(json))
}
