import { randomBytes } from 'node:crypto'
import { generateSm2KeyPair, proveEnrolment, type Sm2KeyPair, toHex } from '@coldrx/protocol'
import type { RouteKey } from '../access/access-table.ts'
import type { createApiWorld } from './api-world.ts'

type World = Awaited<ReturnType<typeof createApiWorld>>

interface AssetView {
  readonly id: string
  readonly revision: number
  readonly state: string
  readonly compartments: readonly { readonly id: string; readonly problems: readonly string[] }[]
}

/** Asks as one person of the demo; an answer of another status is an error that says all of it. */
export async function asTechnician(world: World, name = 'technician') {
  const ask = await world.as(name)
  async function expectStatus<T>(status: number, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await ask(method, path, body)
    if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body as T
  }
  return {
    ask,
    made: <T>(path: string, body: unknown) => expectStatus<T>(201, 'POST', path, body),
    done: <T>(path: string, body: unknown) => expectStatus<T>(200, 'POST', path, body),
    got: <T>(path: string) => expectStatus<T>(200, 'GET', path),
  }
}

export const CHILLED = {
  code: 'c1',
  name: { zh: '前舱 冷藏', en: 'Front, chilled' },
  volumeCubicMetres: 12,
  range: { minCelsius: 2, maxCelsius: 8 },
}

/** A truck with one compartment and calibrated probes in it, in preparation. The world's clock stands in March 2026. */
export async function addTruck(
  world: World,
  { name, device, probes = 2 }: { readonly name: string; readonly device: string; readonly probes?: number },
) {
  const { made, done, got } = await asTechnician(world)
  const { id } = await made<AssetView>('/api/assets', { kind: 'truck', name })
  const { compartments } = await made<AssetView>(`/api/assets/${id}/compartments`, CHILLED)
  const [compartment] = compartments
  const probeIds: string[] = []
  for (let at = 1; at <= probes; at++) {
    const probe = await made<{ id: string; revision: number }>('/api/probes', {
      serialNumber: `${device}-${at}`,
      model: 'xy-md02',
    })
    probeIds.push(probe.id)
    await made(`/api/probes/${probe.id}/certificates`, certificate(`${device}-${at}`))
    await done(`/api/probes/${probe.id}/fit`, {
      assetId: id,
      compartmentId: compartment?.id,
      ...{ point: `p${at}`, bus: 'rs485-1', unit: at, revision: probe.revision },
    })
  }
  await made('/api/devices', { device, assetId: id })
  const asset = await got<AssetView>(`/api/assets/${id}`)
  return { id, asset, compartmentId: compartment?.id ?? '', probeIds }
}

export function certificate(number: string, changes: Record<string, unknown> = {}) {
  return {
    ...{ number, issuer: 'Shanghai Institute of Measurement', calibratedOn: '2025-09-01', dueOn: '2026-09-01' },
    points: [
      { atCelsius: 2, errorCelsius: 0.1 },
      { atCelsius: 8, errorCelsius: -0.2 },
    ],
    ...changes,
  }
}

export function enrolmentOf(device: string, code: string, key: Sm2KeyPair = generateSm2KeyPair()) {
  const proof = toHex(proveEnrolment(key, { device, code }))
  return { code, device, publicKey: toHex(key.publicKey), secretHash: 'ab'.repeat(32), proof }
}

const REASON = { reason: 'as the test wants it' }

/** One record of every kind, of one organisation, by the names that the paths of routes give their ids. */
export async function makeFleetRecords(world: World, organisationId: string) {
  const actor = { kind: 'system', id: 'fixture', organisationId, roles: [] } as const
  const { fleet } = world
  const mark = randomBytes(4).toString('hex')
  return fleet.write({ scope: { actor, reach: 'organisation' } }, async (write) => {
    const { id: asset } = await fleet.assets.add(write, { kind: 'truck', name: `Truck ${mark}` })
    const { compartments } = await fleet.assets.addCompartment(write, asset, CHILLED)
    const { id: probe } = await fleet.probes.add(write, { serialNumber: mark, model: 'xy-md02' })
    const { id: paper } = await fleet.certificates.add(write, probe, certificate(mark))
    const { id: device } = await fleet.devices.register(write, { id: `d-${mark}`, assetId: asset })
    return { asset, compartment: compartments[0]?.id ?? '', probe, certificate: paper, device }
  })
}
type FleetRecords = Awaited<ReturnType<typeof makeFleetRecords>>

const change = { revision: 1, ...REASON }

/** A body that each route with the id of a fleet record takes; undefined: it takes none. */
export const FLEET_BODIES: Readonly<Partial<Record<RouteKey, (records: FleetRecords) => unknown>>> = {
  'GET /api/assets/{asset}': () => undefined,
  'PATCH /api/assets/{asset}': () => ({ name: 'Another', revision: 1 }),
  'POST /api/assets/{asset}/commission': () => change,
  'POST /api/assets/{asset}/withdraw': () => change,
  'POST /api/assets/{asset}/return': () => change,
  'POST /api/assets/{asset}/retire': () => change,
  'POST /api/assets/{asset}/compartments': () => ({ ...CHILLED, code: 'c9' }),
  'PATCH /api/assets/{asset}/compartments/{compartment}': () => ({ volumeCubicMetres: 9, revision: 1 }),
  'POST /api/assets/{asset}/compartments/{compartment}/remove': () => change,
  'GET /api/assets/{asset}/settings': () => undefined,
  'POST /api/assets/{asset}/settings/send-again': () => REASON,
  'PATCH /api/assets/{asset}/settings': () => ({ cadence: null, ...REASON }),
  'GET /api/probes/{probe}': () => undefined,
  'POST /api/probes/{probe}/fit': ({ asset, compartment }) => ({
    ...{ assetId: asset, compartmentId: compartment, point: 'p1', bus: 'rs485-1', unit: 1, revision: 1 },
  }),
  'POST /api/probes/{probe}/remove': () => change,
  'POST /api/probes/{probe}/retire': () => change,
  'GET /api/probes/{probe}/certificates': () => undefined,
  'POST /api/probes/{probe}/certificates': () => certificate('C-77'),
  'GET /api/certificates/{certificate}': () => undefined,
  'PUT /api/certificates/{certificate}/document': () => undefined,
  'GET /api/certificates/{certificate}/document': () => undefined,
  'GET /api/devices/{device}': () => undefined,
  'POST /api/devices/{device}/bind': () => ({ assetId: null, ...change }),
  'POST /api/devices/{device}/revoke': () => change,
  'POST /api/devices/{device}/enrolment-codes': () => undefined,
  'POST /api/devices/{device}/certificates': () => ({ statement: '{}', signature: 'ab'.repeat(64) }),
  'POST /api/devices/{device}/register-again': () => change,
}
