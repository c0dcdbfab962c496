import { type DeviceCertificate, fromHex, keyFingerprint, readDeviceCertificate } from '@coldrx/protocol'
import type { Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessReader } from '../business-database/business-database.ts'
import type { DeviceAuthorityTable } from '../business-database/tables/fleet.ts'
import type { Clock } from '../lib/clock.ts'
import type { FleetWrite } from './assets.ts'
import type { Devices } from './devices.ts'
import { conflict, notFound, unprocessable } from './fleet-errors.ts'

export interface DeviceAuthority {
  readonly fingerprint: string
  readonly publicKey: string
  readonly name: string
}

/** As an administrator sees it. */
export interface ListedAuthority extends DeviceAuthority {
  readonly addedAtMs: number
  /** null: what it signs is taken */
  readonly retiredAtMs: number | null
  /** certificates of device keys that are kept of it */
  readonly certificates: number
}

export interface KeptDeviceCertificate extends DeviceCertificate {
  readonly serial: string
  /** of the device key */
  readonly fingerprint: string
  readonly authority: DeviceAuthority
  readonly notBeforeMs: number
  readonly notAfterMs: number
}

/** Who vouches for device keys: authorities whose own key stays offline, and what they signed. */
export function createDeviceAuthorities({
  reader,
  clock,
  audit,
  devices,
}: {
  readonly reader: BusinessReader
  readonly clock: Clock
  readonly audit: AuditLog
  readonly devices: Pick<Devices, 'get' | 'getOwn'>
}) {
  function listed(from: BusinessReader) {
    return from
      .selectFrom('device_authority')
      .leftJoin('device_certificate', 'device_certificate.authority_fingerprint', 'device_authority.fingerprint')
      .selectAll('device_authority')
      .select((eb) => eb.fn.count<number>('device_certificate.serial').as('certificates'))
      .groupBy('device_authority.fingerprint')
  }

  async function get(tx: BusinessReader, fingerprint: string): Promise<ListedAuthority> {
    const row = await listed(tx).where('device_authority.fingerprint', '=', fingerprint).executeTakeFirst()
    if (row === undefined) throw notFound('authority')
    return toListed(row)
  }

  return {
    /** By fingerprint; one more than the page holds, where there is one. */
    async list({ limit, after = '' }: { limit: number; after: string | undefined }): Promise<ListedAuthority[]> {
      const rows = await listed(reader)
        .where('device_authority.fingerprint', '>', after)
        .orderBy('device_authority.fingerprint')
        .limit(limit + 1)
        .execute()
      return rows.map(toListed)
    },

    async add(
      { tx, scope }: FleetWrite,
      { publicKey, name }: { readonly publicKey: string; readonly name: string },
    ): Promise<ListedAuthority> {
      const fingerprint = keyFingerprint(fromHex(publicKey))
      const known = await tx
        .selectFrom('device_authority')
        .select('fingerprint')
        .where('fingerprint', '=', fingerprint)
        .executeTakeFirst()
      if (known !== undefined) throw conflict('publicKey', 'is an authority already')
      await tx
        .insertInto('device_authority')
        .values({ fingerprint, public_key: publicKey, name, created_at_ms: clock.nowMs(), retired_at_ms: null })
        .execute()
      await audit.append(tx, {
        actor: scope.actor,
        action: 'device-authority.add',
        subject: { kind: 'device-authority', id: fingerprint },
        details: { name },
      })
      return get(tx, fingerprint)
    },

    /** For good: an authority whose key may be known to others is not believed again. What is kept of it stays. */
    async retire(
      { tx, scope }: FleetWrite,
      { fingerprint, reason }: { readonly fingerprint: string; readonly reason: string },
    ): Promise<ListedAuthority> {
      const { retiredAtMs } = await get(tx, fingerprint)
      if (retiredAtMs !== null) throw conflict('authority', 'is retired already')
      await tx
        .updateTable('device_authority')
        .set({ retired_at_ms: clock.nowMs() })
        .where('fingerprint', '=', fingerprint)
        .execute()
      await audit.append(tx, {
        actor: scope.actor,
        action: 'device-authority.retire',
        subject: { kind: 'device-authority', id: fingerprint },
        reason,
      })
      return get(tx, fingerprint)
    },

    /** Keeps what an authority signed for a key that the device has or had. */
    async takeCertificate(write: FleetWrite, device: string, certificate: DeviceCertificate): Promise<void> {
      const { tx, scope } = write
      await devices.getOwn(write, device)
      const authorities = await tx.selectFrom('device_authority').selectAll().execute()
      const found = authorities
        .map(({ public_key }) => readDeviceCertificate(fromHex(public_key), certificate))
        .find((statement) => statement !== undefined)
      if (found === undefined) throw unprocessable('signature', 'is not that of a device authority known here')
      if (authorities.some((one) => one.fingerprint === found.authority && one.retired_at_ms !== null))
        throw unprocessable('signature', 'is that of a device authority that is retired')
      if (found.device !== device) throw unprocessable('statement', `certifies ${found.device}`)
      const fingerprint = keyFingerprint(fromHex(found.publicKey))
      const key = await tx
        .selectFrom('device_key')
        .select('fingerprint')
        .where('device_id', '=', device)
        .where('fingerprint', '=', fingerprint)
        .executeTakeFirst()
      if (key === undefined) throw unprocessable('statement', 'certifies a key that the device never had')
      const kept = await tx
        .selectFrom('device_certificate')
        .select('serial')
        .where('serial', '=', found.serial)
        .executeTakeFirst()
      if (kept !== undefined) throw conflict('statement', 'a certificate of this serial is kept already')
      await tx
        .insertInto('device_certificate')
        .values({
          serial: found.serial,
          device_id: device,
          fingerprint,
          authority_fingerprint: found.authority,
          statement: certificate.statement,
          signature: certificate.signature,
          not_before_ms: Date.parse(found.notBefore),
          not_after_ms: Date.parse(found.notAfter),
          created_at_ms: clock.nowMs(),
        })
        .execute()
      await audit.append(tx, {
        actor: scope.actor,
        action: 'device.certify',
        subject: { kind: 'device', id: device },
        details: { serial: found.serial, authority: found.authority, fingerprint },
      })
    },

    async certificatesOf(scope: Scope, device: string): Promise<KeptDeviceCertificate[]> {
      await devices.get(scope, device)
      const rows = await reader
        .selectFrom('device_certificate')
        .innerJoin('device_authority', 'device_authority.fingerprint', 'device_certificate.authority_fingerprint')
        .selectAll('device_certificate')
        .select(['device_authority.public_key', 'device_authority.name'])
        .where('device_certificate.device_id', '=', device)
        .orderBy('not_after_ms', 'desc')
        .orderBy('serial')
        .execute()
      return rows.map((row) => ({
        serial: row.serial,
        fingerprint: row.fingerprint,
        authority: { fingerprint: row.authority_fingerprint, publicKey: row.public_key, name: row.name },
        statement: row.statement,
        signature: row.signature,
        notBeforeMs: row.not_before_ms,
        notAfterMs: row.not_after_ms,
      }))
    },
  }
}

function toListed(row: DeviceAuthorityTable & { readonly certificates: number | string | bigint }): ListedAuthority {
  const { fingerprint, public_key: publicKey, name, created_at_ms: addedAtMs, retired_at_ms: retiredAtMs } = row
  return { fingerprint, publicKey, name, addedAtMs, retiredAtMs, certificates: Number(row.certificates) }
}
