import { createLayoutDocument } from '@coldrx/protocol'
import { describe, expect, it } from 'vitest'
import { parseConfig } from './config.ts'
import { layoutFor } from './layout.ts'
import { loadProfiles } from './probes/profile.ts'
import { agentDocument } from './testing/agent-document.ts'

describe('layoutFor', () => {
  it('lists the vehicle, then each compartment with its probes and its door', () => {
    const layout = layoutFor(parseConfig(agentDocument()), loadProfiles())
    expect(
      layout.groups.map((group) => [group.id, group.channels.map(({ id, decimals }) => `${id}/${decimals}`)]),
    ).toEqual([
      ['vehicle', ['gnss.latitude/5', 'gnss.longitude/5', 'gnss.speed/0', 'power/0']],
      ['c1', ['p1.temperature/1', 'p1.humidity/1', 'p2.temperature/2', 'p2.humidity/2', 'c1.door/0']],
      ['c2', ['p3.temperature/1', 'p3.humidity/1', 'c2.door/0']],
    ])
    expect(layout.timeUnitMs).toBe(1_000)
    expect(layout.cadence).toEqual({ recordIntervalMs: 60_000, outOfRangeRecordIntervalMs: 30_000 })
    expect(createLayoutDocument(layout).layout).toEqual(layout)
  })

  it('names every source whose profile does not fit', () => {
    const document = agentDocument()
    document.buses[1] = {
      id: 'rs485-2',
      path: '/dev/ttyS1',
      probes: [
        { id: 'p3', unit: 1, profile: 'renke', compartment: 'c2' },
        { id: 'p4', unit: 2, profile: 'waveshare-di8', compartment: 'c2' },
      ],
    }
    expect(() => layoutFor(parseConfig(document), loadProfiles())).toThrow(
      /"p3": profile: "renke" is not one of renke-ws-n01, xy-md02.*\n.*"p4": profile: "waveshare-di8" is not one of/,
    )
  })
})
