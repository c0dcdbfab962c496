import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'

export const USAGE = `node server.js --cloud URL [--port N] [--pages DIR]
  [--tiles https://…/{z}/{x}/{y}.png] [--tiles-datum wgs84|gcj02] [--tiles-attribution TEXT] [--tiles-max-zoom N]

An option may also come from the environment: COLDRX_PAGES_CLOUD, COLDRX_PAGES_PORT, COLDRX_PAGES_TILES_DATUM
and so on.`

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
  tiles: z
    .string()
    .refine((text) => ['{z}', '{x}', '{y}'].every((part) => text.includes(part)) && isTileAddress(text), {
      error: 'must be an https address with {z}, {x} and {y}, or one of this server beginning with /',
    })
    .exactOptional(),
  'tiles-datum': z.enum(['wgs84', 'gcj02'], { error: 'must be wgs84 or gcj02' }).default('wgs84'),
  'tiles-attribution': z.string().max(200, 'must have at most 200 characters').default(''),
  'tiles-max-zoom': z
    .string()
    .regex(/^([1-9]|1\d|2[0-2])$/, 'must be a whole number from 1 to 22')
    .transform(Number)
    .default(18),
  pages: z
    .string()
    .min(1, 'must not be empty')
    .transform((path) => resolve(path)),
})

function isTileAddress(text: string): boolean {
  const filled = text.replace(/\{[zxy]\}/g, '1')
  return filled.startsWith('/') ? !filled.startsWith('//') : URL.canParse(filled) && filled.startsWith('https://')
}

/** The map under the trucks; without one the pages draw the one that they bring along. */
export interface TileSettings {
  readonly url: string
  readonly datum: 'wgs84' | 'gcj02'
  /** who made it, with the approval number (审图号) that a map published in China must show */
  readonly attribution: string
  readonly maxZoom: number
}

export interface PagesConfig {
  readonly port: number
  /** where the cloud's HTTP interface is */
  readonly cloud: URL
  /** the built pages: a folder for each, with its index.html */
  readonly pages: string
  readonly tiles?: TileSettings
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
    options: Object.fromEntries(Object.keys(configSchema.shape).map((name) => [name, { type: 'string' as const }])),
    strict: false,
    tokens: true,
  })
  const problems: string[] = []
  const input: Record<string, string> = { pages: builtPages }
  for (const name of Object.keys(configSchema.shape)) {
    const text = env[`COLDRX_PAGES_${name.toUpperCase().replaceAll('-', '_')}`]
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
  const {
    tiles,
    'tiles-datum': datum,
    'tiles-attribution': attribution,
    'tiles-max-zoom': maxZoom,
    ...rest
  } = parsed.data
  return tiles === undefined ? rest : { ...rest, tiles: { url: tiles, datum, attribution, maxZoom } }
}
