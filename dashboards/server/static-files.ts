import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const compress = promisify(brotliCompress)

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}
/** Worth compressing; the rest is compressed already. */
const TEXT = /^text\/|json|javascript|svg|wasm/

/** As Vite names what it builds: the content decides the name, so the name never means anything else. */
const HASHED_NAME = /^\/assets\/.*-[\w-]{8}\.\w+$/

interface StaticFile {
  readonly bytes: Buffer
  readonly mediaType: string
  readonly etag: string
  readonly cacheControl: string
  brotli: Promise<Buffer> | undefined
}

export class PagesMissingError extends Error {
  override readonly name = 'PagesMissingError'
}

/** The files of one built page, read once: no path of a request ever reaches the file system. */
export class StaticFiles {
  readonly #files: ReadonlyMap<string, StaticFile>

  constructor(directory: string) {
    const files = new Map(
      filesBelow(directory).map((path) => [toUrlPath(directory, path), readStaticFile(directory, path)]),
    )
    const index = files.get('/index.html')
    if (index === undefined) {
      throw new PagesMissingError(`${join(directory, 'index.html')} does not exist: build the pages first`)
    }
    this.#files = files.set('/', index)
  }

  async serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Type': 'text/plain' }).end('method not allowed\n')
      return
    }
    const file = this.#files.get(path)
    if (file === undefined && isPageAddress(request, path)) {
      response.writeHead(302, { Location: '/', 'Cache-Control': 'no-store' }).end()
      return
    }
    if (file === undefined) {
      response.writeHead(404, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }).end('not found\n')
      return
    }
    const headers = { 'Cache-Control': file.cacheControl, ETag: file.etag, Vary: 'Accept-Encoding' }
    if (request.headers['if-none-match'] === file.etag) {
      response.writeHead(304, headers).end()
      return
    }
    const asBrotli = TEXT.test(file.mediaType) && /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''))
    const bytes = asBrotli ? await toBrotli(file) : file.bytes
    response.writeHead(200, {
      ...headers,
      'Content-Type': file.mediaType,
      'Content-Length': bytes.length,
      ...(asBrotli ? { 'Content-Encoding': 'br' } : {}),
    })
    response.end(request.method === 'HEAD' ? undefined : bytes)
  }
}

/**
 * Somebody's idea of an address leads to the page, which keeps its own addresses behind `#` and its files beside it: the
 * page itself can't be given below another path. A file that is missing stays missing, or an old page would take HTML
 * for a script.
 */
function isPageAddress(request: IncomingMessage, path: string): boolean {
  return extname(path) === '' && (request.headers.accept ?? '').includes('text/html')
}

function toBrotli(file: StaticFile): Promise<Buffer> {
  file.brotli ??= compress(file.bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: file.bytes.length },
  })
  return file.brotli
}

function filesBelow(directory: string): string[] {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) return []
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) return filesBelow(path)
    return entry.isFile() && !entry.name.startsWith('.') ? [path] : []
  })
}

function toUrlPath(directory: string, path: string): string {
  return `/${relative(directory, path).split(sep).join('/')}`
}

function readStaticFile(directory: string, path: string): StaticFile {
  const bytes = readFileSync(path)
  return {
    bytes,
    mediaType: MEDIA_TYPES[extname(path)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    cacheControl: HASHED_NAME.test(toUrlPath(directory, path)) ? 'public, max-age=31536000, immutable' : 'no-cache',
    brotli: undefined,
  }
}
