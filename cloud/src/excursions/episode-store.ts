import { sm3, toHex, toUtf8 } from '@coldrx/protocol'
import type { BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import { type DrawnEpisode, isGraver } from './condition.ts'
import type { Episode, EpisodeChange, EpisodeKind, EpisodeSource, Severity } from './episode.ts'

export interface Redrawn {
  readonly device: string
  /** what was settled by then stands */
  readonly afterMs: number
  /** all that is open, and all that was settled later */
  readonly drawn: readonly DrawnEpisode[]
  /** of silence, which follows from when frames came, or of all else */
  readonly ofSilence: boolean
  readonly isLate: boolean
  readonly nowMs: number
}

const NEVER_MS = Number.MAX_SAFE_INTEGER

interface Stored {
  readonly id: string
  readonly episode: Episode
}

/**
 * Brings what is stored of a device to what was drawn, and tells what changed. An episode keeps its id as long as it
 * overlaps what it was: frames that come late may open it earlier, and who took it has still taken it.
 */
export async function reconcile(tx: BusinessTransaction, redrawn: Redrawn): Promise<void> {
  const { device, drawn, ofSilence } = redrawn
  const rows = await tx
    .selectFrom('episode')
    .select(['id', 'body'])
    .where('device', '=', device)
    .where('withdrawn', '=', 0)
    .where('kind', ofSilence ? '=' : '<>', 'silence')
    .where('settled_at_ms', '>', redrawn.afterMs)
    .execute()
  const left = new Map(rows.map(({ id, body }): [string, Stored] => [id, { id, episode: parse(body) }]))
  const take = (stored: Stored | undefined): Stored | undefined => {
    if (stored !== undefined) left.delete(stored.id)
    return stored
  }
  const inOrder = [...drawn].sort((one, other) => one.openedAtMs - other.openedAtMs)
  const own = new Map(inOrder.map((episode) => [episode, take(left.get(idOf(device, episode)))]))
  for (const episode of inOrder) {
    const stored = own.get(episode) ?? take([...left.values()].find((one) => overlaps(one.episode, episode)))
    await put(tx, redrawn, episode, stored)
  }
  for (const { id, episode } of left.values()) {
    await tx
      .updateTable('episode')
      .set({ withdrawn: 1, settled_at_ms: episode.openedAtMs })
      .where('id', '=', id)
      .execute()
    await tell(tx, { ...episode, ...revised(redrawn, episode) }, 'withdrawn')
  }
}

function revised({ isLate }: Redrawn, before: Episode): Pick<Episode, 'revision' | 'revisedBecause'> {
  return { revision: before.revision + 1, revisedBecause: isLate ? 'late-frames' : 'rule-changed' }
}

async function put(
  tx: BusinessTransaction,
  { device, isLate, nowMs }: Redrawn,
  { origin, settledAtMs: settled, ...drawn }: DrawnEpisode,
  stored: Stored | undefined,
): Promise<void> {
  const settledAtMs = settled ?? NEVER_MS
  const before = stored?.episode
  const id = stored?.id ?? idOf(device, { origin, ...drawn })
  const isOtherRule = before !== undefined && !isSame(before.rule, drawn.rule)
  const episode: Episode = {
    ...{ id, fingerprint: fingerprintOf(device, drawn.kind, drawn.compartment), device, ...drawn },
    revision: (before?.revision ?? 0) + 1,
    revisedBecause: isLate ? 'late-frames' : isOtherRule ? 'rule-changed' : 'live',
    seenAtMs: before?.seenAtMs ?? nowMs,
  }
  if (before !== undefined && isSame(contentOf(before), contentOf(episode))) {
    await tx.updateTable('episode').set({ settled_at_ms: settledAtMs }).where('id', '=', id).execute()
    return
  }
  const columns = {
    ...{ device, compartment: episode.compartment, kind: episode.kind, severity: episode.severity },
    ...{ opened_at_ms: episode.openedAtMs, closed_at_ms: episode.closedAtMs, settled_at_ms: settledAtMs, withdrawn: 0 },
    body: JSON.stringify(episode),
  }
  await tx
    .insertInto('episode')
    .values({ id, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute()
  if (before === undefined) {
    await tell(tx, episode, 'opened')
    if (episode.closedAtMs !== null) await tell(tx, episode, 'closed')
  } else if (episode.closedAtMs !== null && before.closedAtMs === null) await tell(tx, episode, 'closed')
  else await tell(tx, episode, isGraver(episode.severity, before.severity) ? 'raised' : 'changed')
}

async function tell(tx: BusinessTransaction, episode: Episode, change: EpisodeChange['change']): Promise<void> {
  const cursor = await tx
    .updateTable('episode_cursor')
    .set((set) => ({ change_position: set('change_position', '+', 1) }))
    .returning('change_position')
    .executeTakeFirstOrThrow()
  if (change === 'changed') {
    // an episode that goes on changes with every row: who comes later needs the last one only
    const last = await tx
      .selectFrom('episode_change')
      .select(['position', 'change'])
      .where('episode_id', '=', episode.id)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last?.change === 'changed') {
      await tx.deleteFrom('episode_change').where('position', '=', last.position).execute()
    }
  }
  await tx
    .insertInto('episode_change')
    .values({ position: cursor.change_position, episode_id: episode.id, change, body: JSON.stringify(episode) })
    .execute()
}

const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right)

/** What only its history tells is no part of what was drawn. */
const OF_HISTORY: readonly string[] = ['revision', 'revisedBecause', 'seenAtMs']

function contentOf(episode: Episode): unknown {
  return Object.entries(episode)
    .filter(([name]) => !OF_HISTORY.includes(name))
    .sort(([left], [right]) => (left < right ? -1 : 1))
}

function fingerprintOf(device: string, kind: EpisodeKind, compartment: string | null): string {
  return [kind, device, ...(compartment === null ? [] : [compartment])].join(' ')
}

/** It says what opened the episode, so it is the same after a rebuild. */
function idOf(
  device: string,
  { kind, compartment, origin }: Pick<DrawnEpisode, 'kind' | 'compartment' | 'origin'>,
): string {
  const { epoch, n, monotonicMs } = origin
  return toHex(sm3(toUtf8(JSON.stringify([device, kind, compartment, epoch, n, monotonicMs])))).slice(0, 24)
}

function overlaps(
  stored: Episode,
  drawn: Pick<Episode, 'kind' | 'compartment' | 'openedAtMs' | 'closedAtMs'>,
): boolean {
  return (
    stored.kind === drawn.kind &&
    stored.compartment === drawn.compartment &&
    stored.openedAtMs <= (drawn.closedAtMs ?? Number.POSITIVE_INFINITY) &&
    drawn.openedAtMs <= (stored.closedAtMs ?? Number.POSITIVE_INFINITY)
  )
}

const parse = (body: string): Episode => JSON.parse(body) as Episode

export interface EpisodeQuery {
  /** of these devices alone; undefined: of all */
  readonly devices: ReadonlySet<string> | undefined
  readonly state?: 'open' | 'closed' | undefined
  readonly kind?: EpisodeKind | undefined
  readonly severity?: Severity | undefined
  /** when they opened, both inclusive */
  readonly fromMs?: number | undefined
  readonly toMs?: number | undefined
  readonly limit: number
  readonly after?: readonly [openedAtMs: number, id: string] | undefined
}

/** Of so few devices each is asked by its own index; the newest of more of them are found sooner among all. */
const DEVICES_ONE_BY_ONE = 40
const LOOKED_THROUGH_AT_ONCE = 1_000
/** What is rare among all is found sooner device by device. */
const LOOKED_THROUGH_AT_MOST = 5

export interface EpisodeStore extends EpisodeSource {
  /** newest first, one more than `limit` where there is more */
  readonly list: (query: EpisodeQuery) => Promise<readonly Episode[]>
}

export function createEpisodeStore(reader: BusinessReader): EpisodeStore {
  async function page(query: EpisodeQuery, device?: string): Promise<{ device: string; body: string }[]> {
    const { state, kind, severity, fromMs, toMs, limit, after } = query
    let rows = reader.selectFrom('episode').select(['device', 'body']).where('withdrawn', '=', 0)
    if (device !== undefined) rows = rows.where('device', '=', device)
    if (state !== undefined) rows = rows.where('closed_at_ms', state === 'open' ? 'is' : 'is not', null)
    if (kind !== undefined) rows = rows.where('kind', '=', kind)
    if (severity !== undefined) rows = rows.where('severity', '=', severity)
    if (toMs !== undefined) rows = rows.where('opened_at_ms', '<=', toMs)
    if (fromMs !== undefined) rows = rows.where('opened_at_ms', '>=', fromMs)
    if (after !== undefined) {
      const [atMs, id] = after
      rows = rows
        .where('opened_at_ms', '<=', atMs)
        .where((where) => where.or([where('opened_at_ms', '<', atMs), where('id', '<', id)]))
    }
    return rows
      .orderBy('opened_at_ms', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
  }

  async function oneByOne(query: EpisodeQuery, devices: ReadonlySet<string>): Promise<Episode[]> {
    const found: Episode[] = []
    for (const device of devices) found.push(...(await page(query, device)).map(({ body }) => parse(body)))
    return found
      .sort((left, right) => right.openedAtMs - left.openedAtMs || (left.id < right.id ? 1 : -1))
      .slice(0, query.limit + 1)
  }

  /** Looks through the newest of all for those of these devices. */
  async function ofMany(query: EpisodeQuery, devices: ReadonlySet<string>): Promise<Episode[]> {
    const found: Episode[] = []
    let { after } = query
    for (let pages = 0; pages < LOOKED_THROUGH_AT_MOST; pages++) {
      const some = await page({ ...query, limit: LOOKED_THROUGH_AT_ONCE - 1, after })
      for (const { device, body } of some) if (devices.has(device)) found.push(parse(body))
      const last = some.at(-1)
      const isAll = last === undefined || some.length < LOOKED_THROUGH_AT_ONCE
      if (found.length > query.limit || isAll) return found.slice(0, query.limit + 1)
      const { openedAtMs, id } = parse(last.body)
      after = [openedAtMs, id]
    }
    return [...found, ...(await oneByOne({ ...query, limit: query.limit - found.length, after }, devices))]
  }

  return {
    async list(query) {
      const { devices } = query
      if (devices === undefined) return (await page(query)).map(({ body }) => parse(body))
      return devices.size > DEVICES_ONE_BY_ONE ? ofMany(query, devices) : oneByOne(query, devices)
    },
    async changesAfter(position, limit) {
      const rows = await reader
        .selectFrom('episode_change')
        .selectAll()
        .where('position', '>', position)
        .orderBy('position')
        .limit(limit)
        .execute()
      return rows.map(({ position: at, change, body }) => ({ position: at, change, episode: parse(body) }))
    },
    async byId(id) {
      const row = await reader.selectFrom('episode').select('body').where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : parse(row.body)
    },
    async episodesOf({ device, compartment, fromMs, toMs }) {
      const rows = await reader
        .selectFrom('episode')
        .select('body')
        .where('device', '=', device)
        .where('withdrawn', '=', 0)
        .where('opened_at_ms', '<=', toMs)
        .where((where) => where.or([where('closed_at_ms', 'is', null), where('closed_at_ms', '>=', fromMs)]))
        .orderBy('opened_at_ms')
        .orderBy('id')
        .execute()
      const all = rows.map(({ body }) => parse(body))
      // what is of the whole device is of each compartment
      return compartment === undefined
        ? all
        : all.filter((episode) => episode.compartment === null || episode.compartment === compartment)
    },
  }
}
