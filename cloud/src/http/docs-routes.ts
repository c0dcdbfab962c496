import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { z } from 'zod'
import { type Endpoint, publicEndpoint } from './endpoint.ts'

/** Files of ours only. Swagger UI draws its icons from data: addresses in its stylesheet. */
const DOCS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = { 'Content-Security-Policy': DOCS_POLICY }

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>ColdRx API</title>
    <link rel="icon" href="/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <main id="api"></main>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`

/** Without `validatorUrl: null` the page would show our description to a server of somebody else. */
const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'list',
  validatorUrl: null,
})
`

const FILE_TYPES = {
  'start.js': 'text/javascript; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const

const params = z.strictObject({
  file: z.enum(Object.keys(FILE_TYPES) as (keyof typeof FILE_TYPES)[]),
})

/** The description as a page, served by ourselves: no address outside of this machine. */
export function docsRoutes(): Endpoint[] {
  const { resolve } = createRequire(import.meta.url)

  return [
    publicEndpoint({
      route: 'GET /docs',
      tag: 'service',
      summary: 'This interface as a page',
      answer: 'text/html',
      handle: ({ c }) => c.body(PAGE, 200, { 'Content-Type': 'text/html; charset=utf-8', ...HEADERS }),
    }),
    publicEndpoint({
      route: 'GET /docs/{file}',
      tag: 'service',
      summary: 'What that page is made of',
      params,
      answer: 'application/octet-stream',
      async handle({ c, params: { file } }) {
        const body = file === 'start.js' ? START : new Uint8Array(await readFile(resolve(`swagger-ui-dist/${file}`)))
        return c.body(body, 200, {
          'Content-Type': FILE_TYPES[file],
          'Cache-Control': 'public, max-age=3600',
          ...HEADERS,
        })
      },
    }),
  ]
}
