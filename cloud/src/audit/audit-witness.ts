import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { fromHex, toHex } from '@coldrx/protocol'
import { z } from 'zod'

export const AUDIT_WITNESS_FILE = 'audit-checkpoints.ndjson'

/** A checkpoint as it is kept outside of the database: in the data directory, in a log, with an inspector. */
export interface AuditWitness {
  readonly sequence: number
  readonly hash: Uint8Array
  readonly atMs: number
  readonly publicKey: Uint8Array
  readonly signature: Uint8Array
}

const hex = (bytes: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`), `must be ${2 * bytes} hex digits`)

export const witnessSchema = z.strictObject({
  sequence: z.int().min(1),
  hash: hex(32),
  at: z.iso.datetime(),
  publicKey: hex(65),
  signature: hex(64),
})

export function toWitnessView({ sequence, hash, atMs, publicKey, signature }: AuditWitness) {
  return {
    ...{ sequence, hash: toHex(hash), at: new Date(atMs).toISOString() },
    ...{ publicKey: toHex(publicKey), signature: toHex(signature) },
  } satisfies z.input<typeof witnessSchema>
}

/** One line; durable when it returns. */
export function appendWitness(path: string, witness: AuditWitness): void {
  appendFileSync(path, `${JSON.stringify(toWitnessView(witness))}\n`, { mode: 0o600, flush: true })
}

/** @throws Error naming the line that is none; a last line that a crash cut short is left out */
export function readWitnesses(path: string): AuditWitness[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  lines.pop()
  return lines.map((text, at) => {
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      json = undefined
    }
    const parsed = witnessSchema.safeParse(json)
    if (!parsed.success) throw new Error(`${path}: line ${at + 1} is no checkpoint`)
    const { sequence, hash, at: instant, publicKey, signature } = parsed.data
    return {
      ...{ sequence, hash: fromHex(hash), atMs: Date.parse(instant) },
      ...{ publicKey: fromHex(publicKey), signature: fromHex(signature) },
    }
  })
}
