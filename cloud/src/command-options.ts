import { parseArgs } from 'node:util'
import type { z } from 'zod'

/** options that may be given several times */
const LISTS: ReadonlySet<string> = new Set(['origin', 'truck', 'only'])
/** options whose variable is known without our prefix, wherever programs are hosted */
const PLAIN_VARIABLES: ReadonlySet<string> = new Set([
  ...['database-url', 'influx-url', 'influx-token', 'influx-org', 'influx-bucket'],
])

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/**
 * Options by that schema, from arguments and where they lack from the environment, and operands of these names.
 *
 * @throws ConfigError with every problem at once
 */
export function readOptions<T extends z.ZodObject>(
  schema: T,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  operandNames: readonly string[],
): { options: z.output<T>; operands: string[] } {
  const known = Object.keys(schema.shape)
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(known.map((name) => [name, { type: 'string' as const }])),
    strict: false,
    tokens: true,
  })
  const problems: string[] = []
  const operands: string[] = []
  const given = new Map<string, string[]>()
  for (const name of known) {
    const variable = name.toUpperCase().replaceAll('-', '_')
    const text = env[`COLDRX_CLOUD_${variable}`] ?? (PLAIN_VARIABLES.has(name) ? env[variable] : undefined)
    if (text !== undefined && text !== '') given.set(name, LISTS.has(name) ? text.split(',') : [text])
  }
  const fromArgs = new Set<string>()
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    if (!known.includes(token.name)) problems.push(`${token.rawName}: is not an option of this command`)
    else if (token.value === undefined) problems.push(`${token.rawName}: needs a value`)
    else if (fromArgs.has(token.name)) given.get(token.name)?.push(token.value)
    else given.set(token.name, [token.value])
    fromArgs.add(token.name)
  }
  const input: Record<string, unknown> = {}
  for (const [name, values] of given) {
    if (!LISTS.has(name) && values.length > 1) problems.push(`--${name}: is given ${values.length} times`)
    input[name] = LISTS.has(name) ? values : values[0]
  }
  for (const extra of operands.slice(operandNames.length)) problems.push(`${extra}: is one argument too many`)
  for (const missing of operandNames.slice(operands.length)) problems.push(`${missing}: is missing`)
  const parsed = schema.safeParse(input)
  if (!parsed.success)
    problems.push(...parsed.error.issues.map(({ path, message }) => `--${path.join(' ')}: ${message}`))
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems)
  return { options: parsed.data, operands }
}
