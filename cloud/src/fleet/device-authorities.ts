import { type DeviceCertificate, fromHex, keyFingerprint, readDeviceCertificate } from '@coldrx/protocol'
import type { Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessReader } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import type { FleetWrite } from './assets.ts'
import type { Devices } from './devices.ts'
import { conflict, unprocessable } from './fleet-errors.ts'

export interface DeviceAuthority {
  readonly fingerprint: string
  readonly publicKey: string
  readonly name: string
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
  return {
    async list(): Promise<DeviceAuthority[]> {
      const rows = await reader.selectFrom('device_authority').selectAll().orderBy('fingerprint').execute()
      return rows.map(({ fingerprint, public_key, name }) => ({ fingerprint, publicKey: public_key, name }))
    },

    async add(
      { tx, scope }: FleetWrite,
      { publicKey, name }: { readonly publicKey: string; readonly name: string },
    ): Promise<DeviceAuthority> {
      const fingerprint = keyFingerprint(fromHex(publicKey))
      const known = await tx
        .selectFrom('device_authority')
        .select('fingerprint')
        .where('fingerprint', '=', fingerprint)
        .executeTakeFirst()
      if (known !== undefined) throw conflict('publicKey', 'is an authority already')
      await tx
        .insertInto('device_authority')
        .values({ fingerprint, public_key: publicKey, name, created_at_ms: clock.nowMs() })
        .execute()
      await audit.append(tx, {
        actor: scope.actor,
        action: 'device-authority.add',
        subject: { kind: 'device-authority', id: fingerprint },
        details: { name },
      })
      return { fingerprint, publicKey, name }
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
