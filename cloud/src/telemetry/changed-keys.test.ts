import { toHex } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFrameReader } from '../frames/open-frame-log.ts'
import { FakeTruck } from '../testing/fake-truck.ts'
import { TelemetryWorld } from '../testing/telemetry-world.ts'
import { runVerify } from '../verify/verify.ts'
import { KeyRing } from './key-ring.ts'
import { rebuildProjection } from './rebuild.ts'

describe('epochs of a device that changed its key', () => {
  let before: FakeTruck
  let after: FakeTruck
  let world: TelemetryWorld
  beforeEach(async () => {
    before = new FakeTruck({ epoch: 'aaaaaaaaaaaa' })
    after = new FakeTruck({ epoch: 'bbbbbbbbbbbb' })
    world = await TelemetryWorld.open(before)
  })
  afterEach(() => world.remove())

  it('are each judged by the key that their opening names, and wait where nobody registered it', async () => {
    await world.take(
      before,
      before.open(),
      before.frame({ events: [{ monotonicMs: 1_000, code: 'started' }], sealed: true }),
    )
    await world.take(
      after,
      after.open(),
      after.frame({ events: [{ monotonicMs: 1_000, code: 'started' }], sealed: true }),
    )
    const frames = openFrameReader(world.framesPlace)
    const ring = new KeyRing()
    const key = (truck: FakeTruck) => [truck.device, toHex(truck.key.publicKey)] as const
    const verify = async () =>
      (await runVerify({ log: world.framesPlace, telemetry: world.place, publicKeyOf: ring.find, trucks: [] })).faults
    try {
      ring.add([key(before)])
      expect(await verify()).toContainEqual(expect.objectContaining({ check: 'opening', epoch: after.epoch }))
      expect((await verify()).filter(({ epoch }) => epoch === before.epoch)).toEqual([])
      // the second key is newer than what the first one signed
      expect(ring.add([key(after)])).toBe(true)
      await world.telemetry.close()
      await rebuildProjection('chain', { place: world.place, frames, publicKeyOf: ring.find })
      expect(await verify()).toEqual([])
    } finally {
      await frames.close()
      world.telemetry = await world.openAnother()
    }
  })

  it('go on when the change becomes known after what it signed', async () => {
    await world.take(
      after,
      after.open(),
      after.frame({ events: [{ monotonicMs: 1_000, code: 'started' }], sealed: true }),
    )
    world.register.add(after.device, toHex(after.key.publicKey))
    const ring = new KeyRing()
    ring.add([before, after].map((truck) => [truck.device, toHex(truck.key.publicKey)]))
    await expect
      .poll(
        async () =>
          (await runVerify({ log: world.framesPlace, telemetry: world.place, publicKeyOf: ring.find, trucks: [] }))
            .faults,
        { timeout: 30_000 },
      )
      .toEqual([])
  })
})
