import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { oauthWorld } from '../testing/oauth-world.ts'

const WANTED = 'one of twelve and more'

describe.each(eachEngine)('what apps may do in a name ends on %s', (_, openPlace) => {
  let place: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  beforeEach(async () => {
    place = await openPlace()
    world = await createApiWorld({ place: place.place })
  })
  afterEach(async () => {
    await world.close()
    await place.remove()
  })

  const REASON = { reason: 'as the test wants it' }
  it.each([
    [
      'with the password',
      'password',
      async () => {
        const dispatcher = await world.as('dispatcher')
        const passwords = { current: world.dispatcher.password, wanted: WANTED }
        return dispatcher('PUT', '/api/session/password', passwords)
      },
    ],
    [
      'with a password that an administrator resets',
      'password',
      async (id: string) => (await world.as('administrator'))('POST', `/api/people/${id}/reset-password`, REASON),
    ],
    [
      'with a suspension, and stays so after it',
      'suspended',
      async (id: string) => {
        const administrator = await world.as('administrator')
        await administrator('POST', `/api/people/${id}/disable`, REASON)
        return administrator('POST', `/api/people/${id}/enable`, REASON)
      },
    ],
    [
      'with an erasure',
      'erased',
      async (id: string) => (await world.as('administrator'))('POST', `/api/people/${id}/erase`, REASON),
    ],
  ])('%s', async (_what, because, act) => {
    const oauth = oauthWorld(world)
    const client = await oauth.register()
    const [dispatcher, quality] = [await world.as('dispatcher'), await world.as('quality')]
    const { body: tokens } = await oauth.exchange(client, await oauth.code(dispatcher, client))
    const { body: others } = await oauth.exchange(client, await oauth.code(quality, client))
    const unused = await oauth.code(dispatcher, client)
    const { id } = await world.db.reader
      .selectFrom('person')
      .select('id')
      .where('name', '=', 'dispatcher')
      .executeTakeFirstOrThrow()

    expect((await act(id)).status).toBeLessThan(300)
    expect(await oauth.statusWith(tokens.access_token ?? '')).toBe(401)
    for (const refused of [oauth.refresh(client, tokens.refresh_token ?? ''), oauth.exchange(client, unused)])
      expect(await refused).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(await oauth.statusWith(others.access_token ?? '')).toBe(200)
    expect((await oauth.refresh(client, others.refresh_token ?? '')).status).toBe(200)
    const told = await world.db.reader
      .selectFrom('audit_entry')
      .select('details')
      .where('action', '=', 'grant.end')
      .execute()
    expect(told.map(({ details }) => JSON.parse(String(details)))).toEqual([
      { because, person: id },
      { because, person: id },
    ])
  })
})
