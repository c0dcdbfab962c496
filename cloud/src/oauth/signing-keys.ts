import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { z } from 'zod'
import type { Clock } from '../lib/clock.ts'
import { createOwnerOnly, replaceOwnerOnly } from '../lib/owner-only-file.ts'
import { ACCESS_TOKEN_MS } from './lifetimes.ts'

export const SIGNING_ALGORITHM = 'ES256'

/** A running server looks at the file again after this long; for as long it may still sign with the key of before. */
const LOOK_AGAIN_MS = 10_000

const publicJwk = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() })
const fileSchema = z.strictObject({
  newest: z.string(),
  keys: z.record(
    z.string(),
    z.strictObject({
      public: publicJwk,
      /** only the newest has it: what is retired can check and no longer sign */
      private: publicJwk.extend({ d: z.string() }).exactOptional(),
      retiredAtMs: z.int().exactOptional(),
    }),
  ),
})
type KeysFile = z.infer<typeof fileSchema>

type PublicKey = z.infer<typeof publicJwk> & { kid: string; alg: string; use: string }

export interface SigningKeys {
  newest(): Promise<{ readonly kid: string; readonly key: CryptoKey }>
  /** undefined: there is no such key, or no longer */
  publicKey(kid: string): Promise<CryptoKey | undefined>
  /** RFC 7517 */
  jwks(): Promise<{ keys: PublicKey[] }>
}

/** The keys that sign access tokens, in an owner-only file; made at the first start. */
export async function ensureSigningKeys(path: string): Promise<void> {
  if (existsSync(path)) return
  const [kid, key] = await newKey()
  createOwnerOnly(path, textOf({ newest: kid, keys: { [kid]: key } }))
}

/** A new key signs from now on. The public half of the one before stays until no token of it is alive. */
export async function rotateSigningKeys(path: string, clock: Clock): Promise<string> {
  const file = parse(path, readFileSync(path, 'utf8'))
  const nowMs = clock.nowMs()
  const retired = Object.entries(file.keys).flatMap(
    ([kid, { public: half, retiredAtMs = nowMs }]): [string, KeysFile['keys'][string]][] =>
      retiredAtMs + ACCESS_TOKEN_MS + 2 * LOOK_AGAIN_MS > nowMs ? [[kid, { public: half, retiredAtMs }]] : [],
  )
  const [kid, key] = await newKey()
  replaceOwnerOnly(path, textOf({ newest: kid, keys: { ...Object.fromEntries(retired), [kid]: key } }))
  return kid
}

export function createSigningKeys({ path, clock }: { readonly path: string; readonly clock: Clock }): SigningKeys {
  let read: { readonly atMs: number; readonly file: KeysFile } | undefined

  async function current(): Promise<KeysFile> {
    const nowMs = clock.nowMs()
    if (read === undefined || nowMs - read.atMs >= LOOK_AGAIN_MS || nowMs < read.atMs) {
      read = { atMs: nowMs, file: parse(path, await readFile(path, 'utf8')) }
    }
    return read.file
  }

  return {
    async newest() {
      const { newest, keys } = await current()
      return { kid: newest, key: await importKey(keys[newest]?.private) }
    },
    async publicKey(kid) {
      const { keys } = await current()
      const half = Object.hasOwn(keys, kid) ? keys[kid]?.public : undefined
      return half === undefined ? undefined : importKey(half)
    },
    async jwks() {
      const { keys } = await current()
      return {
        keys: Object.entries(keys).map(([kid, { public: half }]) => ({
          ...half,
          ...{ kid, alg: SIGNING_ALGORITHM, use: 'sig' },
        })),
      }
    },
  }
}

async function importKey(jwk: JWK | undefined): Promise<CryptoKey> {
  if (jwk === undefined) throw new Error('the newest signing key has no private half')
  return (await importJWK(jwk, SIGNING_ALGORITHM)) as CryptoKey
}

async function newKey(): Promise<[kid: string, key: KeysFile['keys'][string]]> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true })
  const whole = publicJwk.extend({ d: z.string() }).parse(await exportJWK(privateKey))
  const { d: _, ...half } = whole
  return [await calculateJwkThumbprint(half), { public: half, private: whole }]
}

function parse(path: string, text: string): KeysFile {
  const parsed = fileSchema.safeParse(JSON.parse(text))
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`)
  if (parsed.data.keys[parsed.data.newest]?.private === undefined) throw new Error(`${path}: newest: is no whole key`)
  return parsed.data
}

const textOf = (file: KeysFile): string => `${JSON.stringify(file, null, 2)}\n`
