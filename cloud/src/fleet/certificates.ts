import { randomUUID } from 'node:crypto'
import { sm3, toHex } from '@coldrx/protocol'
import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessReader } from '../business-database/business-database.ts'
import type { CalibrationCertificateTable } from '../business-database/tables/fleet.ts'
import { allPages } from '../lib/all-pages.ts'
import type { Clock } from '../lib/clock.ts'
import type { FleetWrite } from './assets.ts'
import { type CalibrationPoint, dayInChina, isWithinLimits, latestDueDay } from './calibration.ts'
import { conflict, notFound, unprocessable } from './fleet-errors.ts'
import type { Probes } from './probes.ts'

export interface NewCertificate {
  readonly number: string
  readonly issuer: string
  /** YYYY-MM-DD */
  readonly calibratedOn: string
  readonly dueOn: string
  readonly points: readonly CalibrationPoint[]
}

export interface Certificate extends NewCertificate {
  readonly id: string
  readonly probeId: string
  readonly withinLimits: boolean
  /** SM3, hex; null: no document was handed in */
  readonly documentDigest: string | null
  readonly createdAtMs: number
}

export type CertificateKey = readonly [calibratedOn: string, createdAtMs: number, id: string]

export interface CertificatePage {
  readonly limit: number
  /** of the last one of the page before */
  readonly after: CertificateKey | undefined
}

/** Where a certificate stands among those of its probe. */
export function certificateKey({ calibratedOn, createdAtMs, id }: Certificate): CertificateKey {
  return [calibratedOn, createdAtMs, id]
}

export interface CertificateDocument {
  readonly mediaType: string
  readonly bytes: Uint8Array
}

const pointsSchema = z.array(z.strictObject({ atCelsius: z.number(), errorCelsius: z.number() }))

/** Calibration certificates: kept as they came, the newest decides. */
export function createCertificates({
  reader,
  clock,
  audit,
  probes,
}: {
  readonly reader: BusinessReader
  readonly clock: Clock
  readonly audit: AuditLog
  readonly probes: Pick<Probes, 'get' | 'getIn' | 'takeCalibration'>
}) {
  async function rowOf(from: BusinessReader, id: string): Promise<CalibrationCertificateTable> {
    const row = await from.selectFrom('calibration_certificate').selectAll().where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw notFound('certificate')
    return row
  }

  async function isVisible(row: CalibrationCertificateTable, scope: Scope): Promise<void> {
    await probes.get(scope, row.probe_id).catch(() => {
      throw notFound('certificate')
    })
  }

  /** The newest first; one more than the page holds, where there is one. */
  async function ofProbe(scope: Scope, probeId: string, { limit, after }: CertificatePage): Promise<Certificate[]> {
    await probes.get(scope, probeId)
    const all = reader.selectFrom('calibration_certificate').selectAll().where('probe_id', '=', probeId)
    const behind =
      after === undefined
        ? all
        : all.where(sql<SqlBool>`(calibrated_on, created_at_ms, id) < (${after[0]}, ${after[1]}, ${after[2]})`)
    const rows = await behind
      .orderBy('calibrated_on', 'desc')
      .orderBy('created_at_ms', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    return rows.map(toCertificate)
  }

  return {
    ofProbe,

    /** Every one of a probe, the newest first. */
    allOfProbe: (scope: Scope, probeId: string): AsyncGenerator<Certificate> =>
      allPages((after: CertificateKey | undefined, limit) => ofProbe(scope, probeId, { limit, after }), certificateKey),

    async add(write: FleetWrite, probeId: string, certificate: NewCertificate): Promise<Certificate> {
      const { tx, scope } = write
      const { number, issuer, calibratedOn, dueOn, points } = certificate
      const probe = await probes.getIn(write, probeId)
      if (probe.state === 'retired') throw conflict('probe', 'it is retired')
      if (calibratedOn > dayInChina(clock.nowMs())) throw unprocessable('calibratedOn', 'must not be in the future')
      if (dueOn <= calibratedOn) throw unprocessable('dueOn', 'must be after calibratedOn')
      if (dueOn > latestDueDay(calibratedOn))
        throw unprocessable(
          'dueOn',
          `must be ${latestDueDay(calibratedOn)} at the latest: GSP Annex 3 wants a calibration each year`,
        )
      const taken = await tx
        .selectFrom('calibration_certificate')
        .select('id')
        .where('issuer', '=', issuer)
        .where('number', '=', number)
        .executeTakeFirst()
      if (taken !== undefined) throw conflict('number', 'this issuer gave another certificate of this number')
      const row = {
        id: randomUUID(),
        probe_id: probeId,
        number,
        issuer,
        calibrated_on: calibratedOn,
        due_on: dueOn,
        points: JSON.stringify(points),
        within_limits: isWithinLimits(points) ? 1 : 0,
        document_digest: null,
        created_at_ms: clock.nowMs(),
      }
      await tx.insertInto('calibration_certificate').values(row).execute()
      const newest = await tx
        .selectFrom('calibration_certificate')
        .select(['due_on', 'within_limits'])
        .where('probe_id', '=', probeId)
        .orderBy('calibrated_on', 'desc')
        .orderBy('created_at_ms', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      await audit.append(tx, {
        actor: scope.actor,
        action: 'certificate.add',
        subject: { kind: 'certificate', id: row.id },
        details: { probe: probeId, number, dueOn },
      })
      await probes.takeCalibration(write, probeId, { dueOn: newest.due_on, passed: newest.within_limits === 1 })
      return toCertificate(row)
    },

    /** The paper itself, once: what was handed in is evidence. */
    async attach(
      { tx, scope }: FleetWrite,
      id: string,
      { mediaType, bytes }: CertificateDocument,
    ): Promise<Certificate> {
      const row = await rowOf(tx, id)
      await probes.getIn({ tx, scope }, row.probe_id).catch(() => {
        throw notFound('certificate')
      })
      const digest = toHex(sm3(bytes))
      if (row.document_digest !== null) throw conflict('document', 'the certificate has one already')
      await tx
        .insertInto('calibration_document')
        .values({ certificate_id: id, media_type: mediaType, bytes: Buffer.from(bytes) })
        .execute()
      await tx
        .updateTable('calibration_certificate')
        .set({ document_digest: digest })
        .where('id', '=', id)
        .where('document_digest', 'is', null)
        .execute()
      await audit.append(tx, {
        actor: scope.actor,
        action: 'certificate.attach',
        subject: { kind: 'certificate', id },
        details: { digest },
      })
      return toCertificate({ ...row, document_digest: digest })
    },

    async get(scope: Scope, id: string): Promise<Certificate> {
      const row = await rowOf(reader, id)
      await isVisible(row, scope)
      return toCertificate(row)
    },

    /** @throws where the bytes are not those that the digest was made of */
    async documentOf(scope: Scope, id: string): Promise<CertificateDocument> {
      const row = await rowOf(reader, id)
      await isVisible(row, scope)
      const document = await reader
        .selectFrom('calibration_document')
        .select(['media_type', 'bytes'])
        .where('certificate_id', '=', id)
        .executeTakeFirst()
      if (document === undefined) throw notFound('document')
      if (toHex(sm3(document.bytes)) !== row.document_digest)
        throw new Error(`the document of calibration certificate ${id} is not the one that was handed in`)
      return { mediaType: document.media_type, bytes: document.bytes }
    },
  }
}

function toCertificate(row: CalibrationCertificateTable): Certificate {
  return {
    id: row.id,
    probeId: row.probe_id,
    number: row.number,
    issuer: row.issuer,
    calibratedOn: row.calibrated_on,
    dueOn: row.due_on,
    points: pointsSchema.parse(JSON.parse(row.points)),
    withinLimits: row.within_limits === 1,
    documentDigest: row.document_digest,
    createdAtMs: row.created_at_ms,
  }
}
