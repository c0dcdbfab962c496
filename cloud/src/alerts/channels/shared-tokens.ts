import type { BusinessDatabase } from '../../business-database/business-database.ts'
import type { Clock } from '../../lib/clock.ts'
import type { SealedFields } from '../../lib/sealed-fields.ts'

/** longer than a fetch can take: whoever died with it is replaced after that */
const FETCH_MS = 15_000
const LOOK_EVERY_MS = 200
/** a token is not used so shortly before its end */
const SPARE_MS = 300_000

export interface SharedToken {
  readonly token: string
  /** of this token: whoever finds it refused gives it back */
  readonly number: number
}

export type FetchToken = () => Promise<{ readonly token: string; readonly livesMs: number }>

/** One token for all instances, in the database. Only one of them fetches at a time, and the others wait for it. */
export interface SharedTokens {
  /** @param refused number of the token that the provider no longer takes */
  readonly take: (name: string, fetchToken: FetchToken, refused?: number) => Promise<SharedToken>
}

export function createSharedTokens({
  db,
  clock,
  sealedFields,
  pause,
}: {
  readonly db: BusinessDatabase
  readonly clock: Clock
  readonly sealedFields: SealedFields
  readonly pause: (ms: number) => Promise<unknown>
}): SharedTokens {
  const placeOf = (name: string) => ({ table: 'channel_token', column: 'token_sealed', row: name })
  const read = (name: string) =>
    db.reader.selectFrom('channel_token').selectAll().where('name', '=', name).executeTakeFirst()

  async function living(name: string, refused: number | undefined): Promise<SharedToken | undefined> {
    const row = await read(name)
    if (
      row === undefined ||
      row.token_sealed === null ||
      row.number === refused ||
      row.expires_at_ms - SPARE_MS <= clock.nowMs()
    )
      return undefined
    return { token: sealedFields.open(placeOf(name), row.token_sealed), number: row.number }
  }

  /** Whether it is this call that fetches; `number`: of the token that it saw, 0 where there was none. */
  async function claim(name: string): Promise<{ readonly number: number } | undefined> {
    const nowMs = clock.nowMs()
    await db.reader
      .insertInto('channel_token')
      .values({ name, token_sealed: null, expires_at_ms: 0, number: 0, fetching_until_ms: null })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
    return db.reader
      .updateTable('channel_token')
      .set({ fetching_until_ms: nowMs + FETCH_MS })
      .where('name', '=', name)
      .where((eb) => eb.or([eb('fetching_until_ms', 'is', null), eb('fetching_until_ms', '<=', nowMs)]))
      .returning('number')
      .executeTakeFirst()
  }

  return {
    async take(name, fetchToken, refused) {
      for (;;) {
        const found = await living(name, refused)
        if (found !== undefined) return found
        const claimed = await claim(name)
        if (claimed === undefined) {
          await pause(LOOK_EVERY_MS)
          continue
        }
        // between the look and the claim another instance may have brought one
        const meanwhile = await living(name, refused)
        const settle = db.reader
          .updateTable('channel_token')
          .where('name', '=', name)
          .where('number', '=', claimed.number)
        if (meanwhile !== undefined) {
          await settle.set({ fetching_until_ms: null }).execute()
          return meanwhile
        }
        try {
          const { token, livesMs } = await fetchToken()
          const number = claimed.number + 1
          const sealed = sealedFields.seal(placeOf(name), token)
          const expires_at_ms = clock.nowMs() + livesMs
          await settle.set({ token_sealed: sealed, expires_at_ms, number, fetching_until_ms: null }).execute()
          return { token, number }
        } catch (error) {
          await settle.set({ fetching_until_ms: null }).execute()
          throw error
        }
      }
    },
  }
}
