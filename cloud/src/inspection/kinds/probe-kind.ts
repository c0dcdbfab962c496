import type { BusinessReader } from '../../business-database/business-database.ts'
import type { Fleet } from '../../fleet/fleet.ts'
import { contains } from '../../fleet/fleet-scope.ts'
import { toCertificateView, toProbeView } from '../../fleet/probe-routes.ts'
import type { Probe } from '../../fleet/probes.ts'
import { collect } from '../../lib/all-pages.ts'
import type { FindableKind, FoundRecord, Recording } from '../findable.ts'
import { orUndefined } from '../or-undefined.ts'

/** A probe: its certificates, and where it measured when. Found by its serial number or the number of a certificate. */
export function probeKind({ fleet, reader }: { readonly fleet: Fleet; readonly reader: BusinessReader }): FindableKind {
  return {
    kind: 'probe',

    async search(scope, text, limit) {
      const bySerial = await fleet.probes.list(scope, { search: text, limit })
      const byPaper = await reader
        .selectFrom('calibration_certificate')
        .select('probe_id')
        .distinct()
        .where(contains('number', text))
        .limit(limit)
        .execute()
      const found = new Map(bySerial.map((probe) => [probe.id, probe]))
      for (const { probe_id: id } of byPaper) {
        const probe = found.has(id) ? undefined : await orUndefined(fleet.probes.get(scope, id))
        if (probe !== undefined) found.set(id, probe)
      }
      return [...found.values()].slice(0, limit).map(toFound)
    },

    async open(scope, id) {
      const probe = await orUndefined(fleet.probes.get(scope, id))
      if (probe === undefined) return undefined
      const certificates = await collect(fleet.certificates.allOfProbe(scope, id))
      const { place } = probe
      const related: FoundRecord[] =
        place === null
          ? []
          : [{ kind: 'asset', id: place.assetId, title: place.assetName, organisationId: probe.organisationId }]
      return {
        ...toFound(probe),
        record: { ...toProbeView(probe), certificates: certificates.map(toCertificateView) },
        names: [],
        related,
        recordings: await measured(reader, id),
        documents: certificates.map(({ id: certificate, documentDigest, createdAtMs }) => ({
          ...{ kind: 'calibration-certificate', id: certificate, device: null },
          ...{ digest: documentDigest, atMs: createdAtMs },
        })),
      }
    },
  }
}

function toFound({ id, serialNumber, organisationId }: Probe): FoundRecord {
  return { kind: 'probe', id, title: serialNumber, organisationId }
}

/** By the device that its asset has now. */
async function measured(reader: BusinessReader, probeId: string): Promise<Recording[]> {
  const rows = await reader
    .selectFrom('probe_fitting')
    .innerJoin('compartment', 'compartment.id', 'probe_fitting.compartment_id')
    .innerJoin('device', 'device.asset_id', 'probe_fitting.asset_id')
    .select(['device.id as device', 'compartment.code', 'fitted_at_ms', 'probe_fitting.removed_at_ms'])
    .where('probe_fitting.probe_id', '=', probeId)
    .orderBy('fitted_at_ms')
    .execute()
  return rows.map((row) => ({
    ...{ device: row.device, compartment: row.code, fromMs: row.fitted_at_ms, toMs: row.removed_at_ms },
  }))
}
