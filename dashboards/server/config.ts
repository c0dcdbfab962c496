import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'

export const USAGE = `node server.js --cloud URL [--port N] [--pages DIR]

An option may also come from the environment: COLDRX_PAGES_CLOUD, COLDRX_PAGES_PORT, COLDRX_PAGES_PAGES.`

const PORT_TEXT = 'must be a whole number from 0 to 65535 (0: any free port)'

const configSchema = z.strictObject({
  port: z
    .string()
    .regex(/^\d{1,5}$/, PORT_TEXT)
    .transform(Number)
    .refine((port) => port <= 65_535, PORT_TEXT)
    .default(4_000),
  cloud: z
    .string({ error: 'is missing' })
    .refine((text) => URL.canParse(text) && /^http:\/\/[^/]+\/?$/.test(text), {
      error: 'must be a URL such as http://127.0.0.1:4100',
    })
    .transform((text) => new URL(text)),
  pages: z
    .string()
    .min(1, 'must not be empty')
    .transform((path) => resolve(path)),
})

export interface PagesConfig {
  readonly port: number
  /** where the cloud's HTTP interface is */
  readonly cloud: URL
  /** the built pages: a folder for each, with its index.html */
  readonly pages: string
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Throws ConfigError with every problem at once. */
export function readConfig(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { builtPages }: { readonly builtPages: string },
): PagesConfig {
  const { tokens } = parseArgs({
    args: [...args],
    options: { port: { type: 'string' }, cloud: { type: 'string' }, pages: { type: 'string' } },
    strict: false,
    tokens: true,
  })
  const problems: string[] = []
  const input: Record<string, string> = { pages: builtPages }
  for (const name of Object.keys(configSchema.shape)) {
    const text = env[`COLDRX_PAGES_${name.toUpperCase()}`]
    if (text !== undefined && text !== '') input[name] = text
  }
  for (const token of tokens) {
    if (token.kind === 'positional') problems.push(`${token.value}: is one argument too many`)
    if (token.kind !== 'option') continue
    if (!(token.name in configSchema.shape)) problems.push(`${token.rawName}: is not an option`)
    else if (token.value === undefined) problems.push(`${token.rawName}: needs a value`)
    else input[token.name] = token.value
  }
  const parsed = configSchema.safeParse(input)
  if (!parsed.success)
    problems.push(...parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`))
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems.join('\n'))
  return parsed.data
}
