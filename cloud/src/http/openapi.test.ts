import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCESS } from '../access/access-table.ts'
import { createApiWorld } from '../testing/api-world.ts'

let world: Awaited<ReturnType<typeof createApiWorld>>
beforeAll(async () => {
  world = await createApiWorld()
})
afterAll(() => world.close())

interface Operation {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[]
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
})
