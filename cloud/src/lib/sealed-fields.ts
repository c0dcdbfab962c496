import { hkdfSync, randomBytes } from 'node:crypto'
import { concatBytes, equalBytes, hmacSm3, sm4CbcDecrypt, sm4CbcEncrypt, toUtf8 } from '@coldrx/protocol'
import { AppError } from './errors.ts'

/** Where a sealed text stands. It opens nowhere else, so that nobody can move one person's value to another's row. */
export interface FieldPlace {
  readonly table: string
  readonly column: string
  readonly row: string
}

/** 32 secret bytes by an id that stands in each envelope; the newest seals, all open. */
export interface FieldKeys {
  readonly newest: string
  readonly byId: ReadonlyMap<string, Uint8Array>
  /** make blind indexes: the newest, by the last id, what is written; what is looked for stands under any of them */
  readonly indexes: ReadonlyMap<string, Uint8Array>
}

/** Keys that may change while the program runs. */
export interface FieldKeySource {
  /** the same object as long as they are the same */
  current(): FieldKeys
}

export interface SealedFields {
  seal(place: FieldPlace, text: string): string
  /** @throws AppError SEAL_BROKEN: another place, another key, or altered */
  open(place: FieldPlace, envelope: string): string
  /** Equal for equal texts of one purpose, and tells nothing else of them. By the newest key: for what is written. */
  blindIndex(purpose: string, text: string): string
  /** By each key, the newest first: for what is looked for, which may not have been indexed anew yet. */
  blindIndexes(purpose: string, text: string): string[]
  /** whether `envelope` is under a key that is not the newest */
  isStale(envelope: string): boolean
  /** whether `index` is by a key that is not the newest */
  isStaleIndex(index: string): boolean
}

const VERSION = 'v1'
const IV_BYTES = 16
const MAC_BYTES = 32
const INDEX_BYTES = 16
/** its indexes have no id before them */
export const FIRST_INDEX_KEY = 'i1'
const ENVELOPE = /^v1\.([a-z0-9]{1,16})\.([\w-]+)\.([\w-]+)\.([\w-]+)$/

/** SM4-CBC, then HMAC-SM3 over place, key id, iv and ciphertext (GM/T 0002, GM/T 0004; Node 20 has no SM4-GCM). */
export function createSealedFields(keys: FieldKeys | FieldKeySource): SealedFields {
  const source: FieldKeySource = 'current' in keys ? keys : { current: () => keys }
  let known: FieldKeys | undefined
  let derived: ReadonlyMap<string, DerivedKeys> = new Map()

  function current(): FieldKeys {
    const now = source.current()
    if (now !== known) {
      derived = new Map([...now.byId].map(([id, secret]) => [id, derive(secret)]))
      known = now
    }
    return now
  }

  function keyOf(id: string): DerivedKeys {
    const key = derived.get(id)
    if (key === undefined) throw new AppError('SEAL_BROKEN', 500, `there is no key "${id}" to open a sealed field`)
    return key
  }

  function indexBy([id, key]: [string, Uint8Array], purpose: string, text: string): string {
    const index = toBase64(hmacSm3(key, framed([purpose, text])).subarray(0, INDEX_BYTES))
    return id === FIRST_INDEX_KEY ? index : `${id}.${index}`
  }

  const newestIndexKey = (): [string, Uint8Array] => [...current().indexes].at(-1) as [string, Uint8Array]

  return {
    seal(place, text) {
      const { newest } = current()
      const { cipher, mac } = keyOf(newest)
      const iv = randomBytes(IV_BYTES)
      const sealed = sm4CbcEncrypt(cipher, iv, toUtf8(text))
      return [VERSION, newest, ...[iv, sealed, tag(mac, place, newest, iv, sealed)].map(toBase64)].join('.')
    },

    open(place, envelope) {
      const [, id = '', ...parts] = ENVELOPE.exec(envelope) ?? []
      const [iv, sealed, found] = parts.map((part) => Buffer.from(part, 'base64url'))
      if (!derived.has(id)) current()
      const { cipher, mac } = keyOf(id)
      if (iv?.length !== IV_BYTES || found?.length !== MAC_BYTES || sealed === undefined) throw broken(place)
      if (!equalBytes(found, tag(mac, place, id, iv, sealed))) throw broken(place)
      return Buffer.from(sm4CbcDecrypt(cipher, iv, sealed)).toString('utf8')
    },

    blindIndex: (purpose, text) => indexBy(newestIndexKey(), purpose, text),

    blindIndexes: (purpose, text) => [...current().indexes].reverse().map((key) => indexBy(key, purpose, text)),

    isStale: (envelope) => sealingKeyOf(envelope) !== current().newest,

    isStaleIndex: (index) => indexKeyOf(index) !== newestIndexKey()[0],
  }
}

/** id of the key that an envelope is under; undefined: it is none of ours */
export function sealingKeyOf(envelope: string): string | undefined {
  return ENVELOPE.exec(envelope)?.[1]
}

/** id of the key that made a blind index */
export function indexKeyOf(index: string): string {
  const dot = index.indexOf('.')
  return dot === -1 ? FIRST_INDEX_KEY : index.slice(0, dot)
}

interface DerivedKeys {
  readonly cipher: Uint8Array
  readonly mac: Uint8Array
}

function derive(secret: Uint8Array): DerivedKeys {
  const part = (purpose: string, bytes: number): Uint8Array =>
    new Uint8Array(hkdfSync('sm3', secret, new Uint8Array(0), `coldrx sealed field ${purpose}`, bytes))
  return { cipher: part('sm4', 16), mac: part('hmac', 32) }
}

function tag(key: Uint8Array, { table, column, row }: FieldPlace, id: string, iv: Uint8Array, sealed: Uint8Array) {
  return hmacSm3(key, framed([VERSION, id, table, column, row]), iv, sealed)
}

/** Lengths before the texts: two different lists never look alike. */
function framed(texts: readonly string[]): Uint8Array {
  return concatBytes(
    ...texts.flatMap((text) => {
      const bytes = toUtf8(text)
      return [Uint8Array.of(bytes.length >> 16, (bytes.length >> 8) & 255, bytes.length & 255), bytes]
    }),
  )
}

function broken({ table, column }: FieldPlace): AppError {
  return new AppError('SEAL_BROKEN', 500, `a sealed field of ${table}.${column} was altered or stands in a wrong place`)
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
