import { fromHex } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeTruck } from '../testing/fake-truck.ts'
import { TelemetryWorld } from '../testing/telemetry-world.ts'
import { runVerify } from './verify.ts'

const minute = 60_000

describe.each(['sqlite', 'postgres'] as const)('the projections on %s', (engine) => {
  let world: TelemetryWorld

  beforeEach(async () => {
    const truck = new FakeTruck()
    world = await TelemetryWorld.openOn(engine, truck)
    const rows = [4, 9.5, 4].map((celsius, at) => ({
      monotonicMs: (at + 1) * minute,
      samples: { 'p1.temperature': celsius, 'gnss.latitude': 31.00002, 'gnss.longitude': 121 },
    }))
    await world.take(truck, truck.open(), truck.frame({ rows, sealed: true }))
  })
  afterEach(() => world.remove())

  const verify = () =>
    runVerify({
      log: world.framesPlace,
      telemetry: world.place,
      publicKeyOf: (device) => fromHex(world.keys.get(device) ?? ''),
      trucks: [],
    })

  it('are equal to a rebuild, beside the server that makes them', async () => {
    const { ok, checked, faults } = await verify()
    expect(faults).toEqual([])
    expect(ok).toBe(true)
    expect(checked.find(({ what }) => what === 'rows of projections equal to a rebuild')?.count).toBeGreaterThan(20)
  })

  it.each([
    ['last_values', 'UPDATE last_values SET value = value + 0.1'],
    ['bad_seals', "INSERT INTO bad_seals VALUES ('tk001', 'aabbccddeeff', 1)"],
    ['roll_ups', 'UPDATE roll_ups SET last_n = 0'],
    ['chains', 'UPDATE chains SET head = NULL'],
    ['positions', 'DELETE FROM positions'],
    ['alarms', "UPDATE alarms SET channel = 'p2.temperature'"],
  ])('are no longer when a row of %s was edited', async (table, sql) => {
    await world.changeProjections(sql)
    const { faults } = await verify()
    expect(faults).toMatchObject([{ check: 'projections', problem: `table ${table} differs from a rebuild` }])
  })
})
