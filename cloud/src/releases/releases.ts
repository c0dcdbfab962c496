import { compareVersions, LIMITS, type ReportedUpdate, type UpdateState } from '@coldrx/protocol'
import { sql } from 'kysely'
import type { Actor, Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { ReleaseTable } from '../business-database/tables/releases.ts'
import { conflict, isUniqueViolation, notFound, unprocessable } from '../fleet/fleet-errors.ts'
import { noteFleetChange } from '../fleet/fleet-version.ts'
import type { Clock } from '../lib/clock.ts'
import type { UploadedRelease } from './release-upload.ts'

/** of 16 KiB each: no database takes a statement of any length */
const PARTS_AT_ONCE = 32
/** How an order can still be taken back: nothing is installed yet. */
const OPEN_STATES: readonly (UpdateState | null)[] = [null, 'fetching', 'waiting']

export interface Release {
  readonly id: string
  readonly version: string
  readonly platform: string
  readonly arch: string
  readonly sizeBytes: number
  readonly publishedAtMs: number
  readonly withdrawnAtMs: number | null
}

/** Why a device of those that were named is not told to update. */
export interface NotOrdered {
  readonly device: string
  readonly reason: 'unknown' | 'revoked' | 'same' | 'newer' | 'machine' | 'by-hand' | 'ordered'
}

/** What a birth says of the program. */
export interface VersionReport {
  readonly device: string
  readonly agentVersion: string
  /** undefined: its program takes no orders */
  readonly update?: ReportedUpdate | undefined
}

interface Candidate {
  readonly id: string
  readonly state: string
  readonly version: string | null
  readonly platform: string | null
  readonly arch: string | null
  readonly orderedRelease: string | null
  readonly orderedNumber: number | null
  readonly answered: number | null
  readonly orderState: UpdateState | null
}

/** Releases of the agent: published, ordered to devices, withdrawn. What devices say of it is in `device_version`. */
export function createReleases({
  db,
  clock,
  audit,
  onCommit,
}: {
  readonly db: BusinessDatabase
  readonly clock: Clock
  readonly audit: AuditLog
  /** after each change, so that devices are told at once */
  readonly onCommit: () => Promise<void>
}) {
  async function find(from: BusinessReader, id: string): Promise<Release> {
    const row = await from.selectFrom('release').selectAll().where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw notFound('release')
    return toRelease(row)
  }

  /** Devices with their newest order and what they said. */
  const candidates = (from: BusinessReader) =>
    from
      .selectFrom('device')
      .leftJoin('device_version', 'device_version.device_id', 'device.id')
      .leftJoin('update_order', (join) =>
        join.onRef('update_order.device_id', '=', 'device.id').on('update_order.number', '=', newestOrder),
      )
      .select(['device.id', 'device.state', 'device_version.version', 'device_version.platform', 'device_version.arch'])
      .select(['update_order.release_id as orderedRelease', 'update_order.number as orderedNumber'])
      .select(['device_version.order_number as answered', 'device_version.order_state as orderState'])

  async function addOrder(tx: BusinessTransaction, { id, orderedNumber, answered }: Candidate, release: string | null) {
    // above what the device heard of an installation that is gone
    const number = Math.max(orderedNumber ?? 0, answered ?? 0) + 1
    const order = { device_id: id, number, release_id: release, ordered_at_ms: clock.nowMs(), fetched_bytes: 0 }
    await tx.insertInto('update_order').values(order).execute()
  }

  async function committed<T>(work: (tx: BusinessTransaction) => Promise<T>): Promise<T> {
    const done = await db.inTransaction(work)
    await onCommit()
    return done
  }

  return {
    /** Newest first. */
    async list({ limit, after }: { limit: number; after: readonly [publishedAtMs: number, id: string] | undefined }) {
      let query = db.reader.selectFrom('release').selectAll()
      if (after !== undefined) query = query.where(sql<boolean>`(published_at_ms, id) < (${after[0]}, ${after[1]})`)
      const rows = await query
        .orderBy('published_at_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return rows.map(toRelease)
    },

    async publish(actor: Actor, { id, version, platform, arch, bytes }: UploadedRelease): Promise<Release> {
      const release = {
        ...{ id, version, platform, arch, size_bytes: bytes.length },
        ...{ published_at_ms: clock.nowMs(), withdrawn_at_ms: null },
      }
      try {
        await db.inTransaction(async (tx) => {
          await tx.insertInto('release').values(release).execute()
          const parts = Array.from({ length: Math.ceil(bytes.length / LIMITS.releasePartBytes) }, (_, part) => {
            const from = part * LIMITS.releasePartBytes
            return { release_id: id, part, bytes: Buffer.from(bytes.subarray(from, from + LIMITS.releasePartBytes)) }
          })
          for (let at = 0; at < parts.length; at += PARTS_AT_ONCE) {
            await tx
              .insertInto('release_part')
              .values(parts.slice(at, at + PARTS_AT_ONCE))
              .execute()
          }
          const details = { version, platform, arch, sizeBytes: bytes.length }
          await audit.append(tx, { actor, action: 'release.publish', subject: { kind: 'release', id }, details })
        })
      } catch (error) {
        if (isUniqueViolation(error))
          throw conflict('version', `${version} for ${platform} ${arch} was published before`)
        throw error
      }
      return toRelease(release)
    },

    /** It is ordered no more, and whoever has not installed it yet lets it be. */
    async withdraw(actor: Actor, id: string, reason: string): Promise<Release> {
      await committed(async (tx) => {
        const release = await find(tx, id)
        if (release.withdrawnAtMs !== null) throw conflict('release', 'it is withdrawn already')
        await tx.updateTable('release').set({ withdrawn_at_ms: clock.nowMs() }).where('id', '=', id).execute()
        const ordered = await candidates(tx).where('update_order.release_id', '=', id).execute()
        const open = ordered.filter((one) => isOpen(one))
        for (const one of open) await addOrder(tx, one, null)
        await noteFleetChange(tx)
        const details = { version: release.version, takenBack: open.length }
        await audit.append(tx, { actor, action: 'release.withdraw', subject: { kind: 'release', id }, reason, details })
      })
      return find(db.reader, id)
    },

    /** Tells devices to update; which of them are not told, and why, comes back. @throws AppError where it would be none */
    async order(
      { actor }: Scope,
      id: string,
      { devices, reason }: { readonly devices: readonly string[] | 'all'; readonly reason: string },
    ): Promise<{ readonly ordered: number; readonly notOrdered: readonly NotOrdered[] }> {
      return committed(async (tx) => {
        const release = await find(tx, id)
        if (release.withdrawnAtMs !== null) throw conflict('release', 'it is withdrawn')
        const all = candidates(tx).orderBy('device.id')
        const found: Candidate[] = await (devices === 'all' ? all : all.where('device.id', 'in', devices)).execute()
        const judged = found.map((one) => ({ one, reason: whyNot(one, release) }))
        const told = judged.filter((each) => each.reason === null)
        const unknown = devices === 'all' ? [] : devices.filter((device) => !found.some((one) => one.id === device))
        const notOrdered: NotOrdered[] = [
          ...judged.flatMap(({ one, reason: why }) => (why === null ? [] : [{ device: one.id, reason: why }])),
          ...unknown.map((device) => ({ device, reason: 'unknown' as const })),
        ]
        if (told.length === 0) {
          const [first] = notOrdered
          throw unprocessable(
            'devices',
            first === undefined ? 'there are none' : `${first.device}: ${REASONS[first.reason]}`,
          )
        }
        for (const { one } of told) await addOrder(tx, one, id)
        await noteFleetChange(tx)
        for (const { one } of told) {
          const details = { version: release.version, release: id }
          const subject = { kind: 'device' as const, id: one.id }
          await audit.append(tx, { actor, action: 'device.order-update', subject, reason, details })
        }
        return { ordered: told.length, notOrdered }
      })
    },

    /** What births say; of a device that is not registered nothing is kept. */
    async report(tx: BusinessTransaction, reports: readonly VersionReport[]): Promise<void> {
      const ids = reports.map(({ device }) => device)
      const known = await tx.selectFrom('device').select('id').where('id', 'in', ids).execute()
      const before = await tx.selectFrom('device_version').selectAll().where('device_id', 'in', ids).execute()
      for (const { device, agentVersion, update } of reports) {
        if (!known.some(({ id }) => id === device)) continue
        const row = {
          version: agentVersion,
          ...{ platform: update?.platform ?? null, arch: update?.arch ?? null },
          ...{ order_number: update?.order?.number ?? null, order_state: update?.order?.state ?? null },
          problem: update?.order?.problem ?? null,
        }
        const last = before.find(({ device_id: id }) => id === device)
        if (
          last !== undefined &&
          Object.entries(row).every(([key, value]) => last[key as keyof typeof row] === value)
        ) {
          continue
        }
        const columns = { ...row, reported_at_ms: clock.nowMs() }
        await tx
          .insertInto('device_version')
          .values({ device_id: device, ...columns })
          .onConflict((on) => on.column('device_id').doUpdateSet(columns))
          .execute()
      }
    },

    /** Newest orders that their devices have not answered; `devices`: of these only. */
    async unanswered(devices?: readonly string[]) {
      const newest = candidates(db.reader)
        .leftJoin('release', 'release.id', 'update_order.release_id')
        .select(['release.version as releaseVersion', 'release.size_bytes as sizeBytes'])
        .where('update_order.number', 'is not', null)
      const rows = await (devices === undefined ? newest : newest.where('device.id', 'in', devices)).execute()
      return rows.flatMap(({ id, orderedNumber, orderedRelease, answered, releaseVersion, sizeBytes }) => {
        if (orderedNumber === null || (answered ?? 0) >= orderedNumber) return []
        const release =
          orderedRelease === null || releaseVersion === null || sizeBytes === null
            ? null
            : { id: orderedRelease, version: releaseVersion, sizeBytes }
        return [{ device: id, order: { type: 'update' as const, order: orderedNumber, release } }]
      })
    },

    /** Bytes of the release that the device is to have; undefined: it is to have another one, or there are none there. */
    async part(device: string, release: string, part: number): Promise<Uint8Array | undefined> {
      const row = await db.reader
        .selectFrom('update_order')
        .innerJoin('device', 'device.id', 'update_order.device_id')
        .innerJoin('release_part', 'release_part.release_id', 'update_order.release_id')
        .select('release_part.bytes')
        .where('device.id', '=', device)
        .where('update_order.number', '=', newestOrder)
        .where('update_order.release_id', '=', release)
        .where('release_part.part', '=', part)
        .executeTakeFirst()
      return row?.bytes
    },

    async noteProgress(device: string, fetchedBytes: number): Promise<void> {
      await db.reader
        .updateTable('update_order')
        .set({ fetched_bytes: fetchedBytes })
        .where('device_id', '=', device)
        .where('number', '=', (eb) =>
          eb
            .selectFrom('update_order as others')
            .select(({ fn }) => fn.max('others.number').as('newest'))
            .where('others.device_id', '=', device),
        )
        .execute()
    },
  }
}

export type Releases = ReturnType<typeof createReleases>

/** of the device that a row of `device` names */
export const newestOrder = sql<number>`(SELECT max(others.number) FROM update_order AS others WHERE others.device_id = device.id)`

const REASONS: Readonly<Record<NotOrdered['reason'], string>> = {
  unknown: 'there is no such device',
  revoked: 'it is revoked',
  same: 'it runs this version already',
  newer: 'it runs a newer version, and no way leads back',
  machine: 'it is another kind of machine',
  'by-hand': 'its program takes no orders; a technician must update it',
  ordered: 'it is ordered already, and under way',
}

function whyNot(one: Candidate, { id, version, platform, arch }: Release): NotOrdered['reason'] | null {
  if (one.state === 'revoked') return 'revoked'
  if (one.version !== null) {
    const order = compareVersions(version, one.version)
    if (order === 0) return 'same'
    if (order < 0) return 'newer'
    if (one.platform === null) return 'by-hand'
    if (one.platform !== platform || one.arch !== arch) return 'machine'
  }
  return one.orderedRelease === id && isOpen(one) ? 'ordered' : null
}

function isOpen({ orderedNumber, answered, orderState }: Candidate): boolean {
  return OPEN_STATES.includes(answered === orderedNumber ? orderState : null)
}

function toRelease({ size_bytes, published_at_ms, withdrawn_at_ms, ...rest }: ReleaseTable): Release {
  return { ...rest, sizeBytes: size_bytes, publishedAtMs: published_at_ms, withdrawnAtMs: withdrawn_at_ms }
}
