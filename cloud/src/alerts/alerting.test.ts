import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Episode, EpisodeChange } from '../excursions/episode.ts'
import { episodeForTests } from '../testing/alert-fixture.ts'
import { createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { createAlertService } from './alert-service.ts'
import type { Channel, Handed, Message } from './channels/channel.ts'
import type { Plan } from './plan.ts'
import { DIGEST_MS } from './run-steps.ts'

const MINUTE_MS = 60_000

class Crash extends Error {}

interface Sent extends Message {
  readonly atMs: number
  readonly channel: string
}

/** Real databases and services; episodes, channels and the clock are the test's. */
class AlertWorld {
  readonly sent: Sent[] = []
  readonly changes: EpisodeChange[] = []
  /** what the next attempts come to; none: sent */
  readonly outcomes: (Handed | 'crash-before' | 'crash-after')[] = []
  readonly known = new Set<string>()
  canBeAsked = true

  readonly api: Awaited<ReturnType<typeof createApiWorld>>
  readonly people: readonly string[]
  readonly organisationId: string

  private constructor(
    api: Awaited<ReturnType<typeof createApiWorld>>,
    people: readonly string[],
    organisationId: string,
  ) {
    this.api = api
    this.people = people
    this.organisationId = organisationId
  }

  static async open(place?: TestPlace['place']): Promise<AlertWorld> {
    const api = await createApiWorld(place === undefined ? {} : { place })
    const { organisation_id: organisationId } = await api.db.reader
      .selectFrom('asset')
      .innerJoin('device', 'device.asset_id', 'asset.id')
      .select('asset.organisation_id')
      .where('device.id', '=', 'tk001')
      .executeTakeFirstOrThrow()
    const people: string[] = []
    for (const name of ['anna', 'bo', 'chen', 'dai']) {
      const { id } = await api.db.inTransaction((tx) =>
        api.people.add(tx, {
          ...{ name, displayName: { zh: name, en: name }, organisationId, roles: ['quality'], passwordHash: null },
        }),
      )
      people.push(id)
    }
    const world = new AlertWorld(api, people, organisationId)
    for (const [at, id] of people.entries())
      await world.service().recipients.change(world.scope, id, {
        ...{
          language: at === 0 ? 'en' : 'zh-CN',
          addresses: { sms: `+861380000000${at}`, email: `p${at}@cold.example` },
        },
      })
    await world.service().follower.ensure()
    return world
  }

  get scope() {
    const actor = {
      kind: 'person',
      id: this.people[0] ?? '',
      organisationId: this.organisationId,
      roles: ['quality'],
    } as const
    return { actor, reach: 'organisation' } as const
  }

  /** Another instance of it. */
  service() {
    const { db, clock, sealedFields, audit } = this.api
    return createAlertService({
      ...{ db, clock, sealedFields, audit, receipts: () => Promise.resolve(new Map()), origin: 'https://cold.example' },
      episodes: {
        changesAfter: (position, limit) =>
          Promise.resolve(this.changes.filter((change) => change.position > position).slice(0, limit)),
      },
      channel: (name) => this.#channel(name),
      onFailure: (error) => {
        throw error
      },
    })
  }

  #channel(name: Channel['name']): Channel {
    const taken = (message: Message): Handed => {
      this.sent.push({ ...message, atMs: this.api.clock.ms, channel: name })
      this.known.add(message.id)
      return { state: 'sent', providerId: `p-${message.id}` }
    }
    return {
      name,
      send: (message) => {
        const outcome = this.outcomes.shift()
        if (outcome === 'crash-before') return Promise.reject(new Crash())
        if (outcome === undefined) return Promise.resolve(taken(message))
        if (outcome !== 'crash-after') return Promise.resolve(outcome)
        taken(message)
        return Promise.reject(new Crash())
      },
      ...(this.canBeAsked && {
        find: (message: Message) =>
          Promise.resolve(
            this.known.has(message.id) ? ({ state: 'sent', providerId: `p-${message.id}` } as const) : undefined,
          ),
      }),
    }
  }

  tell(change: EpisodeChange['change'], episode: Episode): void {
    this.changes.push({ position: this.changes.length + 1, change, episode })
  }

  /** Lets time pass in seconds of `stepMs`, and everything that is due happen; a crash ends the instance, and another goes on. */
  async pass(ms: number, stepMs = 5_000): Promise<void> {
    const { clock } = this.api
    const untilMs = clock.ms + ms
    for (;;) {
      await this.work()
      if (clock.ms >= untilMs) return
      clock.ms = Math.min(untilMs, clock.ms + stepMs)
    }
  }

  async work(): Promise<void> {
    const service = this.service()
    for (;;) {
      try {
        const done = (await service.follower.follow()) + (await service.steps.runDue())
        await service.messages.heed()
        const sent = await service.messages.sendOne()
        if (done === 0 && !sent) return
      } catch (error) {
        if (!(error instanceof Crash)) throw error
      }
    }
  }

  episode(id: string, of: Partial<Episode> = {}): Episode {
    const nowMs = this.api.clock.ms
    return episodeForTests({ id, device: 'tk001', openedAtMs: nowMs, seenAtMs: nowMs, ...of })
  }

  pages(): Sent[] {
    return this.sent.filter(({ template }) => template?.code !== 'closed')
  }

  plan(of: Partial<Plan> = {}): Plan {
    const [, ...others] = this.people
    const who = others.map((personId) => ({ kind: 'person', personId }) as const)
    return {
      ...{
        name: { zh: '方案', en: 'Plan' },
        severities: ['notice', 'warning', 'gsp'],
        kinds: null,
        workingHours: null,
      },
      steps: [
        { who, channels: ['sms', 'email'], waitMinutes: 0, hours: 'always' },
        {
          who: [{ kind: 'person', personId: this.people[0] ?? '' }],
          channels: ['email'],
          waitMinutes: 10,
          hours: 'always',
        },
      ],
      repeat: { everyMinutes: 15, most: 4 },
      ...of,
    }
  }
}

describe.each(eachEngine)('alerting on %s', (_, openPlace) => {
  let at: TestPlace
  let world: AlertWorld

  beforeEach(async () => {
    at = await openPlace()
    world = await AlertWorld.open(at.place)
  })
  afterEach(async () => {
    await world.api.close()
    await at.remove()
  })

  it('refuses a plan with fewer than three named people for GSP, by the rule’s name', async () => {
    const { plans } = world.service()
    const plan = world.plan()
    const [first, ...rest] = plan.steps
    if (first === undefined) throw new Error('it has a step')
    const two = { ...plan, steps: [{ ...first, who: first.who.slice(1) }, ...rest] }
    await expect(plans.add(world.scope, two)).rejects.toThrow('GSP Annex 3 art. 6')
    const late = {
      ...plan,
      steps: [
        { ...first, who: first.who.slice(1) },
        { ...first, waitMinutes: 1 },
      ],
    }
    await expect(plans.add(world.scope, late)).rejects.toThrow('GSP Annex 3 art. 6')
    const kept = await plans.add(world.scope, plan)
    await expect(plans.add(world.scope, plan)).rejects.toThrow('is for it already')
    // somebody leaves: the plan that was right is shown to be wrong
    await world.api.db.reader
      .updateTable('person')
      .set({ disabled_at_ms: 1 })
      .where('id', '=', world.people[1] ?? '')
      .execute()
    expect(await plans.breach(world.api.db.reader, kept.plan, world.organisationId)).toContain('GSP Annex 3 art. 6')
  })

  it('calls in steps and again until somebody takes it, and nobody after', async () => {
    const service = world.service()
    await service.plans.add(world.scope, world.plan())
    world.tell('opened', world.episode('e1', { severity: 'gsp', minutesLeft: { low: 20, likely: 30, high: 45 } }))
    await world.pass(9 * MINUTE_MS, MINUTE_MS)
    expect(world.sent.map(({ to }) => to).sort()).toEqual(['+8613800000001', '+8613800000002', '+8613800000003'])
    expect(world.sent[0]?.text).toContain('约 30 分钟后药品受影响')
    expect(world.sent[0]?.link).toBe('https://cold.example/#/trucks/tk001')
    await world.pass(MINUTE_MS, MINUTE_MS)
    expect(world.sent[3]).toMatchObject({ to: 'p0@cold.example', language: 'en', channel: 'email' })
    expect(world.sent[3]?.text).toContain('about 30 min')
    await world.pass(15 * MINUTE_MS, MINUTE_MS)
    expect(world.sent).toHaveLength(7)
    const [alert] = await service.alerts.list(world.scope, { limit: 5, after: undefined, openOnly: true })
    await service.alerts.acknowledge(world.scope, alert?.id ?? '', 'I call the driver')
    await world.pass(60 * MINUTE_MS, 5 * MINUTE_MS)
    expect(world.sent).toHaveLength(7)
    expect(await service.alerts.acknowledgementsOf('e1')).toMatchObject([
      { comment: 'I call the driver', undoneAtMs: null },
    ])
    await expect(service.alerts.acknowledge(world.scope, alert?.id ?? '', 'me too')).rejects.toThrow(
      'acknowledged already',
    )
    await service.alerts.undo(world.scope, alert?.id ?? '', 'I am ill')
    await world.pass(MINUTE_MS)
    expect(world.sent).toHaveLength(10)
  })

  it('sends nothing that still waits to be tried again once somebody took it', async () => {
    const service = world.service()
    await service.plans.add(world.scope, world.plan())
    world.outcomes.push(
      ...Array.from({ length: 3 }, () => ({ state: 'retry', code: '429', afterMs: MINUTE_MS }) as const),
    )
    world.tell('opened', world.episode('e1'))
    await world.work()
    expect(world.outcomes).toEqual([])
    const [alert] = await service.alerts.list(world.scope, { limit: 5, after: undefined, openOnly: true })
    await service.alerts.acknowledge(world.scope, alert?.id ?? '', 'I have it')
    await world.pass(30 * MINUTE_MS, MINUTE_MS)
    expect(world.sent).toEqual([])
    const told = await service.alerts.told(world.scope, alert?.id ?? '')
    expect(told.map(({ state }) => state)).toEqual(['dropped', 'dropped', 'dropped'])
  })

  it('pages again for a higher severity, though somebody had it', async () => {
    const service = world.service()
    await service.plans.add(world.scope, world.plan())
    const episode = world.episode('e1')
    world.tell('opened', episode)
    await world.pass(MINUTE_MS)
    const [alert] = await service.alerts.list(world.scope, { limit: 5, after: undefined, openOnly: true })
    await service.alerts.acknowledge(world.scope, alert?.id ?? '', 'mine')
    world.tell('raised', { ...episode, severity: 'gsp', revision: 2 })
    await world.pass(MINUTE_MS)
    expect(world.sent).toHaveLength(6)
  })

  it('tells nobody of what was over when it was first known, or before its step was due', async () => {
    const service = world.service()
    const plan = world.plan()
    await service.plans.add(world.scope, {
      ...plan,
      steps: plan.steps.map((step) => ({ ...step, waitMinutes: 3 })),
      severities: ['warning'],
    })
    const past = { revisedBecause: 'late-frames', openedAtMs: world.api.clock.ms - 90 * MINUTE_MS } as const
    world.tell('opened', world.episode('late', { ...past, closedAtMs: world.api.clock.ms - 60 * MINUTE_MS }))
    const episode = world.episode('short', { compartment: 'c2' })
    world.tell('opened', episode)
    await world.pass(2 * MINUTE_MS, MINUTE_MS)
    world.tell('closed', { ...episode, closedAtMs: world.api.clock.ms })
    await world.pass(20 * MINUTE_MS, MINUTE_MS)
    expect(world.sent).toEqual([])
    expect(await service.alerts.list(world.scope, { limit: 5, after: undefined, openOnly: false })).toHaveLength(2)
  })

  it('keeps quiet while muted, until the mute ends', async () => {
    const service = world.service()
    await service.plans.add(world.scope, world.plan())
    const mute = {
      device: 'tk001',
      kind: null,
      reason: 'in the workshop',
      untilMs: world.api.clock.ms + 30 * MINUTE_MS,
    }
    await service.mutes.add(world.scope, mute)
    world.tell('opened', world.episode('e1'))
    await world.pass(29 * MINUTE_MS, MINUTE_MS)
    expect(world.sent).toEqual([])
    await world.pass(MINUTE_MS, MINUTE_MS)
    expect(world.sent).toHaveLength(4)
  })

  it('makes one message of a storm, and goes another way where one fails', async () => {
    const service = world.service()
    await service.plans.add(world.scope, world.plan())
    for (let at = 0; at < 6; at++) world.tell('opened', world.episode(`e${at}`, { compartment: `c${at}` }))
    world.outcomes.push({ state: 'failed', code: '21614', reason: 'not a mobile number' })
    await world.pass(MINUTE_MS)
    expect(world.sent).toHaveLength(3)
    expect(world.sent.every(({ template }) => template?.code === 'digest')).toBe(true)
    expect(world.sent.map(({ channel }) => channel).sort()).toEqual(['email', 'sms', 'sms'])
    const [alert] = await service.alerts.list(world.scope, { limit: 5, after: undefined, openOnly: true })
    const told = await service.alerts.told(world.scope, alert?.id ?? '')
    expect(told.map(({ state, code }) => [state, code])).toContainEqual(['failed', '21614'])
  })

  it('asks the provider before a repeat, and says in a repeat that it is one', async () => {
    const service = world.service()
    await service.plans.add(world.scope, world.plan())
    world.outcomes.push('crash-after')
    world.tell('opened', world.episode('e1'))
    await world.pass(3 * MINUTE_MS)
    // the provider had it
    expect(world.sent).toHaveLength(3)
    world.canBeAsked = false
    world.outcomes.push('crash-after')
    world.tell('opened', world.episode('e2', { kind: 'power' }))
    await world.pass(3 * MINUTE_MS)
    expect(world.sent.filter(({ repeat }) => repeat)).toHaveLength(1)
    expect(world.sent).toHaveLength(7)
  })

  it('makes one opening and one closing of a value that flaps each minute for an hour', async () => {
    const service = world.service()
    await service.plans.add(world.scope, world.plan())
    for (let minute = 0; minute < 30; minute++) {
      const episode = world.episode(`e${minute}`)
      world.tell('opened', episode)
      await world.pass(MINUTE_MS, 30_000)
      world.tell('closed', { ...episode, closedAtMs: world.api.clock.ms })
      await world.pass(MINUTE_MS, 30_000)
    }
    await world.pass(10 * MINUTE_MS, MINUTE_MS)
    expect(await service.alerts.list(world.scope, { limit: 5, after: undefined, openOnly: false })).toHaveLength(1)
    const ofOne = world.sent.filter(({ to }) => to === '+8613800000001')
    expect(ofOne.filter(({ template }) => template?.code === 'closed')).toHaveLength(1)
    // the opening, and one for each round of the plan: none for each flap
    expect(ofOne.length).toBeLessThanOrEqual(1 + 4 + 1)
  })
})

it('keeps its promises over random schedules and crashes', async () => {
  const world = await AlertWorld.open()
  const service = world.service()
  const plan = await service.plans.add(world.scope, world.plan({ repeat: { everyMinutes: 7, most: 2 } }))
  const event = fc.record({
    afterSeconds: fc.integer({ min: 0, max: 400 }),
    what: fc.constantFrom(
      'open',
      'open',
      'close',
      'raise',
      'acknowledge',
      'undo',
      'crash-before',
      'crash-after',
      'retry',
    ),
    which: fc.integer({ min: 0, max: 2 }),
  })
  let round = 0
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 4, maxLength: 14 }), async (events) => {
      round++
      world.sent.length = 0
      world.outcomes.length = 0
      // of a day of its own, so that no digest reaches over
      world.api.clock.ms += 48 * 60 * MINUTE_MS
      await world.work()
      world.sent.length = 0
      const episodes = new Map<number, Episode>()
      const quiet = new Map<string, { fromMs: number; toMs: number }[]>()
      const openedAt = new Map<string, number>()
      let crashes = 0
      const alertOf = async (id: string) => {
        const row = await world.api.db.reader
          .selectFrom('alert_episode')
          .select('alert_id')
          .where('episode_id', '=', id)
          .executeTakeFirst()
        return row?.alert_id
      }
      for (const { afterSeconds, what, which } of events) {
        await world.pass(afterSeconds * 1_000, 20_000)
        const nowMs = world.api.clock.ms
        const known = episodes.get(which)
        if (what === 'open' && known === undefined) {
          const id = `r${round}-${which}`
          const episode = world.episode(id, {
            kind: (['temperature', 'power', 'door'] as const)[which] ?? 'door',
            fingerprint: id,
          })
          episodes.set(which, episode)
          openedAt.set(id, nowMs)
          world.tell('opened', episode)
        } else if (what === 'close' && known?.closedAtMs === null) {
          const closed = { ...known, closedAtMs: nowMs, revision: known.revision + 1 }
          episodes.set(which, closed)
          world.tell('closed', closed)
        } else if (what === 'raise' && known?.closedAtMs === null && known.severity !== 'gsp') {
          const raised = { ...known, severity: 'gsp' as const, revision: known.revision + 1 }
          episodes.set(which, raised)
          world.tell('raised', raised)
          for (const span of quiet.get(known.id) ?? []) span.toMs = Math.min(span.toMs, nowMs)
        } else if ((what === 'acknowledge' || what === 'undo') && known !== undefined) {
          const id = await alertOf(known.id)
          if (id === undefined) continue
          const done = await (what === 'undo'
            ? service.alerts.undo(world.scope, id, 'no')
            : service.alerts.acknowledge(world.scope, id, 'mine')
          ).catch(() => undefined)
          if (done === undefined) continue
          const spans = quiet.get(known.id) ?? []
          if (what === 'acknowledge') spans.push({ fromMs: nowMs, toMs: Number.POSITIVE_INFINITY })
          else for (const span of spans) span.toMs = Math.min(span.toMs, nowMs)
          quiet.set(known.id, spans)
        } else if (what.startsWith('crash')) {
          crashes++
          world.outcomes.push(what as 'crash-before')
        } else if (what === 'retry') world.outcomes.push({ state: 'retry', code: '429', afterMs: 5_000 })
      }
      await world.pass(40 * MINUTE_MS, MINUTE_MS)
      const rows = await world.api.db.reader
        .selectFrom('alert_message')
        .selectAll()
        .where('created_at_ms', '>=', Math.min(...openedAt.values(), Number.POSITIVE_INFINITY))
        .execute()
      // none is lost: each is told, or there was nothing left to tell
      expect(rows.filter(({ state }) => !['sent', 'delivered', 'dropped'].includes(state))).toEqual([])
      // no duplicate without a crash; with one, the provider was asked
      const counts = new Map<string, number>()
      for (const { id } of world.sent) counts.set(id, (counts.get(id) ?? 0) + 1)
      expect([...counts.values()].filter((count) => count > 1).length).toBeLessThanOrEqual(crashes)
      expect(crashes > 0 || [...counts.values()].every((count) => count === 1)).toBe(true)
      const offsets = [0, 10 * MINUTE_MS]
      for (const sent of world.pages()) {
        const items = await world.api.db.reader
          .selectFrom('alert_message_item')
          .innerJoin('alert_episode', 'alert_episode.alert_id', 'alert_message_item.alert_id')
          .select('alert_episode.episode_id')
          .where('alert_message_item.message_id', '=', sent.id)
          .execute()
        // of a digest at least one was still nobody's
        const isQuiet = (id: string) =>
          (quiet.get(id) ?? []).some(({ fromMs, toMs }) => fromMs < sent.atMs && sent.atMs < toMs)
        expect(items.some(({ episode_id }) => !isQuiet(episode_id))).toBe(true)
        const isSecond = sent.channel === 'email' && sent.to.startsWith('p0')
        const earliest =
          Math.min(...items.map(({ episode_id }) => openedAt.get(episode_id) ?? 0)) + (offsets[isSecond ? 1 : 0] ?? 0)
        expect(sent.atMs).toBeGreaterThanOrEqual(earliest)
      }
      // one person is told of a truck once a minute, and once more where something is worse
      for (const to of new Set(world.pages().map((sent) => sent.to))) {
        const times = world
          .pages()
          .filter((sent) => sent.to === to)
          .map(({ atMs }) => atMs)
        for (const atMs of times)
          expect(times.filter((other) => other >= atMs && other < atMs + DIGEST_MS).length).toBeLessThanOrEqual(
            3 + crashes,
          )
      }
    }),
    { numRuns: 12 },
  )
  expect(plan.version).toBe(1)
  await world.api.close()
})
