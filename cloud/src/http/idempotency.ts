import { createHash } from 'node:crypto'
import { equalBytes } from '@coldrx/protocol'
import type { Context } from 'hono'
import type { Actor } from '../access/actor.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { IdempotentRequestTable } from '../business-database/tables/idempotency.ts'
import type { Clock } from '../lib/clock.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import type { ApiEnv } from './guards.ts'
import { isRefusal, refusal } from './refusals.ts'

const KEY = /^[\x21-\x7e]{8,128}$/
const KEPT_MS = 24 * 3_600_000
/** Longer than any request of ours takes; a claim that is older belongs to a process that died. */
const CLAIM_MS = 5 * 60_000

/**
 * Runs `handle` once for an `Idempotency-Key` of this actor and route, and gives its answer again afterwards; without a
 * key, simply runs it.
 */
export type Idempotency = (
  c: Context<ApiEnv>,
  about: { readonly actor: Actor; readonly route: string },
  handle: () => Promise<Response>,
) => Promise<Response>

type Claim = Pick<IdempotentRequestTable, 'actor' | 'route' | 'key' | 'request_hash' | 'request_id'>

/**
 * Keys stand in the business database, so that instances on one share them. A process that dies between what it did and
 * its answer leaves a claim: the next with that key finds in the audit, written in the transaction of the doing, whether
 * it was done, and only if not does it run again.
 */
export function createIdempotency({
  db,
  clock,
  sealedFields,
}: {
  readonly db: BusinessDatabase
  readonly clock: Clock
  readonly sealedFields: SealedFields
}): Idempotency {
  const placeOf = ({ actor, route, key }: Pick<Claim, 'actor' | 'route' | 'key'>) => ({
    table: 'idempotent_request',
    column: 'answer_sealed',
    row: JSON.stringify([actor, route, key]),
  })

  /** undefined: the claim is ours. */
  async function claim(mine: Claim, actor: Actor): Promise<Response | undefined> {
    const nowMs = clock.nowMs()
    await db.reader.deleteFrom('idempotent_request').where('expires_at_ms', '<=', nowMs).execute()
    const fresh = { claimed_at_ms: nowMs, expires_at_ms: nowMs + KEPT_MS }
    const none = { status: null, content_type: null, location: null, answer_sealed: null }
    const { numInsertedOrUpdatedRows } = await db.reader
      .insertInto('idempotent_request')
      .values({ ...mine, ...fresh, ...none })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows === 1n) return undefined

    const found = await rowsOf(mine).selectAll().executeTakeFirst()
    // the request that held it was refused just now
    if (found === undefined) throw underWay()
    if (!equalBytes(found.request_hash, mine.request_hash)) {
      throw refusal('UNPROCESSABLE', 'idempotency-key: came with another request before', 'idempotency-key')
    }
    if (found.status !== null) return replay(found, found.status)
    if (found.claimed_at_ms > nowMs - CLAIM_MS) throw underWay()
    await assertNotDone(found, actor)
    const { numUpdatedRows } = await db.reader
      .updateTable('idempotent_request')
      .set({ request_id: mine.request_id, ...fresh })
      .where('actor', '=', mine.actor)
      .where('route', '=', mine.route)
      .where('key', '=', mine.key)
      .where('request_id', '=', found.request_id)
      .where('status', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw underWay()
    return undefined
  }

  function rowsOf({ actor, route, key }: Claim) {
    return db.reader
      .selectFrom('idempotent_request')
      .where('actor', '=', actor)
      .where('route', '=', route)
      .where('key', '=', key)
  }

  async function assertNotDone({ request_id }: Claim, actor: Actor): Promise<void> {
    const done = await db.reader
      .selectFrom('audit_entry')
      .select(['subject_kind', 'subject_id'])
      .where('actor_id', '=', actor.id)
      .where('request_id', '=', request_id)
      .orderBy('sequence')
      .executeTakeFirst()
    if (done === undefined) return
    const what = `${done.subject_kind} ${done.subject_id}`
    throw refusal('CONFLICT', `idempotency-key: it was done (${what}), but the answer was lost`, 'idempotency-key')
  }

  function replay(found: IdempotentRequestTable, status: number): Response {
    const headers = new Headers({ 'Idempotent-Replayed': 'true' })
    if (found.content_type !== null) headers.set('Content-Type', found.content_type)
    if (found.location !== null) headers.set('Location', found.location)
    const body = found.answer_sealed === null ? null : sealedFields.open(placeOf(found), found.answer_sealed)
    return new Response(body, { status, headers })
  }

  async function keep(mine: Claim, response: Response): Promise<void> {
    const text = response.body === null ? null : await response.clone().text()
    await ours(mine)
      .set({
        status: response.status,
        content_type: response.headers.get('content-type'),
        location: response.headers.get('location'),
        answer_sealed: text === null ? null : sealedFields.seal(placeOf(mine), text),
      })
      .execute()
  }

  function ours({ actor, route, key, request_id }: Claim) {
    return db.reader
      .updateTable('idempotent_request')
      .where('actor', '=', actor)
      .where('route', '=', route)
      .where('key', '=', key)
      .where('request_id', '=', request_id)
  }

  async function release({ actor, route, key, request_id }: Claim): Promise<void> {
    await db.reader
      .deleteFrom('idempotent_request')
      .where('actor', '=', actor)
      .where('route', '=', route)
      .where('key', '=', key)
      .where('request_id', '=', request_id)
      .execute()
  }

  return async function idempotent(c, { actor, route }, handle) {
    const key = c.req.header('idempotency-key')
    if (key === undefined) return handle()
    if (!KEY.test(key)) {
      const message = 'idempotency-key: must have 8 to 128 visible ASCII characters'
      throw refusal('BAD_REQUEST', message, 'idempotency-key')
    }
    const mine: Claim = {
      actor: `${actor.kind} ${actor.id}`,
      route,
      key,
      request_hash: await hashOf(c),
      request_id: c.get('requestId'),
    }
    const before = await claim(mine, actor)
    if (before !== undefined) return before
    try {
      const response = await handle()
      if (response.ok) await keep(mine, response)
      else await release(mine)
      return response
    } catch (error) {
      // What is refused changed nothing, and its key is free. Anything else may have: the audit will tell.
      if (isRefusal(error)) await release(mine)
      else await ours(mine).set({ claimed_at_ms: 0 }).execute()
      throw error
    }
  }
}

async function hashOf(c: Context): Promise<Uint8Array> {
  const address = new URL(c.req.url)
  return createHash('sha256')
    .update(`${address.pathname}${address.search}\n`)
    .update(new Uint8Array(await c.req.arrayBuffer()))
    .digest()
}

function underWay() {
  return refusal('CONFLICT', 'idempotency-key: a request with it is under way; try again', 'idempotency-key')
}
