import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSm2KeyPair, sm3, toUtf8 } from '@coldrx/protocol'
import Sqlite from 'better-sqlite3'
import { type AuditStatement, GENESIS, hashOfEntry, textOfEntry } from '../cloud/src/audit/audit-entry.ts'
import { createAuditKey } from '../cloud/src/audit/audit-key.ts'
import { openBusinessDatabase } from '../cloud/src/business-database/business-database.ts'
import { Findings } from '../cloud/src/verify/findings.ts'
import { verifyAudit } from '../cloud/src/verify/verify-audit.ts'
import { flipOneBit } from './audit/flip-one-bit.ts'
import { type Figure, reportBench } from './report.ts'

const ENTRIES = 1_000_000
const ROWS_A_TRANSACTION = 20_000
const GOAL_SECONDS = 20
const ALTERED = 618_034

const say = (text: string): void => console.error(text)
const seconds = (since: number): number => (performance.now() - since) / 1_000

const key = createAuditKey(generateSm2KeyPair())
const ACTIONS = ['trip.depart', 'shipment.load', 'asset.change', 'session.open', 'inspection.look'] as const

/** As the cloud writes them: an address that is sealed, ids, a few words of why. */
function entryOf(sequence: number, previous: Uint8Array): AuditStatement {
  const id = (name: string, count: number) =>
    `${name}0000000-0000-4000-8000-${String(sequence % count).padStart(12, '0')}`
  const action = ACTIONS[sequence % ACTIONS.length] ?? 'trip.depart'
  return {
    ...{ sequence, at_ms: 1_700_000_000_000 + 900 * sequence, actor_kind: 'person', actor_id: id('a', 400) },
    ...{ organisation_id: id('b', 9), session_id: id('c', 4_000), request_id: id('d', 1_000_000) },
    address_sealed: `v1.k1.${'Ab9-'.repeat(6)}.${'x_Y7'.repeat(6)}.${'q0Zk'.repeat(11)}`,
    ...{ action, subject_kind: action.split('.')[0] ?? '', subject_id: id('e', 50_000) },
    reason: sequence % 3 === 0 ? '温度超限，按质量部门意见处理' : null,
    details: `{"from":"loading","revision":${sequence % 40},"to":"under-way"}`,
    previous,
  }
}

/** Through the tables that the cloud made; only the way in is a shorter one. */
function fill(path: string): number {
  const file = new Sqlite(path)
  file.pragma('synchronous = OFF')
  const columns = Object.keys({ ...entryOf(1, GENESIS), hash: GENESIS })
  const insert = file.prepare(
    `INSERT INTO audit_entry (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  )
  let previous: Uint8Array = GENESIS
  let bytes = 0
  for (let from = 1; from <= ENTRIES; from += ROWS_A_TRANSACTION) {
    file.transaction(() => {
      for (let sequence = from; sequence < from + ROWS_A_TRANSACTION; sequence++) {
        const statement = entryOf(sequence, previous)
        bytes += textOfEntry(statement).length
        previous = hashOfEntry(statement)
        insert.run({ ...statement, hash: previous })
      }
    })()
  }
  file
    .prepare('INSERT INTO audit_head (id, sequence, hash, seal) VALUES (1, ?, ?, ?)')
    .run(ENTRIES, previous, key.sealHead({ sequence: ENTRIES, hash: previous }))
  file.pragma('wal_checkpoint(TRUNCATE)')
  file.close()
  return bytes
}

async function verifyOnce(
  path: string,
): Promise<{ seconds: number; processorSeconds: number; faults: readonly string[] }> {
  const db = await openBusinessDatabase({ path }, { asItIs: true })
  try {
    const findings = new Findings()
    const since = performance.now()
    const before = process.cpuUsage()
    await verifyAudit({ reader: db.reader, key, witnesses: [] }, findings)
    const took = seconds(since)
    const { user, system } = process.cpuUsage(before)
    const processorSeconds = (user + system) / 1e6
    return {
      seconds: took,
      processorSeconds,
      faults: findings.report().faults.map(({ entry, problem }) => `${entry}: ${problem}`),
    }
  } finally {
    await db.close()
  }
}

/** The least that any check must do: read every row, and hash so many bytes in so many pieces. */
function rawLimits(path: string, textBytes: number): { scan: number; hashing: number } {
  const file = new Sqlite(path, { readonly: true })
  let since = performance.now()
  let rows = 0
  for (const _row of file.prepare('SELECT * FROM audit_entry ORDER BY sequence').raw().iterate()) rows++
  if (rows !== ENTRIES) throw new Error(`${rows} entries instead of ${ENTRIES}`)
  const scan = seconds(since)
  file.close()
  const piece = toUtf8('x'.repeat(Math.round(textBytes / ENTRIES)))
  since = performance.now()
  for (let at = 0; at < ENTRIES; at++) sm3(piece)
  return { scan, hashing: seconds(since) }
}

const directory = await mkdtemp(join(tmpdir(), 'coldrx-audit-'))
try {
  const path = join(directory, 'business.db')
  await (await openBusinessDatabase({ path })).close()
  say(`writing ${ENTRIES} entries`)
  const textBytes = fill(path)
  say('verifying the sound audit')
  const sound = await verifyOnce(path)
  if (sound.faults.length > 0) throw new Error(`the sound audit has faults: ${sound.faults.join('; ')}`)
  const limits = rawLimits(path, textBytes)
  say('one bit is flipped in the file')
  await flipOneBit(path, entryOf(ALTERED, GENESIS).request_id ?? '')
  const altered = await verifyOnce(path)
  const isNamed = altered.faults.length === 1 && altered.faults[0]?.startsWith(`${ALTERED}: `) === true
  say(`found: ${altered.faults.join('; ')}`)
  const raw = limits.scan + limits.hashing
  const figures: Figure[] = [
    { name: 'a flipped bit found, and named by its entry', value: isNamed ? 1 : 0, unit: '', goal: { atLeast: 1 } },
    {
      ...{ name: 'verifying a million entries, one of them altered', value: altered.seconds, unit: 's', raw },
      goal: { atMost: GOAL_SECONDS },
    },
    { name: 'the same, sound', value: sound.seconds, unit: 's', goal: { atMost: GOAL_SECONDS }, raw },
    // what it would take were nothing else running
    { name: '    of it processor time', value: sound.processorSeconds, unit: 's' },
    { name: '    entries a second', value: ENTRIES / sound.seconds, unit: '' },
    { name: '    times a plain scan of the rows', value: sound.seconds / limits.scan, unit: '' },
    { name: '    times SM3 over the same bytes', value: sound.seconds / limits.hashing, unit: '' },
    { name: 'bytes of an entry at rest, indexes included', value: (await stat(path)).size / ENTRIES, unit: '' },
  ]
  reportBench({ name: 'audit', figures })
} finally {
  await rm(directory, { recursive: true })
}
