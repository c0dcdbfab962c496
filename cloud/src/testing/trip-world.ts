import { documentDigest, toUtf8 } from '@coldrx/protocol'
import { expect } from 'vitest'
import { createDocumentStore } from '../documents/document-store.ts'
import { type Asker, createApiWorld } from './api-world.ts'
import type { TestPlace } from './each-engine.ts'
import { truckSnapshot } from './memory-read-model.ts'

const HOUR_MS = 3_600_000

export interface ShipmentView {
  readonly id: string
  readonly state: string
  readonly custody: readonly Record<string, unknown>[]
}

export interface TripWorld {
  readonly world: Awaited<ReturnType<typeof createApiWorld>>
  readonly dispatcher: Asker
  readonly driverId: string
  /** planned for tk001, with two stops */
  readonly trip: { readonly id: string; readonly stops: readonly { readonly id: string }[] }
  /** Asks as the dispatcher what must succeed. */
  made<T>(path: string, body: object): Promise<T>
  /** A shipment of one box, NUMBER-1, in compartment c1 of the trip. */
  assigned(number: string): Promise<string>
  /** Released, loaded with these and departed at a desk. */
  depart(shipments: readonly string[]): Promise<void>
  /** A document of a truck has come. */
  sent(id: string, content: object, of?: { readonly device?: string; readonly kind?: string }): Promise<void>
  shipmentOf(id: string): Promise<ShipmentView>
}

export async function createTripWorld(
  { place }: Pick<TestPlace, 'place'>,
  more: Pick<NonNullable<Parameters<typeof createApiWorld>[0]>, 'recordings' | 'devices'> = {},
): Promise<TripWorld> {
  const world = await createApiWorld({ place, ...more })
  world.readModel.commit({ trucks: [truckSnapshot('tk001')] })
  const dispatcher = await world.as('dispatcher')
  const driverId = (await world.people.list()).find(({ name }) => name === 'driver')?.id ?? ''

  async function made<T>(path: string, body: object): Promise<T> {
    const answer = await dispatcher('POST', path, body)
    expect([answer.status, answer.body]).toEqual([expect.toBeOneOf([200, 201]), expect.anything()])
    return answer.body as T
  }

  const instant = new Date(world.clock.ms + HOUR_MS).toISOString()
  const stop = (en: string) => ({
    ...{ name: { zh: en, en }, address: en, position: { latitude: 31, longitude: 121 } },
    ...{ windowFrom: instant, windowTo: instant },
  })
  const trip = await made<TripWorld['trip']>('/api/trips', {
    ...{ number: 'T-1', device: 'tk001', driver: driverId, plannedDeparture: instant },
    stops: [stop('Depot'), stop('Clinic')],
  })

  return {
    ...{ world, dispatcher, driverId, trip, made },

    async assigned(number) {
      const goods = { consignee: '吴医生', goods: { zh: '胰岛素', en: 'Insulin' }, timeBudgetMinutes: 30 }
      const rows = [{ ...goods, number, range: { minCelsius: 2, maxCelsius: 8 }, boxes: [`${number}-1`] }]
      const { shipments } = await made<{ shipments: ShipmentView[] }>('/api/shipments', { rows })
      const id = shipments[0]?.id ?? ''
      const [from, to] = trip.stops
      await made(`/api/shipments/${id}/assign`, {
        ...{ trip: trip.id, compartment: 'c1', fromStop: from?.id, toStop: to?.id },
      })
      return id
    },

    async depart(shipments) {
      const warehouse = await world.as('warehouse')
      await made(`/api/trips/${trip.id}/release`, {})
      await made(`/api/trips/${trip.id}/start-loading`, {})
      for (const id of shipments) {
        const { number } = (await dispatcher('GET', `/api/shipments/${id}`)).body as { number: string }
        expect((await warehouse('POST', `/api/shipments/${id}/load`, { boxes: [`${number}-1`] })).status).toBe(200)
      }
      await made(`/api/trips/${trip.id}/depart`, {})
    },

    async sent(id, content, { device = 'tk001', kind = 'handover' } = {}) {
      const salt = Uint8Array.from({ length: 16 }, (_value, n) => n)
      const bytes = toUtf8(JSON.stringify(content))
      const store = createDocumentStore({ db: world.db, sealedFields: world.sealedFields })
      const document = { device, id, kind, salt, bytes, digest: documentDigest(salt, bytes) }
      await store.keep({ ...document, receivedAtMs: world.clock.ms })
    },

    shipmentOf: async (id) => (await dispatcher('GET', `/api/shipments/${id}`)).body as ShipmentView,
  }
}
