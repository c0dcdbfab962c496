import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { Hono } from 'hono'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** As strict as a page's server may ever be, so that a page which would break behind it breaks in our tests. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export function builtPages(directory: string) {
  return new Hono().get('/*', async (c) => {
    const path = normalize(c.req.path === '/' ? '/index.html' : c.req.path)
    const bytes = await readFile(join(directory, path)).catch(() => undefined)
    if (bytes === undefined) return c.notFound()
    return c.body(new Uint8Array(bytes), 200, {
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
      'Content-Security-Policy': POLICY,
    })
  })
}
