import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Actor, systemActor } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { ASSET_KINDS } from './asset.ts'
import type { FleetWrite } from './assets.ts'
import { addDays, dayInChina } from './calibration.ts'
import { admitKnownDevice, pharmacyOf } from './device-import.ts'
import { createFleet, type Fleet } from './fleet.ts'
import {
  assetName,
  compartmentCode,
  deviceName,
  floorArea,
  layoutId,
  modbusUnit,
  plainNames,
  probeModel,
  rangeSchema,
  volume,
} from './fleet-schemas.ts'

const demoFleetSchema = z.array(
  z.strictObject({
    device: deviceName,
    publicKey: z.string().regex(/^04[0-9a-f]{128}$/),
    secretHash: z.string().regex(/^[0-9a-f]{64}$/),
    kind: z.enum(ASSET_KINDS),
    name: assetName,
    compartments: z.array(
      z.strictObject({
        code: compartmentCode,
        name: plainNames,
        range: rangeSchema,
        volumeCubicMetres: volume,
        floorAreaSquareMetres: floorArea.nullable(),
        probes: z.array(z.strictObject({ point: layoutId, bus: layoutId, unit: modbusUnit, model: probeModel })),
      }),
    ),
  }),
)
type DemoAsset = z.infer<typeof demoFleetSchema>[number]

const DAY_MS = 86_400_000
/** The fleet was taken into service so long ago, when every calibration was in force. */
const COMMISSIONED_DAYS_AGO = 60
/** Of the first asset's first two probes: one is overdue, one due soon, as a pharmacist will meet them. */
const DUE_IN_DAYS = [-5, 20]
const USUALLY_DUE_IN_DAYS = 200

/**
 * Records of the simulated assets that `npm start` runs, made where they are missing. A device that was imported from the
 * broker's file has an asset of its own name, which then gets the name and the compartments of the simulated one.
 */
export async function ensureDemoFleet({
  db,
  audit,
  clock,
  file,
  onCommit,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly file: string
  readonly onCommit: () => Promise<void>
}): Promise<void> {
  const assets = demoFleetSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const organisationId = await pharmacyOf(db.reader)
  if (organisationId === undefined) throw new Error('there is no pharmacy that the simulated assets could be of')
  const past: Clock = { nowMs: () => clock.nowMs() - COMMISSIONED_DAYS_AGO * DAY_MS }
  const fleet = createFleet({ db, clock: past, audit, onCommit })
  const actor: Actor = { ...systemActor('demo-fleet'), organisationId }
  const today = dayInChina(clock.nowMs())
  for (const [at, asset] of assets.entries()) {
    await fleet.write({ scope: { actor, reach: 'all' } }, (write) =>
      ensureAsset(fleet, write, asset, { today, dueInDays: at === 0 ? DUE_IN_DAYS : [], nowMs: past.nowMs() }),
    )
  }
}

async function ensureAsset(
  fleet: Fleet,
  write: FleetWrite,
  asset: DemoAsset,
  {
    today,
    dueInDays,
    nowMs,
  }: { readonly today: string; readonly dueInDays: readonly number[]; readonly nowMs: number },
): Promise<void> {
  const { device, kind, name, compartments } = asset
  const known = await write.tx.selectFrom('device').select('asset_id').where('id', '=', device).executeTakeFirst()
  const before = known?.asset_id == null ? undefined : await fleet.assets.getIn(write, known.asset_id)
  // anything else is somebody's work
  if (known !== undefined && (before?.name !== device || before.compartments.length > 0)) return
  if (before !== undefined) {
    await write.tx.updateTable('asset').set({ kind }).where('id', '=', before.id).execute()
    await fleet.assets.change(write, before.id, { name, revision: before.revision })
  }
  const { id } = before ?? (await fleet.assets.add(write, { kind, name }))
  let numbered = 0
  for (const { probes, ...compartment } of compartments) {
    const made = await fleet.assets.addCompartment(write, id, compartment)
    const compartmentId = made.compartments.find(({ code }) => code === compartment.code)?.id ?? ''
    for (const { model, ...place } of probes) {
      const serialNumber = `${device.toUpperCase()}-${place.point.toUpperCase()}`
      const probe = await fleet.probes.add(write, { serialNumber, model })
      const dueOn = addDays(today, dueInDays[numbered++] ?? USUALLY_DUE_IN_DAYS)
      await fleet.certificates.add(write, probe.id, {
        ...{
          number: `JL-${serialNumber}`,
          issuer: '上海市计量测试技术研究院',
          calibratedOn: addDays(dueOn, -365),
          dueOn,
        },
        points: [
          { atCelsius: compartment.range.minCelsius, errorCelsius: 0.1 },
          { atCelsius: compartment.range.maxCelsius, errorCelsius: -0.2 },
        ],
      })
      await fleet.probes.fit(write, probe.id, { assetId: id, compartmentId, ...place })
    }
  }
  if (known === undefined) {
    const { publicKey, secretHash } = asset
    await admitKnownDevice(write.tx, { device, publicKey, secretHash, assetId: id, nowMs })
    await fleet.settings.refresh(write.tx, id)
    const { revision } = await fleet.assets.getIn(write, id)
    await fleet.assets.move(write, id, { event: 'commission', revision, reason: 'simulated' })
  }
}
