import { systemActor } from '../access/actor.ts'
import type { AuditAction } from '../audit/audit-actions.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { addFieldKeys, fieldKeysOf, nextFieldKeyIds, readFieldKeys, removeFieldKey } from '../lib/field-keys-file.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import { type KeyUse, usesOfIndexKey, usesOfSealingKey } from './key-usage.ts'
import { resealEverything } from './reseal.ts'

/** Longer than any transaction of ours: one that began before the rotation may still commit what the old key sealed. */
const LONGEST_TRANSACTION_MS = 10 * 60_000

export interface FieldKeyState {
  readonly id: string
  readonly kind: 'seals' | 'indexes'
  readonly isNewest: boolean
  readonly uses: readonly KeyUse[]
}

export interface FieldKeyRotation {
  list(): Promise<FieldKeyState[]>
  /** New keys from now on, and everything brought to them. `resume`: brings it to the newest ones that are there. */
  rotate(options?: {
    readonly resume?: boolean
    readonly onBatch?: (column: string, count: number) => void
  }): Promise<{ readonly keys: readonly string[]; readonly changed: number }>
  /** @throws Error while anything is under it, or may still be committed */
  retire(id: string): Promise<void>
}

/** May run beside servers that share the keys' file: they look at it whenever they seal. */
export function createFieldKeyRotation({
  db,
  audit,
  keysFile,
  clock,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly keysFile: string
  readonly clock: Clock
}): FieldKeyRotation {
  /** Before it is done: whoever is killed in between leaves a key that was told of and not one that was not. */
  async function tell(action: AuditAction, keys: readonly string[], details: { changed?: number } = {}): Promise<void> {
    const actor = systemActor('coldrx-cloud keys')
    const subject = { kind: 'field-keys' as const, id: keys.join(' ') }
    await db.inTransaction((tx) => audit.append(tx, { actor, action, subject, details }))
  }

  async function list(): Promise<FieldKeyState[]> {
    const { newest, byId, indexes } = readFieldKeys(keysFile)
    const newestIndex = [...indexes.keys()].at(-1)
    const states: FieldKeyState[] = []
    for (const id of byId.keys())
      states.push({ id, kind: 'seals', isNewest: id === newest, uses: await usesOfSealingKey(db.reader, id) })
    for (const id of indexes.keys())
      states.push({ id, kind: 'indexes', isNewest: id === newestIndex, uses: await usesOfIndexKey(db.reader, id) })
    return states
  }

  return {
    list,

    async rotate({ resume = false, onBatch } = {}) {
      if (!resume) {
        await tell('field-keys.rotate', nextFieldKeyIds(keysFile))
        addFieldKeys(keysFile, clock.nowMs())
      }
      const keys = readFieldKeys(keysFile)
      const newest = [keys.newest, [...keys.indexes.keys()].at(-1) ?? '']
      const sealedFields = createSealedFields(fieldKeysOf(keysFile))
      const changed = await resealEverything({ db, sealedFields, keys, onBatch })
      await tell('field-keys.reseal', newest, { changed })
      return { keys: newest, changed }
    },

    async retire(id) {
      const state = (await list()).find((key) => key.id === id)
      if (state === undefined) throw new Error(`${id}: there is no such key`)
      if (state.isNewest) throw new Error(`${id}: is the newest: rotate first`)
      if (state.uses.length > 0) {
        const where = state.uses.map(
          ({ column, count, isFixed }) =>
            `${count} in ${column}${isFixed ? ' (these stay until retention removes them)' : ''}`,
        )
        throw new Error(`${id}: is still needed: ${where.join(', ')}`)
      }
      const since = readFieldKeys(keysFile).supersededAtMs.get(id) ?? Number.POSITIVE_INFINITY
      const waitMs = since + LONGEST_TRANSACTION_MS - clock.nowMs()
      if (waitMs > 0)
        throw new Error(
          `${id}: a transaction of before may still commit: try again in ${Math.ceil(waitMs / 60_000)} min`,
        )
      await tell('field-keys.retire', [id])
      removeFieldKey(keysFile, id)
    },
  }
}
