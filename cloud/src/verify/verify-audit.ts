import { equalBytes, toHex } from '@coldrx/protocol'
import { GENESIS, hashOfEntry } from '../audit/audit-entry.ts'
import { type AuditKey, isCheckpointSigned, type Removal } from '../audit/audit-key.ts'
import type { AuditWitness } from '../audit/audit-witness.ts'
import type { BusinessReader } from '../business-database/business-database.ts'
import type { AuditEntryTable } from '../business-database/tables/audit.ts'
import type { Fault, Findings } from './findings.ts'

const ENTRIES_AT_ONCE = 2_000
const WHAT = {
  entries: 'entries of the audit: hash, number, link to the one before',
  removed: 'entries of the audit that were removed past their time, sealed',
  checkpoints: 'checkpoints of the audit: signature, and the entry that they name',
  witnessed: 'checkpoints kept outside of the database, held against it',
} as const

export interface AuditToVerify {
  readonly reader: BusinessReader
  readonly key: AuditKey
  /** checkpoints that were kept elsewhere: who changed the database could not change them */
  readonly witnesses: readonly AuditWitness[]
}

/**
 * The whole chain, entry by entry, told by their numbers:
 * - altered: an entry is not the one that was hashed, or not the one that the next was hashed with
 * - missing, moved: numbers without an entry or a sealed removal, entries that do not follow each other
 * - cut off at the end: the sealed head or a checkpoint names an entry that is not there
 * - written anew from somewhere on: a checkpoint, which needs the key, names another entry
 * It may run beside a server: what is appended meanwhile is looked at as well.
 */
export async function verifyAudit(
  { reader, key, witnesses }: AuditToVerify,
  findings: Pick<Findings, 'count' | 'fault'>,
): Promise<{ readonly throughSequence: number }> {
  for (const what of Object.values(WHAT)) findings.count(what, 0)
  const headBefore = await readHead(reader)
  const checkpoints = await readCheckpoints(reader)
  const named = new Map<number, { hash: Uint8Array; where: string }[]>()
  const name = (sequence: number, hash: Uint8Array, where: string): void => {
    named.set(sequence, [...(named.get(sequence) ?? []), { hash, where }])
  }
  for (const { sequence, hash, at_ms: atMs, key_fingerprint: fingerprint, signature } of checkpoints) {
    findings.count(WHAT.checkpoints)
    const point = { sequence, hash }
    if (fingerprint !== key.fingerprint)
      findings.fault(at(sequence, 'a checkpoint is signed with another key', key.fingerprint, fingerprint))
    else if (!isCheckpointSigned(key.publicKey, { point, atMs, signature }))
      findings.fault(at(sequence, 'the signature of a checkpoint does not fit'))
    else name(sequence, hash, 'a checkpoint')
  }
  for (const { sequence, hash, atMs, publicKey, signature } of witnesses) {
    findings.count(WHAT.witnessed)
    if (
      !equalBytes(publicKey, key.publicKey) ||
      !isCheckpointSigned(publicKey, { point: { sequence, hash }, atMs, signature })
    )
      findings.fault(at(sequence, 'a checkpoint kept outside is not signed with the key of this audit'))
    else name(sequence, hash, 'a checkpoint kept outside')
  }

  const walk = new Walk({ reader, key, findings, named })
  await walk.go()
  const head = await readHead(reader)
  if (head !== undefined && !key.isHeadSealed(head, head.seal))
    findings.fault(at(head.sequence, 'the head is not sealed with the key of this audit'))
  walk.finish(head, headBefore)
  return { throughSequence: walk.last }
}

interface Head {
  readonly sequence: number
  readonly hash: Uint8Array
  readonly seal: Uint8Array
}

interface WalkParts {
  readonly reader: BusinessReader
  readonly key: AuditKey
  readonly findings: Pick<Findings, 'count' | 'fault'>
  /** entries whose hash is known from elsewhere */
  readonly named: ReadonlyMap<number, readonly { readonly hash: Uint8Array; readonly where: string }[]>
}

class Walk {
  readonly #parts: WalkParts
  #removals = new Map<number, Removal & { readonly seal: Uint8Array }>()
  /** of the last entry or removal; undefined: nobody can say, because entries are missing before */
  #previous: Uint8Array | undefined = GENESIS
  #last = 0

  constructor(parts: WalkParts) {
    this.#parts = parts
  }

  get last(): number {
    return this.#last
  }

  async go(): Promise<void> {
    await this.#readRemovals()
    for (;;) {
      const rows = await this.#parts.reader
        .selectFrom('audit_entry')
        .selectAll()
        .where('sequence', '>', this.#last)
        .orderBy('sequence')
        .limit(ENTRIES_AT_ONCE)
        .execute()
      for (const row of rows) if (!this.#follows(row)) await this.#take(row)
      if (rows.length === 0) break
      // a server that looks over its own audit answers others in between
      await new Promise((resolve) => setImmediate(resolve))
    }
    while (this.#passRemoval());
  }

  /** Whether it is simply the next one; without a promise, since nearly every entry is. */
  #follows(row: AuditEntryTable): boolean {
    const { sequence, previous, hash } = row
    const isNext = sequence === this.#last + 1 && this.#previous !== undefined && equalBytes(previous, this.#previous)
    if (!isNext || this.#removals.has(sequence) || !equalBytes(hashOfEntry(row), hash)) return false
    this.#parts.findings.count(WHAT.entries)
    this.#meet(sequence, hash)
    return true
  }

  async #take(row: AuditEntryTable): Promise<void> {
    const { findings } = this.#parts
    const { sequence, hash } = row
    while (this.#last + 1 < sequence && this.#passRemoval());
    if (this.#last + 1 < sequence) {
      // they may have been removed since this look began
      await this.#readRemovals()
      while (this.#last + 1 < sequence && this.#passRemoval());
    }
    if (this.#last + 1 < sequence) {
      const upTo = sequence - 1
      const those = upTo === this.#last + 1 ? 'the entry is missing' : `the entries up to ${upTo} are missing`
      findings.fault(at(this.#last + 1, those))
      this.#previous = undefined
    }
    if (sequence <= this.#last) {
      findings.fault(at(sequence, 'the entry stands among those that were removed'))
      return
    }
    findings.count(WHAT.entries)
    if (this.#previous !== undefined && !equalBytes(row.previous, this.#previous)) {
      const problem = 'the entry does not follow the one before it: one of the two was changed or moved'
      findings.fault(at(sequence, problem, toHex(this.#previous), toHex(row.previous)))
    }
    const found = hashOfEntry(row)
    if (!equalBytes(found, hash))
      findings.fault(at(sequence, 'the entry is not the one that was hashed', toHex(hash), toHex(found)))
    this.#meet(sequence, hash)
  }

  #meet(sequence: number, hash: Uint8Array): void {
    for (const { hash: expected, where } of this.#parts.named.get(sequence) ?? []) {
      if (equalBytes(expected, hash)) continue
      const problem = `${where} names another entry of this number: all from some entry on was written anew`
      this.#parts.findings.fault(at(sequence, problem, toHex(expected), toHex(hash)))
    }
    this.#previous = hash
    this.#last = sequence
  }

  /** Whether what comes next was removed. */
  #passRemoval(): boolean {
    const { findings, key } = this.#parts
    const removal = this.#removals.get(this.#last + 1)
    if (removal === undefined) return false
    const { fromSequence, toSequence, previous, head } = removal
    findings.count(WHAT.removed, toSequence - fromSequence + 1)
    if (!key.isRemovalSealed(removal, removal.seal))
      findings.fault(at(fromSequence, `the removal up to ${toSequence} is not sealed with the key of this audit`))
    else if (this.#previous !== undefined && !equalBytes(previous, this.#previous))
      findings.fault(at(fromSequence, 'what was removed did not follow the entry before it'))
    this.#meet(toSequence, head)
    return true
  }

  async #readRemovals(): Promise<void> {
    const rows = await this.#parts.reader.selectFrom('audit_removal').selectAll().execute()
    this.#removals = new Map(
      rows.map((row) => [
        row.from_sequence,
        {
          ...{ fromSequence: row.from_sequence, toSequence: row.to_sequence, previous: row.previous, head: row.head },
          ...{ removedAtMs: row.removed_at_ms, seal: row.seal },
        },
      ]),
    )
  }

  /** `head`: read after the walk; `before`: before it. */
  finish(head: Head | undefined, before: Head | undefined): void {
    const { findings, named } = this.#parts
    const beyond = [...named].flatMap(([sequence, those]) =>
      sequence > this.#last ? those.map(({ where }) => ({ sequence, where })) : [],
    )
    const upTo = Math.max(head?.sequence ?? 0, ...beyond.map(({ sequence }) => sequence))
    // what is appended between the end of the walk and the look at the head is no fault
    const expected = Math.max(before?.sequence ?? 0, ...beyond.map(({ sequence }) => sequence))
    if (expected > this.#last || (head !== undefined && before === undefined && head.sequence > this.#last)) {
      findings.fault(at(this.#last + 1, `the audit is cut off: it went on to ${upTo}`))
    } else if (head === undefined && this.#last > 0) {
      findings.fault(at(this.#last, 'the head of the audit is missing'))
    } else if (head !== undefined && head.sequence < this.#last) {
      findings.fault(at(head.sequence + 1, 'entries were added past the head that this program wrote'))
    } else if (
      head?.sequence === this.#last &&
      this.#previous !== undefined &&
      !equalBytes(head.hash, this.#previous)
    ) {
      findings.fault(at(head.sequence, 'the head names another entry', toHex(head.hash), toHex(this.#previous)))
    }
  }
}

async function readHead(reader: BusinessReader): Promise<Head | undefined> {
  return reader.selectFrom('audit_head').select(['sequence', 'hash', 'seal']).executeTakeFirst()
}

function readCheckpoints(reader: BusinessReader) {
  return reader.selectFrom('audit_checkpoint').selectAll().orderBy('sequence').execute()
}

function at(entry: number, problem: string, expected?: string, found?: string): Fault {
  return { check: 'audit', entry, problem, expected, found }
}
