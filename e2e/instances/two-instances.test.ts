import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { openFrameReader } from '../../cloud/src/frames/open-frame-log.ts'
import { run } from '../../start/install.mjs'
import { cloudSecretFile, writeFleet } from '../../start/world.mjs'
import { freePort } from '../../tooling/free-port.ts'
import { createTestDatabase } from '../../tooling/test-database.ts'
import { type RunningProgram, spawnProgram } from '../faults/process.ts'
import { repository, until } from '../world.ts'
import { SendingTruck } from './sending-truck.ts'
import { openStateFeed, type StateFeed } from './state-feed.ts'

const TRUCKS = 12
const FRAME_EVERY_MS = 250
/** What the fleet may see nothing new for because an instance dies. */
const MOST_GAP_MS = 3_000

const data = mkdtempSync(join(tmpdir(), 'coldrx-instances-'))
const cleanups: (() => Promise<unknown>)[] = []

afterEach(async ({ task }) => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
  // evidence of a failure is kept
  if (task.result?.state !== 'fail') rmSync(data, { recursive: true, force: true })
})

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

interface Instance {
  readonly program: RunningProgram
  readonly url: string
}

test('two instances share the work; when one is killed the other takes over, and nothing acknowledged is lost', {
  timeout: 240_000,
}, async () => {
  const databaseUrl = await createTestDatabase()
  const trucks = Array.from({ length: TRUCKS }, (_, at) => new SendingTruck(`tk${String(at + 1).padStart(3, '0')}`))
  const secretFile = cloudSecretFile(data)
  const fleet = writeFleet({
    data,
    devices: trucks.map(({ device, publicKey, secret }) => ({ device, publicKey, secretHash: sha256(secret) })),
    cloudSecretHash: sha256(readFileSync(secretFile, 'utf8').trim()),
  })
  const brokerPort = await freePort()
  const brokerUrl = `mqtt://127.0.0.1:${brokerPort}`
  const pagesUrl = 'http://127.0.0.1:1'
  const start = async (name: string, program: string, args: readonly string[]): Promise<RunningProgram> => {
    const started = spawnProgram({
      name,
      command: process.execPath,
      args: ['--enable-source-maps', join(repository, program), ...args],
      readyPattern: /^ready/,
    })
    cleanups.push(() => started.stop())
    await started.ready
    return started
  }
  const startInstance = async (name: string): Promise<Instance> => {
    const port = await freePort()
    const program = await start(name, 'cloud/dist/main.js', [
      ...['serve', '--data', join(data, 'cloud'), '--database-url', databaseUrl, '--fleet', fleet],
      ...['--broker', brokerUrl, '--broker-secret-file', secretFile],
      ...['--http-port', String(port), '--origin', pagesUrl],
    ])
    return { program, url: `http://127.0.0.1:${port}` }
  }
  await start('broker', 'broker/dist/main.js', ['--credentials', fleet, '--port', String(brokerPort)])
  const first = await startInstance('cloud-1')
  const second = await startInstance('cloud-2')
  const database = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  cleanups.push(() => database.end())

  const leaders = async (): Promise<ReadonlyMap<string, number>> => {
    const { rows } = await database.query<{ name: string; holder: string }>(
      `SELECT name, holder FROM telemetry.leases WHERE name NOT LIKE 'instance %' AND expires_at_ms > 0`,
    )
    return new Map(rows.map(({ name, holder }) => [name, Number(holder.split(' ')[1])]))
  }
  const shared = () => until('each leads a part', async () => new Set((await leaders()).values()).size === 2)
  await shared()

  const { signIns } = JSON.parse(readFileSync(join(data, 'cloud', 'sign-ins.json'), 'utf8')) as {
    signIns: readonly [{ name: string; password: string }]
  }
  // the pages' server would hand on the same request
  const cookie = await cookieOf({ url: first.url, origin: pagesUrl, signIn: signIns[0] })
  const feedOf = async ({ url }: Instance, lastEventId = ''): Promise<StateFeed> => {
    const feed = await openStateFeed({ url, cookie, lastEventId })
    cleanups.push(async () => feed.close())
    return feed
  }

  const watch = watchCursors(database)
  cleanups.push(() => watch.stop())
  for (const truck of trucks) {
    await truck.start({ brokerUrl, frameEveryMs: FRAME_EVERY_MS })
    cleanups.push(() => truck.stop())
  }
  const feeds = new Map([
    [first, await feedOf(first)],
    [second, await feedOf(second)],
  ])
  const alarmsTold = (feed: StateFeed | undefined): number => feed?.alarms.size ?? 0
  await until('both feeds tell of alarms', () => [...feeds.values()].every((feed) => alarmsTold(feed) > TRUCKS))

  // the one that makes what feeds tell
  const readingsPid = (await leaders()).get('readings')
  const [victim, survivor] = first.program.pid === readingsPid ? [first, second] : [second, first]
  expect(victim.program.pid).toBe(readingsPid)
  const cut = feeds.get(victim)
  const kept = feeds.get(survivor)
  if (cut === undefined || kept === undefined) throw new Error('a feed is missing')
  const killedAtMs = Date.now()
  await victim.program.kill9()
  await until('the feed of the dead instance has ended', () => cut.ended())
  const resumed = await feedOf(survivor, cut.lastEventId())
  const alarmsBefore = alarmsTold(kept)
  await until('the other one leads all', async () => {
    const now = await leaders()
    return now.size === 2 && [...now.values()].every((pid) => pid === survivor.program.pid)
  })
  await until('the surviving feed goes on', () => alarmsTold(kept) > alarmsBefore + TRUCKS)

  await victim.program.restart()
  await shared()
  const joined = await feedOf(victim, kept.lastEventId())
  const alarmsAtJoining = alarmsTold(kept)
  await until('all go on', () => alarmsTold(kept) > alarmsAtJoining + TRUCKS)
  for (const truck of trucks) truck.finish()
  await until('all is acknowledged', () =>
    trucks.every(({ acknowledged, frames }) => acknowledged.size === frames.length),
  )
  const sent = trucks.reduce((sum, { frames }) => sum + frames.length, 0)
  await until('all is worked in', async () => (await watch.position()) >= sent)

  // what comes late on this machine while nobody dies is no part of it
  const usualGapMs = longestGap(kept.progressAtMs.filter((atMs) => atMs < killedAtMs))
  const readingsGapMs = longestGap(kept.progressAtMs)
  console.log(
    `${sent} frames of ${TRUCKS} trucks; killed after ${kept.progressAtMs.filter((atMs) => atMs < killedAtMs).length} changes; ` +
      `longest gap of the surviving feed ${readingsGapMs} ms (before ${usualGapMs}), of the cursors ${[...watch.gaps()].map(([name, ms]) => `${name} ${ms}`).join(', ')} ms`,
  )

  const frames = openFrameReader({ engine: 'postgres', url: databaseUrl })
  cleanups.push(() => frames.close())
  for (const { device, epoch, frames: own, acknowledged } of trucks) {
    const stored = await frames.frames(device, epoch, 0, own.length)
    expect(stored.map(({ n }) => n)).toEqual([...own.keys()])
    for (const n of acknowledged) expect(Buffer.from(stored[n]?.bytes ?? []).equals(own[n] ?? Buffer.of())).toBe(true)
  }
  expect((await frames.counts()).frames).toBe(sent)

  const alarms = await allAlarms({ url: survivor.url, cookie })
  for (const feed of [kept, joined]) {
    await until('the feed has told the newest of every truck', () =>
      trucks.every(({ device, frames: own }) => feed.trucks.get(device)?.frames === own.length),
    )
  }
  await until('the surviving feed has told of every alarm', () => alarms.every(({ id }) => kept.alarms.has(id)))
  for (const { id, closedAt } of alarms) {
    expect(kept.alarms.get(id)).toMatchObject({ closedAt })
    // the reader of the dead instance has missed nothing by going on at the other one
    expect(resumed.alarms.get(id) ?? cut.alarms.get(id)).toMatchObject({ closedAt })
  }
  expect(alarms.length).toBeGreaterThan(TRUCKS * 3)

  const { code, output } = await run(process.execPath, [
    join(repository, 'cloud/dist/main.js'),
    ...['verify', '--data', join(data, 'cloud'), '--database-url', databaseUrl, '--fleet', fleet],
  ])
  expect(output).toMatch(/no fault$/m)
  expect(code).toBe(0)

  const mostMs = MOST_GAP_MS + usualGapMs
  expect(readingsGapMs).toBeLessThan(mostMs)
  for (const [, gapMs] of watch.gaps()) expect(gapMs).toBeLessThan(mostMs)
})

async function cookieOf({
  url,
  origin,
  signIn: { name, password },
}: {
  readonly url: string
  readonly origin: string
  readonly signIn: { readonly name: string; readonly password: string }
}): Promise<string> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ name, password }),
  })
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`)
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

interface ListedAlarm {
  readonly id: string
  readonly closedAt: string | null
}

async function allAlarms({ url, cookie }: { readonly url: string; readonly cookie: string }): Promise<ListedAlarm[]> {
  const found: ListedAlarm[] = []
  for (let after: string | null = ''; after !== null; ) {
    const query: URLSearchParams = new URLSearchParams({ limit: '100', ...(after === '' ? {} : { after }) })
    const response = await fetch(`${url}/api/alarms?${query.toString()}`, { headers: { cookie } })
    if (!response.ok) throw new Error(`alarms: ${response.status} ${await response.text()}`)
    const page = (await response.json()) as { items: ListedAlarm[]; next: string | null }
    found.push(...page.items)
    after = page.next
  }
  return found
}

function longestGap(atMs: readonly number[]): number {
  return atMs.slice(1).reduce((longest, at, before) => Math.max(longest, at - (atMs[before] ?? at)), 0)
}

/** Looks again and again how far each projection is. A gap is counted while the log is ahead of it. */
function watchCursors(database: pg.Pool) {
  const positions = new Map<string, number>()
  const movedAtMs = new Map<string, number>()
  const gaps = new Map<string, number>()
  let stopped = false

  async function read(): Promise<{ last: number; cursors: { projection: string; position: string }[] }> {
    const { rows } = await database.query<{ last: string | null }>('SELECT max(position) AS last FROM frames')
    const cursors = await database.query<{ projection: string; position: string }>(
      'SELECT projection, position FROM telemetry.cursors',
    )
    return { last: Number(rows[0]?.last ?? 0), cursors: cursors.rows }
  }

  async function look(): Promise<void> {
    while (!stopped) {
      const { last, cursors } = await read()
      const nowMs = Date.now()
      for (const { projection, position } of cursors) {
        const at = Number(position)
        if (at !== positions.get(projection) || at >= last) movedAtMs.set(projection, nowMs)
        positions.set(projection, at)
        const gapMs = nowMs - (movedAtMs.get(projection) ?? nowMs)
        gaps.set(projection, Math.max(gaps.get(projection) ?? 0, gapMs))
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  const looking = look()
  return {
    gaps: (): ReadonlyMap<string, number> => gaps,
    position: async (): Promise<number> => Math.min(...(await read()).cursors.map(({ position }) => Number(position))),
    async stop(): Promise<void> {
      stopped = true
      await looking
    },
  }
}
