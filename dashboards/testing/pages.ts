import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { Hono } from 'hono'
import { CONTENT_SECURITY_POLICY } from '../server/content-security-policy.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

export function builtPages(directory: string) {
  return new Hono()
    .get('/settings.json', (c) => c.json({ tiles: null }))
    .get('/*', async (c) => {
      const path = normalize(c.req.path === '/' ? '/index.html' : c.req.path)
      const bytes = await readFile(join(directory, path)).catch(() => undefined)
      if (bytes === undefined) return c.notFound()
      return c.body(new Uint8Array(bytes), 200, {
        'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
        'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      })
    })
}
