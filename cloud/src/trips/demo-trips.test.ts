import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateSm2KeyPair, toHex } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureDemoFleet } from '../fleet/demo-fleet.ts'
import { createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { CHILLED } from '../testing/fleet-fixture.ts'
import { ensureDemoTrips } from './demo-trips.ts'

const compartment = (code: string, range: { minCelsius: number; maxCelsius: number }, unit: number) => ({
  ...{ ...CHILLED, code, range, floorAreaSquareMetres: null },
  probes: [{ point: `p${unit}`, bus: 'rs485-1', unit, model: 'xy-md02' }],
})

describe.each(eachEngine)('demo trips on %s', (_, openPlace) => {
  let at: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  beforeEach(async () => {
    at = await openPlace()
    world = await createApiWorld({ place: at.place, devices: ['tk001'] })
  })
  afterEach(async () => {
    await world.close()
    await at.remove()
  })

  it.each([
    ['in the morning', Date.UTC(2026, 2, 1)],
    ['just after midnight, departed the day before', Date.UTC(2026, 1, 28, 16, 20)],
  ])('are one under way with its shipments, one for tomorrow, and are made once a day: %s', async (_when, startMs) => {
    world.clock.ms = startMs
    const file = join(world.directory, 'demo-fleet.json')
    const { db, audit, clock, register, people, sealedFields } = world
    const publicKey = toHex(generateSm2KeyPair().publicKey)
    const compartments = [
      compartment('c1', { minCelsius: 2, maxCelsius: 8 }, 1),
      compartment('c2', { minCelsius: -25, maxCelsius: -15 }, 2),
    ]
    const truck = { device: 'tk001', kind: 'truck', name: '沪A·D8231', publicKey, secretHash: 'ab'.repeat(32) }
    await writeFile(file, JSON.stringify([{ ...truck, compartments }]))
    await ensureDemoFleet({ db, audit, clock, file, onCommit: () => register.refresh() })
    const ensure = () => ensureDemoTrips({ db, sealedFields, audit, people, clock })
    await ensure()
    const dispatcher = await world.as('dispatcher')
    const { body: trips } = await dispatcher('GET', '/api/trips')
    expect(trips).toMatchObject({
      items: [
        { state: 'planned', device: 'tk001' },
        {
          state: 'under-way',
          stops: [{ state: 'left' }, { state: 'planned' }, { state: 'planned' }],
        },
      ],
    })
    const { body: shipments } = await dispatcher('GET', '/api/shipments')
    const states = (shipments as { items: { state: string }[] }).items.map(({ state }) => state)
    expect(states.sort()).toEqual(['in-transit', 'in-transit', 'in-transit', 'planned'])
    expect((await dispatcher('GET', '/api/geofences')).body).toMatchObject({ items: [{}, {}] })
    await ensure()
    expect((await dispatcher('GET', '/api/trips')).body).toEqual(trips)

    clock.ms += 24 * 3_600_000
    await ensure()
    await ensure()
    const later = await world.as('dispatcher')
    const all = ((await later('GET', '/api/trips')).body as { items: { number: string; state: string }[] }).items
    expect(Object.fromEntries(all.map(({ number, state }) => [number, state]))).toEqual({
      'T20260301-01': 'completed',
      'T20260302-01': 'cancelled',
      'T20260302-02': 'under-way',
      'T20260303-01': 'planned',
    })
    expect(all).toHaveLength(4)
    expect((await later('GET', '/api/geofences')).body).toMatchObject({ items: [{}, {}], next: null })
  })
})
