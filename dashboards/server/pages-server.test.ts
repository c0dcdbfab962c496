import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PagesServer, PortTakenError, startPagesServer } from './pages-server.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

let directory: string
let cloud: Server
let cloudHandler: Handler
let pages: PagesServer

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'coldrx-pages-'))
  write('dispatch/index.html', '<!doctype html><title>dispatch</title>')
  write('dispatch/assets/index-Ab3_x-9Z.js', 'export {}\n'.repeat(200))
  write('dispatch/assets/plain.js', '1')
  write('dispatch/.secret', 'x')
  write('secret.txt', 'outside')
  cloudHandler = (_, response) => response.end('cloud')
  cloud = createServer((incoming, response) => cloudHandler(incoming, response))
  await new Promise<void>((resolve) => cloud.listen(0, '127.0.0.1', resolve))
  pages = await start()
})
afterEach(async () => {
  await pages.stop()
  cloud.closeAllConnections()
  await new Promise<void>((resolve) => cloud.close(() => resolve()))
  rmSync(directory, { recursive: true })
})

function write(path: string, text: string): void {
  const file = join(directory, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
}

function start(port = 0): Promise<PagesServer> {
  const { port: cloudPort } = cloud.address() as AddressInfo
  return startPagesServer({ port, cloud: new URL(`http://127.0.0.1:${cloudPort}`), pages: directory })
}

/** Unlike fetch, sends the path and the headers exactly as given. */
function ask(
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }> {
  const { port } = new URL(pages.url)
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

describe('pages', () => {
  it('are asked for anew each time, and answered with 304 while they are the same', async () => {
    const page = await ask('/')
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
    expect(page.body.toString()).toBe('<!doctype html><title>dispatch</title>')
    expect(page.headers['cache-control']).toBe('no-cache')
    const again = await ask('/', { headers: { 'if-none-match': page.headers.etag ?? '' } })
    expect(again).toMatchObject({ status: 304, body: Buffer.alloc(0) })
  })

  it('let files whose name is their content be kept for ever, others not', async () => {
    expect((await ask('/assets/index-Ab3_x-9Z.js')).headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
    })
    expect((await ask('/assets/plain.js')).headers['cache-control']).toBe('no-cache')
  })

  it('are compressed for those who can read it', async () => {
    const compressed = await ask('/assets/index-Ab3_x-9Z.js', { headers: { 'accept-encoding': 'gzip, br' } })
    expect(compressed.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' })
    expect(brotliDecompressSync(compressed.body).toString()).toBe('export {}\n'.repeat(200))
    expect((await ask('/assets/index-Ab3_x-9Z.js')).headers['content-encoding']).toBeUndefined()
  })

  it('may load nothing from elsewhere', async () => {
    for (const path of ['/', '/assets/index-Ab3_x-9Z.js', '/assets/nothing.js', '/%']) {
      expect((await ask(path)).headers).toMatchObject({
        'content-security-policy':
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
          "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      })
    }
  })

  it('are where an unknown address leads a person, never a script', async () => {
    const headers = { accept: 'text/html,*/*' }
    expect(await ask('/trucks/tk001', { headers })).toMatchObject({ status: 302, headers: { location: '/' } })
    expect((await ask('/trucks/tk001')).status).toBe(404)
    expect((await ask('/assets/index-00000000.js', { headers })).status).toBe(404)
  })

  it('give nothing from outside their folder, and nothing hidden', async () => {
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/.secret',
      '/assets',
      '//secret.txt',
    ]) {
      expect([path, [400, 404]]).toEqual([path, expect.arrayContaining([(await ask(path)).status])])
    }
  })

  it('are only read', async () => {
    expect(await ask('/', { method: 'POST' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
    const head = await ask('/', { method: 'HEAD' })
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '38', 0])
  })

  it('that were not built are named', async () => {
    rmSync(join(directory, 'dispatch/index.html'))
    await expect(start()).rejects.toThrow(/dispatch\/index\.html does not exist: build the pages first$/)
  })
})

describe('the way to the cloud', () => {
  it('is that of the interface, its description and OAuth, and of nothing that begins alike', async () => {
    const toCloud = ['/api/x', '/openapi.json', '/docs', '/docs/a.css', '/oauth/token', '/.well-known/oauth-x']
    for (const path of toCloud) expect([path, (await ask(path)).body.toString()]).toEqual([path, 'cloud'])
    for (const path of ['/apis', '/docs.html', '/oauthx', '/.secret']) {
      expect([path, (await ask(path)).body.toString()]).not.toEqual([path, 'cloud'])
    }
  })

  it('hands on method, path, query, headers and body, and says itself who asks', async () => {
    const seen: IncomingMessage[] = []
    let body = ''
    cloudHandler = (incoming, response) => {
      seen.push(incoming)
      incoming.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      incoming.on('end', () => {
        response.writeHead(201, { 'Set-Cookie': ['a=1', 'b=2'], 'Content-Security-Policy': "default-src 'none'" })
        response.end('made')
      })
    }
    const answer = await ask('/api/session?x=%20y', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: 'coldrx_session=1',
        origin: 'http://127.0.0.1:4000',
        'last-event-id': '7',
        'x-forwarded-for': '203.0.113.1',
        forwarded: 'for=203.0.113.1',
        connection: 'close, x-private',
        'x-private': 'between us',
      },
      body: '{"name":"x"}',
    })
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/api/session?x=%20y' })
    expect(seen[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': '12',
      cookie: 'coldrx_session=1',
      origin: 'http://127.0.0.1:4000',
      'last-event-id': '7',
      'x-forwarded-for': '127.0.0.1',
      host: `127.0.0.1:${(cloud.address() as AddressInfo).port}`,
    })
    expect(seen[0]?.headers).not.toHaveProperty('forwarded')
    expect(seen[0]?.headers).not.toHaveProperty('x-private')
    expect(body).toBe('{"name":"x"}')
    expect(answer).toMatchObject({ status: 201, headers: { 'set-cookie': ['a=1', 'b=2'] } })
    expect(answer.headers['content-security-policy']).toBe("default-src 'none'")
    expect(answer.body.toString()).toBe('made')
  })

  it('does not let a body pass for a second request', async () => {
    const seen: string[] = []
    cloudHandler = (incoming, response) => {
      let body = ''
      incoming.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      incoming.on('end', () => {
        seen.push(`${incoming.method} ${incoming.url} ${body}`)
        response.end()
      })
    }
    const hidden = 'GET /api/trucks HTTP/1.1\r\nHost: x\r\n\r\n'
    await ask('/api/session', { method: 'DELETE', headers: { 'transfer-encoding': 'chunked' }, body: hidden })
    const length = String(hidden.length)
    await ask('/api/session', { method: 'DELETE', headers: { 'content-length': length }, body: hidden })
    const named = { 'content-length': length, connection: 'close, content-length, transfer-encoding' }
    await ask('/api/session', { method: 'DELETE', headers: named, body: hidden })
    expect(seen).toEqual(Array<string>(3).fill(`DELETE /api/session ${hidden}`))
  })

  it('passes each event on at once and ends both sides together', async () => {
    let feed: ServerResponse | undefined
    let cloudSideClosed = false
    cloudHandler = (_, response) => {
      feed = response
      response.on('close', () => {
        cloudSideClosed = true
      })
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders()
    }
    const reader = await openStream()
    expect(reader.response.headers['content-type']).toBe('text/event-stream')
    for (const text of ['data: 1\n\n', 'data: 2\n\n']) {
      feed?.write(text)
      await expect.poll(() => reader.text(), { interval: 2, timeout: 30_000 }).toMatch(new RegExp(`${text}$`))
    }
    reader.response.destroy()
    await expect.poll(() => cloudSideClosed, { timeout: 30_000 }).toBe(true)
  })

  it('cuts an answer that the cloud did not finish', async () => {
    cloudHandler = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.write('data: 1\n\n', () => response.destroy())
    }
    const reader = await openStream()
    await expect.poll(() => reader.failed(), { timeout: 30_000 }).toBe(true)
  })

  it('says that the cloud is away, and finds it again', async () => {
    cloud.closeAllConnections()
    const { port } = cloud.address() as AddressInfo
    await new Promise<void>((resolve) => cloud.close(() => resolve()))
    const answer = await ask('/api/trucks')
    expect(answer.status).toBe(502)
    expect(JSON.parse(answer.body.toString())).toMatchObject({ error: { code: 'CLOUD_AWAY' } })
    await new Promise<void>((resolve) => cloud.listen(port, '127.0.0.1', resolve))
    expect((await ask('/api/trucks')).body.toString()).toBe('cloud')
  })
})

describe('the map', () => {
  it('is the bundled one until a tile source is set', async () => {
    expect(JSON.parse((await ask('/settings.json')).body.toString())).toEqual({ tiles: null })
    expect((await ask('/')).headers['content-security-policy']).toContain("img-src 'self';")
  })

  it('may come from the one origin that is set, and from no other', async () => {
    await pages.stop()
    const tiles = {
      url: 'https://tiles.example/{z}/{x}/{y}.png',
      datum: 'gcj02',
      attribution: 'x',
      maxZoom: 17,
    } as const
    const { port } = cloud.address() as AddressInfo
    pages = await startPagesServer({ port: 0, cloud: new URL(`http://127.0.0.1:${port}`), pages: directory, tiles })
    expect(JSON.parse((await ask('/settings.json')).body.toString())).toEqual({ tiles })
    const policy = String((await ask('/')).headers['content-security-policy'])
    expect(policy).toContain("img-src 'self' https://tiles.example;")
    expect(policy).toContain("connect-src 'self' https://tiles.example;")
    expect(policy).toContain("script-src 'self';")
  })
})

describe('stopping', () => {
  it('ends open feeds and leaves nothing behind', async () => {
    let cloudSideClosed = false
    cloudHandler = (_, response) => {
      response.on('close', () => {
        cloudSideClosed = true
      })
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders()
    }
    const reader = await openStream()
    await pages.stop()
    await expect.poll(() => reader.failed() && cloudSideClosed, { timeout: 30_000 }).toBe(true)
    const refused = connect(Number(new URL(pages.url).port), '127.0.0.1')
    await expect(new Promise((resolve, reject) => refused.on('connect', resolve).on('error', reject))).rejects.toThrow(
      'ECONNREFUSED',
    )
  })

  it('is not needed where the port is taken', async () => {
    await expect(start(Number(new URL(pages.url).port))).rejects.toThrow(PortTakenError)
  })
})

async function openStream() {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(`${pages.url}/api/feed`, { agent: false }, resolve).on('error', reject).end()
  })
  let text = ''
  let failed = false
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  response.on('error', () => {
    failed = true
  })
  return { response, text: () => text, failed: () => failed }
}
