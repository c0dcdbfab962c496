import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { publicEndpoint } from '../http/endpoint.ts'
import { assertAsDeclared } from './declared-answers.ts'

const route = 'GET /api/health'
const about = { route, tag: 'x', summary: 'x', handle: () => new Response() } as const
const declared = publicEndpoint({ ...about, answer: z.strictObject({ name: z.string() }), refusals: { 401: 'no' } })

describe('an answer', () => {
  it('as declared passes', async () => {
    const fine = [
      assertAsDeclared(declared, Response.json({ name: 'a' })),
      assertAsDeclared(declared, Response.json({ error: 'x' }, { status: 401 })),
      assertAsDeclared(publicEndpoint(about), new Response(null, { status: 204 })),
    ]
    await expect(Promise.all(fine)).resolves.toHaveLength(3)
  })

  it.each([
    ['a member too many', () => Response.json({ name: 'a', passwordHash: 'b' })],
    ['a member too few', () => Response.json({})],
    ['another status', () => Response.json({ name: 'a' }, { status: 201 })],
    ['another media type', () => new Response('{"name":"a"}', { headers: { 'content-type': 'text/html' } })],
  ])('with %s fails', async (_, make) => {
    await expect(assertAsDeclared(declared, make())).rejects.toThrow('answered other than it declares')
  })
})
