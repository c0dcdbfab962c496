import type { BusinessDatabase, BusinessReader } from '../business-database/business-database.ts'

/** No truck has been told more; what claims to be more is no revision of anybody's. */
const HIGHEST_REVISION = 2 ** 40

/** What a truck shall know of one subject. */
export interface Papers<Message> {
  /** of the content: another one gets another revision */
  readonly digest: Uint8Array
  /** there is nothing to be known: a truck that was never told anything need not be told so */
  readonly isNothing: boolean
  readonly toMessage: (revision: number) => Message
}

export interface TruckTold {
  /** What the truck shall know has changed. */
  tell(device: string): Promise<void>
  /** The truck is there again, and has this revision; null: none. */
  born(device: string, revision: number | null): Promise<void>
}

/**
 * Tells each truck what it shall know of one subject. The revision follows the content, so an instance that died between a
 * change and its telling is made good by whoever answers the next birth.
 */
export function createTruckTold<Message extends { readonly revision: number }>({
  db,
  table,
  papersOf,
  publish,
}: {
  readonly db: BusinessDatabase
  /** what each truck was told last */
  readonly table: 'truck_paper' | 'truck_geofences'
  readonly papersOf: (reader: BusinessReader, device: string) => Promise<Papers<Message>>
  /** what a truck misses it is told again at its next birth */
  readonly publish: (device: string, message: Message) => Promise<void>
}): TruckTold {
  /** Without a commit where it is what the truck was told the last time: a whole fleet is born at once. */
  async function asTold(device: string, has: number | null): Promise<Message> {
    const known = await db.reader
      .selectFrom(table)
      .select(['revision', 'digest'])
      .where('device', '=', device)
      .executeTakeFirst()
    const papers = await papersOf(db.reader, device)
    const heard = has !== null && has <= HIGHEST_REVISION ? has : 0
    // what nobody was told yet has revision 0
    if (known === undefined && papers.isNothing && heard === 0) return papers.toMessage(0)
    const isAsTold = known !== undefined && Buffer.compare(known.digest, papers.digest) === 0
    return isAsTold && known.revision >= heard ? papers.toMessage(known.revision) : current(device, heard)
  }

  /** @param heard what the truck has: a higher one it heard of an installation that is gone, and would follow no lower one */
  async function current(device: string, heard = 0): Promise<Message> {
    return db.inTransaction(async (tx) => {
      const { digest, toMessage } = await papersOf(tx, device)
      // a row of its own first: two instances then take their turns on it
      await tx
        .insertInto(table)
        .values({ device, revision: 0, digest: new Uint8Array(0) })
        .onConflict((conflict) => conflict.column('device').doUpdateSet({ device }))
        .execute()
      const known = await tx
        .selectFrom(table)
        .select(['revision', 'digest'])
        .where('device', '=', device)
        .executeTakeFirstOrThrow()
      if (Buffer.compare(known.digest, digest) === 0 && known.revision >= heard) return toMessage(known.revision)
      const revision = Math.max(known.revision, heard) + 1
      await tx.updateTable(table).set({ revision, digest }).where('device', '=', device).execute()
      return toMessage(revision)
    })
  }

  return {
    tell: async (device) => publish(device, await current(device)),
    async born(device, revision) {
      const message = await asTold(device, revision)
      if (message.revision !== revision) await publish(device, message)
    },
  }
}
