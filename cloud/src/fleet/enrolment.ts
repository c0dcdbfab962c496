import { createHash, randomBytes } from 'node:crypto'
import { fromHex, isEnrolmentProof, keyFingerprint } from '@coldrx/protocol'
import { systemActor } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessTransaction } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { stateAfter } from '../lib/lifecycle.ts'
import type { FleetWrite } from './assets.ts'
import { DEVICE_LIFECYCLE } from './device-lifecycle.ts'
import type { Devices } from './devices.ts'
import { changedMeanwhile, conflict, unprocessable } from './fleet-errors.ts'
import { noteFleetChange } from './fleet-version.ts'

/** Long enough for a technician to drive to the truck. */
const CODE_VALID_MS = 24 * 3_600_000
/** 80 bits: nobody guesses one in a day, so attempts need no counting. Without the letters that look like digits. */
const CODE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const CODE_LENGTH = 16

export interface EnrolmentRequest {
  readonly code: string
  readonly device: string
  /** uncompressed SM2 point, 130 hex digits */
  readonly publicKey: string
  /** hex SHA-256 of the broker secret */
  readonly secretHash: string
  /** SM2 signature by that key over device and code, hex */
  readonly proof: string
}

/** A device becomes known by its key: a technician makes a code, the device proves its key with it, once. */
export function createEnrolment({
  clock,
  audit,
  devices,
}: {
  readonly clock: Clock
  readonly audit: AuditLog
  readonly devices: Pick<Devices, 'getOwn'>
}) {
  return {
    /** The code is told once; only its digest is kept. An earlier one that was not used counts no longer. */
    async makeCode(
      write: FleetWrite,
      device: string,
    ): Promise<{ readonly code: string; readonly expiresAtMs: number }> {
      const { tx, scope } = write
      const { state } = await devices.getOwn(write, device)
      if (state === 'revoked') throw conflict('device', 'it is revoked; register it again first')
      const code = Array.from(randomBytes(CODE_LENGTH), (byte) => CODE_LETTERS[byte % CODE_LETTERS.length])
        .join('')
        .replaceAll(/(.{4})(?=.)/g, '$1-')
      const nowMs = clock.nowMs()
      await tx.deleteFrom('enrolment_code').where('device_id', '=', device).where('used_at_ms', 'is', null).execute()
      await tx
        .insertInto('enrolment_code')
        .values({
          code_hash: hashOf(code),
          device_id: device,
          made_by: scope.actor.id,
          made_at_ms: nowMs,
          expires_at_ms: nowMs + CODE_VALID_MS,
          used_at_ms: null,
        })
        .execute()
      await audit.append(tx, {
        actor: scope.actor,
        action: 'device.make-enrolment-code',
        subject: { kind: 'device', id: device },
      })
      return { code, expiresAtMs: nowMs + CODE_VALID_MS }
    },

    async enrol(tx: BusinessTransaction, request: EnrolmentRequest): Promise<{ readonly fingerprint: string }> {
      const { code, device, publicKey, secretHash, proof } = request
      const nowMs = clock.nowMs()
      const found = await tx
        .selectFrom('enrolment_code')
        .selectAll()
        .where('code_hash', '=', hashOf(code))
        .executeTakeFirst()
      if (found?.device_id !== device || found.used_at_ms !== null || found.expires_at_ms <= nowMs)
        throw unprocessable('code', 'is not a code of this device that is still good')
      if (!isEnrolmentProof(fromHex(publicKey), { device, code }, fromHex(proof)))
        throw unprocessable('proof', 'is no signature of the key over device and code')
      const used = await tx
        .updateTable('enrolment_code')
        .set({ used_at_ms: nowMs })
        .where('code_hash', '=', found.code_hash)
        .where('used_at_ms', 'is', null)
        .executeTakeFirst()
      if (used.numUpdatedRows !== 1n) throw unprocessable('code', 'is not a code of this device that is still good')
      const fingerprint = await bindKey(tx, { device, publicKey, secretHash })
      await audit.append(tx, {
        actor: systemActor('enrolment'),
        action: 'device.enrol',
        subject: { kind: 'device', id: device },
        details: { fingerprint, codeMadeBy: found.made_by },
      })
      return { fingerprint }
    },
  }

  async function bindKey(
    tx: BusinessTransaction,
    {
      device,
      publicKey,
      secretHash,
    }: { readonly device: string; readonly publicKey: string; readonly secretHash: string },
  ): Promise<string> {
    const nowMs = clock.nowMs()
    const row = await tx.selectFrom('device').selectAll().where('id', '=', device).executeTakeFirstOrThrow()
    const to = stateAfter(DEVICE_LIFECYCLE, row.state, row.state === 'active' ? 'change-key' : 'enrol')
    const fingerprint = keyFingerprint(fromHex(publicKey))
    const known = await tx
      .selectFrom('device_key')
      .selectAll()
      .where('fingerprint', '=', fingerprint)
      .executeTakeFirst()
    if (known !== undefined && known.device_id !== device) throw conflict('publicKey', 'is the key of another device')
    // what ended may have ended because somebody else holds it
    if (known !== undefined && known.until_ms !== null) throw conflict('publicKey', 'is an earlier key of the device')
    if (known === undefined) {
      await tx
        .updateTable('device_key')
        .set({ until_ms: nowMs })
        .where('device_id', '=', device)
        .where('until_ms', 'is', null)
        .execute()
      await tx
        .insertInto('device_key')
        .values({ device_id: device, fingerprint, public_key: publicKey, from_ms: nowMs, until_ms: null })
        .execute()
    }
    const changed = await tx
      .updateTable('device')
      .set({ state: to, secret_hash: secretHash, revision: row.revision + 1 })
      .where('id', '=', device)
      .where('revision', '=', row.revision)
      .executeTakeFirst()
    if (changed.numUpdatedRows !== 1n) throw changedMeanwhile('device')
    await noteFleetChange(tx)
    return fingerprint
  }
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}
