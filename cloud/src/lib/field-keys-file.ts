import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { FieldKeys } from './sealed-fields.ts'

const SECRET_BYTES = 32
const secret = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits')

const fileSchema = z.strictObject({
  newest: z.string(),
  keys: z.record(z.string().regex(/^[a-z0-9]{1,16}$/, 'a key id has 1 to 16 of a–z and 0–9'), secret),
  index: secret,
})
type KeysFile = z.infer<typeof fileSchema>

/** The keys of sealed fields, owner-only, beside the records that they seal; made at the first start. */
export function ensureFieldKeys(path: string): FieldKeys {
  if (!existsSync(path)) write(path, { newest: 'k1', keys: { k1: newSecret() }, index: newSecret() })
  return readFieldKeys(path)
}

export function readFieldKeys(path: string): FieldKeys {
  return toFieldKeys(read(path))
}

/** A further key that seals from now on; the older ones stay until nothing is sealed with them. */
export function addFieldKey(path: string): FieldKeys {
  const file = read(path)
  const newest = `k${Math.max(0, ...Object.keys(file.keys).map((id) => Number(id.slice(1)) || 0)) + 1}`
  const added = { ...file, newest, keys: { ...file.keys, [newest]: newSecret() } }
  write(path, added)
  return toFieldKeys(added)
}

function read(path: string): KeysFile {
  const parsed = fileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`)
  if (parsed.data.keys[parsed.data.newest] === undefined) throw new Error(`${path}: newest: is not one of keys`)
  return parsed.data
}

function toFieldKeys({ newest, keys, index }: KeysFile): FieldKeys {
  const byId = new Map(Object.entries(keys).map(([id, hex]) => [id, Buffer.from(hex, 'hex')]))
  return { newest, byId, index: Buffer.from(index, 'hex') }
}

function write(path: string, file: KeysFile): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.new`
  writeFileSync(temporary, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true })
  // the mode counts only for a new file; a leftover of an earlier crash keeps its own
  chmodSync(temporary, 0o600)
  renameSync(temporary, path)
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('hex')
}
