import { randomUUID } from 'node:crypto'
import { fromHex, keyFingerprint } from '@coldrx/protocol'
import { systemActor } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import type { CredentialsDocument } from './credentials-file.ts'
import { noteFleetChange } from './fleet-version.ts'

/**
 * At the first start, and only then: devices that were known by the file alone. Each gets an asset of its own name, of
 * the pharmacy and in service as it was, or nobody but the administrator would see any more what everybody saw before.
 * It has no compartments until somebody tells them, and is shown as such.
 */
export async function importDevices({
  db,
  document,
  audit,
  clock,
}: {
  readonly db: BusinessDatabase
  readonly document: CredentialsDocument
  readonly audit: AuditLog
  readonly clock: Clock
}): Promise<void> {
  await db.inTransaction(async (tx) => {
    const version = await tx
      // locks the row where another instance starts for the first time as well
      .updateTable('fleet_version')
      .set(({ eb }) => ({ version: eb('version', '+', 0) }))
      .where('id', '=', 1)
      .returning('version')
      .executeTakeFirst()
    const any = await tx.selectFrom('device').select('id').limit(1).executeTakeFirst()
    if (any !== undefined || version?.version !== 0) return
    const owner = await pharmacyOf(tx)
    const nowMs = clock.nowMs()
    for (const { device, publicKey, secretHash } of document.devices) {
      const asset = owner === undefined ? null : randomUUID()
      if (asset !== null && owner !== undefined)
        await tx
          .insertInto('asset')
          .values({
            id: asset,
            kind: 'truck',
            name: device,
            organisation_id: owner,
            carrier_organisation_id: null,
            state: 'in-service',
            revision: 1,
            created_at_ms: nowMs,
          })
          .execute()
      await admitKnownDevice(tx, { device, publicKey, secretHash, assetId: asset, nowMs })
    }
    if (document.devices.length === 0) return
    await noteFleetChange(tx)
    await audit.append(tx, {
      actor: systemActor('first-start'),
      action: 'fleet.import-devices',
      subject: { kind: 'fleet', id: 'devices' },
      details: { devices: document.devices.map(({ device }) => device) },
    })
  })
}

/** The one that a first start makes, or the oldest. */
export async function pharmacyOf(reader: BusinessReader): Promise<string | undefined> {
  const found = await reader
    .selectFrom('organisation')
    .select('id')
    .where('kind', '=', 'pharmacy')
    .where('closed_at_ms', 'is', null)
    .orderBy('created_at_ms')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return found?.id
}

/** A device whose key somebody vouches for who could have written the broker's file. */
export async function admitKnownDevice(
  tx: BusinessTransaction,
  {
    device,
    publicKey,
    secretHash,
    assetId,
    nowMs,
  }: {
    readonly device: string
    readonly publicKey: string
    readonly secretHash: string
    readonly assetId: string | null
    readonly nowMs: number
  },
): Promise<void> {
  const key = publicKey.toLowerCase()
  await tx
    .insertInto('device')
    .values({
      ...{ id: device, asset_id: assetId, state: 'active', secret_hash: secretHash, revision: 1 },
      created_at_ms: nowMs,
    })
    .execute()
  await tx
    .insertInto('device_key')
    .values({
      ...{ device_id: device, fingerprint: keyFingerprint(fromHex(key)), public_key: key },
      ...{ from_ms: nowMs, until_ms: null },
    })
    .execute()
}
