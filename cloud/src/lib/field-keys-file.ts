import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import { createOwnerOnly, replaceOwnerOnly } from './owner-only-file.ts'
import { FIRST_INDEX_KEY, type FieldKeySource, type FieldKeys } from './sealed-fields.ts'

const SECRET_BYTES = 32
const secret = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits')
const keyId = z.string().regex(/^[a-z0-9]{1,16}$/, 'a key id has 1 to 16 of a–z and 0–9')

const fileSchema = z.strictObject({
  newest: keyId,
  keys: z.record(keyId, secret),
  /** the first key of blind indexes; gone once it is retired */
  index: secret.exactOptional(),
  /** the later ones, the newest last */
  indexes: z.array(z.strictObject({ id: keyId, secret })).exactOptional(),
  /** by id of a key: when another took its place */
  supersededAtMs: z.record(keyId, z.int()).exactOptional(),
})
type KeysFile = z.infer<typeof fileSchema>

/** Beside the keys what only who looks after them needs. */
export interface FieldKeysOnFile extends FieldKeys {
  /** of keys for sealing and for indexes; the newest ones are not in it */
  readonly supersededAtMs: ReadonlyMap<string, number>
}

/** The keys of sealed fields, owner-only, beside the records that they seal; made at the first start. */
export function ensureFieldKeys(path: string): FieldKeys {
  const first = { newest: 'k1', keys: { k1: newSecret() }, index: newSecret() }
  if (!existsSync(path)) createOwnerOnly(path, textOf(first))
  return readFieldKeys(path)
}

export function readFieldKeys(path: string): FieldKeysOnFile {
  return toFieldKeys(read(path))
}

/** As they stand in the file at each moment: a rotation is seen by a running program at its next sealing. */
export function fieldKeysOf(path: string): FieldKeySource {
  let seen: { readonly state: string; readonly keys: FieldKeys } | undefined
  return {
    current() {
      // every write renames a new file into place, so it has another number
      const { ino, mtimeMs, size } = statSync(path)
      const state = `${ino} ${mtimeMs} ${size}`
      if (seen?.state !== state) seen = { state, keys: readFieldKeys(path) }
      return seen.keys
    },
  }
}

/** The ids that `addFieldKeys` would give now. */
export function nextFieldKeyIds(path: string): readonly [sealing: string, indexing: string] {
  return nextIds(read(path))
}

/** Further keys that seal and index from now on; the older ones stay until nothing is under them. */
export function addFieldKeys(
  path: string,
  nowMs: number,
): { readonly keys: FieldKeys; readonly added: readonly string[] } {
  const file = read(path)
  const indexIds = [...toFieldKeys(file).indexes.keys()]
  const [sealing, indexing] = nextIds(file)
  const changed: KeysFile = {
    ...file,
    newest: sealing,
    keys: { ...file.keys, [sealing]: newSecret() },
    indexes: [...(file.indexes ?? []), { id: indexing, secret: newSecret() }],
    supersededAtMs: { ...file.supersededAtMs, [file.newest]: nowMs, [indexIds.at(-1) ?? FIRST_INDEX_KEY]: nowMs },
  }
  replaceOwnerOnly(path, textOf(changed))
  return { keys: toFieldKeys(changed), added: [sealing, indexing] }
}

/** @throws Error: there is no such key, or it is the newest */
export function removeFieldKey(path: string, id: string): void {
  const file = read(path)
  const { newest, byId, indexes } = toFieldKeys(file)
  if (id === newest || id === [...indexes.keys()].at(-1)) throw new Error(`${id}: is in use: rotate first`)
  if (!byId.has(id) && !indexes.has(id)) throw new Error(`${id}: there is no such key`)
  const { index, indexes: later = [], ...rest } = file
  const left: KeysFile = {
    ...rest,
    keys: Object.fromEntries(Object.entries(file.keys).filter(([key]) => key !== id)),
    ...(index === undefined || id === FIRST_INDEX_KEY ? {} : { index }),
    indexes: later.filter((key) => key.id !== id),
  }
  replaceOwnerOnly(path, textOf(left))
}

function nextIds(file: KeysFile): readonly [sealing: string, indexing: string] {
  const indexIds = [...toFieldKeys(file).indexes.keys()]
  return [nextId('k', Object.keys(file.keys), file), nextId('i', indexIds, file)]
}

/** Ids are not given twice: what was sealed by a key that is gone must never look as if it were by another. */
function nextId(letter: string, ids: readonly string[], { supersededAtMs = {} }: KeysFile): string {
  const used = [...ids, ...Object.keys(supersededAtMs).filter((id) => id.startsWith(letter))]
  return `${letter}${Math.max(0, ...used.map((id) => Number(id.slice(1)) || 0)) + 1}`
}

function read(path: string): KeysFile {
  const parsed = fileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`)
  const { newest, keys, index, indexes = [] } = parsed.data
  if (keys[newest] === undefined) throw new Error(`${path}: newest: is not one of keys`)
  if (index === undefined && indexes.length === 0) throw new Error(`${path}: index: there is no key for indexes`)
  return parsed.data
}

function toFieldKeys({ newest, keys, index, indexes = [], supersededAtMs = {} }: KeysFile): FieldKeysOnFile {
  const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex')
  return {
    newest,
    byId: new Map(Object.entries(keys).map(([id, hex]) => [id, bytes(hex)])),
    indexes: new Map([
      ...(index === undefined ? [] : ([[FIRST_INDEX_KEY, bytes(index)]] as const)),
      ...indexes.map(({ id, secret: hex }) => [id, bytes(hex)] as const),
    ]),
    supersededAtMs: new Map(Object.entries(supersededAtMs)),
  }
}

const textOf = (file: KeysFile): string => `${JSON.stringify(file, null, 2)}\n`

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('hex')
}
