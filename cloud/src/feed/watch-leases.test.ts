import type { Command } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../lib/log.ts'
import { MemoryReadModel, truckSnapshot } from '../testing/memory-read-model.ts'
import { LEASE_MS, WatchLeases } from './watch-leases.ts'

let readModel: MemoryReadModel
let leases: WatchLeases
let told: string[]
let failing: Set<string>
const clock = { ms: 0, nowMs: () => clock.ms }

beforeEach(() => {
  clock.ms = 1_000_000
  told = []
  failing = new Set()
  readModel = new MemoryReadModel()
  leases = new WatchLeases({
    readModel,
    log: silentLog,
    clock,
    renewMs: 5,
    publishCommand: async (device: string, command: Command) => {
      if (failing.has(device)) throw new Error('not connected')
      if (command.type === 'watch' && command.leaseMs === LEASE_MS) told.push(device)
    },
  })
  readModel.commit({ trucks: [truckSnapshot('tk001'), truckSnapshot('tk002', { online: false })] })
})
afterEach(() => {
  leases.stop()
  if (readModel.listenerCount() > 0) throw new Error('still listening after stop')
})

const untilTold = (devices: string[]) => expect.poll(() => told, { interval: 2, timeout: 30_000 }).toEqual(devices)

describe('watch leases', () => {
  it('go to connected devices, once in half a lease', async () => {
    leases.setWatched(true)
    await untilTold(['tk001'])
    let renewals = 0
    const asked = await readModel.trucks()
    readModel.trucks = async () => {
      renewals += 1
      return asked
    }
    await expect.poll(() => renewals, { interval: 2, timeout: 30_000 }).toBeGreaterThan(3)
    expect(told).toEqual(['tk001'])
    clock.ms += LEASE_MS / 2
    await untilTold(['tk001', 'tk001'])
  })

  it('reach a device as soon as it connects, and again after it was away', async () => {
    leases.setWatched(true)
    await untilTold(['tk001'])
    readModel.commit({ trucks: [truckSnapshot('tk002')] })
    expect(told).toEqual(['tk001', 'tk002'])
    readModel.commit({ trucks: [truckSnapshot('tk002', { frames: 9 })] })
    expect(told).toEqual(['tk001', 'tk002'])
    readModel.commit({ trucks: [truckSnapshot('tk002', { online: false })] })
    readModel.commit({ trucks: [truckSnapshot('tk002')] })
    expect(told).toEqual(['tk001', 'tk002', 'tk002'])
  })

  it('are not sent when nobody watches', async () => {
    readModel.commit({ trucks: [truckSnapshot('tk003')] })
    leases.setWatched(true)
    await untilTold(['tk001', 'tk003'])
    leases.setWatched(false)
    clock.ms += LEASE_MS
    readModel.commit({ trucks: [truckSnapshot('tk002')] })
    expect(told).toEqual(['tk001', 'tk003'])
  })

  it('are tried again when they could not be sent', async () => {
    failing.add('tk001')
    leases.setWatched(true)
    await expect.poll(() => readModel.listenerCount(), { timeout: 30_000 }).toBe(1)
    failing.clear()
    await untilTold(['tk001'])
  })
})
