import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateSm2KeyPair, toHex } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApiWorld } from '../testing/api-world.ts'
import { asTechnician, CHILLED } from '../testing/fleet-fixture.ts'
import { ensureDemoFleet } from './demo-fleet.ts'

const asset = (device: string, name: string) => ({
  ...{ device, kind: 'truck', name, publicKey: toHex(generateSm2KeyPair().publicKey), secretHash: 'ab'.repeat(32) },
  compartments: [
    {
      ...CHILLED,
      floorAreaSquareMetres: null,
      probes: [
        { point: 'p1', bus: 'rs485-1', unit: 1, model: 'xy-md02' },
        { point: 'p2', bus: 'rs485-1', unit: 2, model: 'srth100' },
      ],
    },
  ],
})

describe('the demo fleet', () => {
  let world: Awaited<ReturnType<typeof createApiWorld>>
  beforeEach(async () => {
    world = await createApiWorld({ devices: ['tk001'] })
  })
  afterEach(() => world.close())

  it('gives an imported device its asset, adds the others, and leaves what is there', async () => {
    const file = join(world.directory, 'demo-fleet.json')
    await writeFile(file, JSON.stringify([asset('tk001', '沪A·D8231'), asset('tk002', '京B·L5520')]))
    const { db, audit, clock, register } = world
    const ensure = () => ensureDemoFleet({ db, audit, clock, file, onCommit: () => register.refresh() })
    await ensure()
    const technician = await asTechnician(world)
    const found = await technician.got<{ items: { name: string }[] }>('/api/assets')
    expect(found).toMatchObject({
      items: [
        { name: '京B·L5520', state: 'in-service', device: 'tk002', compartments: [{ problems: [] }] },
        { name: '沪A·D8231', state: 'in-service', device: 'tk001', compartments: [{ problems: ['NOT_CALIBRATED'] }] },
      ],
    })
    expect(await technician.got('/api/probes?calibration=overdue')).toMatchObject({
      items: [{ serialNumber: 'TK001-P1' }],
    })
    expect(await technician.got('/api/probes?calibration=due-soon')).toMatchObject({
      items: [{ serialNumber: 'TK001-P2' }],
    })
    expect(world.register.wantedRevisions().size).toBe(2)
    await ensure()
    expect(await technician.got('/api/assets')).toEqual(found)
  })
})
