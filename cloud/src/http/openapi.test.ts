import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCESS } from '../access/access-table.ts'
import { createApiWorld } from '../testing/api-world.ts'
import { alarmRecord, truckSnapshot } from '../testing/memory-read-model.ts'

let world: Awaited<ReturnType<typeof createApiWorld>>
beforeAll(async () => {
  world = await createApiWorld()
})
afterAll(() => world.close())

/** A well-formed id of nothing: a list is refused for its query before its record is looked for. */
const NOBODY = '00000000-0000-4000-8000-000000000000'

const cursorOf = (key: readonly unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url')

/** What no list gives as the key of a row: none, what is no whole number, and what PostgreSQL takes for no text. */
const NO_KEYS = [
  ...[[], [1.5], [1.5, 'a'], [1e300, 'a'], [1.5, '00'.repeat(32)]],
  ...[['\0'], ['\0', 'a'], ['a', '\0'], [1, '\0'], ['\0', 1, 'a']],
]

interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly anyOf?: readonly Schema[]
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly description?: string
}

interface Operation {
  readonly operationId: string
  readonly description?: string
  readonly parameters: readonly Parameter[]
  readonly responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema: Schema }>> }>>
}

/** An array, or an object with one; in one record of a collection (`/{id}` at the end) lists are its own, but for `items`. */
function lists(route: string, schema: Schema | undefined): boolean {
  if (schema === undefined) return false
  if (schema.anyOf !== undefined) return schema.anyOf.some((one) => lists(route, one))
  const arrays = Object.entries(schema.properties ?? {}).filter(([, { type }]) => type === 'array')
  return schema.type === 'array' || arrays.some(([name]) => name === 'items' || !route.endsWith('}'))
}

async function operations(): Promise<Map<string, Operation>> {
  const { body } = await world.get('/openapi.json', {})
  const { paths } = body as { paths: Record<string, Record<string, Operation>> }
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
    ),
  )
}

describe('/openapi.json', () => {
  it('names every route of the access table, and no other', async () => {
    expect([...(await operations()).keys()].sort()).toEqual(Object.keys(ACCESS).sort())
  })

  it('names every route that the app answers', async () => {
    const mounted = world.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    expect([...new Set(mounted)].sort()).toEqual([...(await operations()).keys()].sort())
  })

  it('asks for nothing that may be left out', async () => {
    const { parameters = [] } = (await operations()).get('GET /api/trucks/{device}/series') ?? {}
    const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name)
    expect(required).toEqual(['device', 'from', 'to', 'compartment'])
    const alarms = (await operations()).get('GET /api/alarms')?.parameters ?? []
    expect(alarms.filter((parameter) => parameter.required)).toEqual([])
  })

  it('describes every parameter of a path, and gives each operation a name of its own', async () => {
    const all = await operations()
    for (const [route, { parameters }] of all) {
      const named = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
      expect([route, named]).toEqual([route, [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)])
    }
    expect(new Set([...all.values()].map(({ operationId }) => operationId)).size).toBe(all.size)
  })

  it('pages every list, up to a cap, or says why it stays short', async () => {
    const administrator = await world.as('administrator')
    const all = [...(await operations())].filter(
      ([route, { responses }]) =>
        route.startsWith('GET ') && lists(route, responses[200]?.content?.['application/json']?.schema),
    )
    const isPaged = ([, { parameters }]: (typeof all)[number]) =>
      parameters.some(({ name }) => name === 'limit' || name === 'after')
    const unexplained = all.filter((list) => !isPaged(list) && !/Without pages: \S+/.test(list[1].description ?? ''))
    expect(unexplained.map(([route]) => route)).toEqual([])
    const paged = all.filter(isPaged)
    for (const [route, { parameters }] of paged) {
      const named = new Map(parameters.map((parameter) => [parameter.name, parameter]))
      const largest = Number(/1 to (\d+)$/.exec(named.get('limit')?.description ?? '')?.[1])
      // whose device it is, is looked at before the query
      const path = route
        .slice('GET '.length)
        .replace('{device}', 'tk001')
        .replaceAll(/\{\w+\}/g, NOBODY)
      const span = named.has('from') ? '&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z' : ''
      for (const [query, field] of [
        [`limit=${largest + 1}`, 'limit'],
        ['limit=0', 'limit'],
        ['after=%7B%7D', 'after'],
        // in a list of one record, that one is looked for first
        ...(route.includes('{') ? [] : NO_KEYS).map((key) => [`after=${cursorOf(key)}`, 'after'] as const),
      ] as const) {
        const { status, body } = await administrator('GET', `${path}?${query}${span}`)
        // what an administrator may not look at refuses before it parses
        if (status === 403) continue
        expect([route, query, status, body]).toEqual([route, query, 400, expect.objectContaining({ field })])
      }
    }
    expect(paged.length).toBeGreaterThan(20)
  })

  it('gives the same list by one and one as at once', async () => {
    const administrator = await world.as('administrator')
    const several = ['/api/trucks', '/api/alarms', '/api/people', '/api/sessions', '/api/carriers']
    await world.as('administrator')
    world.readModel.commit({
      trucks: ['tk002', 'tk001', 'tk003'].map((device) => truckSnapshot(device)),
      alarms: ['a2', 'a1'].map((id) => alarmRecord(id)),
    })
    for (const name of ['first', 'second'])
      await administrator('POST', '/api/organisations', {
        kind: 'carrier',
        name: { zh: `承运 ${name}`, en: `Carrier ${name}` },
      })
    const walked: string[] = []
    for (const [route, { parameters }] of await operations()) {
      const path = route.slice('GET '.length)
      if (!route.startsWith('GET ') || path.includes('{') || !parameters.some(({ name }) => name === 'after')) continue
      const page = async (query: string) => {
        const { status, body } = await administrator('GET', `${path}?${query}`)
        return status === 200 ? (body as { items: unknown[]; next: string | null }) : undefined
      }
      const whole = await page('limit=100')
      if (whole === undefined) continue
      const items: unknown[] = []
      for (let next: string | null = ''; next !== null; ) {
        const one = await page(`limit=1${next === '' ? '' : `&after=${next}`}`)
        items.push(...(one?.items ?? []))
        next = one?.next ?? null
      }
      expect([path, items]).toEqual([path, whole.items])
      if (items.length > 1) walked.push(path)
    }
    expect(walked).toEqual(expect.arrayContaining(several))
  })
})
