import { createLayoutDocument } from '@coldrx/protocol'
import { describe, expect, it } from 'vitest'
import { ConfigError, parseConfig } from './config.ts'
import { layoutFor } from './layout.ts'
import { loadProfiles } from './probes/profile.ts'
import { agentDocument } from './testing/agent-document.ts'

const probes = (count: number, compartment: string) =>
  Array.from({ length: count }, (_, at) => ({
    id: `${compartment}-${at}`,
    unit: at + 1,
    profile: 'xy-md02',
    compartment,
  }))

describe('layoutFor', () => {
  it.each([
    ['room', 'Room', 1_800_000],
    ['box', 'Box', 60_000],
  ] as const)(
    'of a %s that has no receiver has its own name of the whole, and its own cadence',
    (kind, en, recordIntervalMs) => {
      const { gnss: _, cadence: _own, ...document } = agentDocument()
      const layout = layoutFor(parseConfig({ ...document, asset: { kind, name: 'X' } }), loadProfiles())
      expect(layout).toMatchObject({ asset: { kind }, cadence: { recordIntervalMs } })
      expect(layout.groups[0]).toMatchObject({ id: 'vehicle', name: { en }, channels: [{ id: 'power' }] })
    },
  )

  it('lists the vehicle, then each compartment with its probes, its door and its defrost', () => {
    const layout = layoutFor(parseConfig(agentDocument()), loadProfiles())
    expect(
      layout.groups.map((group) => [group.id, group.channels.map(({ id, decimals }) => `${id}/${decimals}`)]),
    ).toEqual([
      ['vehicle', ['gnss.latitude/5', 'gnss.longitude/5', 'gnss.speed/0', 'power/0']],
      ['c1', ['p1.temperature/1', 'p1.humidity/1', 'p2.temperature/2', 'p2.humidity/2', 'c1.door/0']],
      ['c2', ['p3.temperature/1', 'p3.humidity/1', 'c2.door/0', 'c2.defrost/0']],
    ])
    expect(layout.timeUnitMs).toBe(1_000)
    expect(layout.cadence).toEqual({ recordIntervalMs: 60_000, outOfRangeRecordIntervalMs: 30_000 })
    expect(createLayoutDocument(layout).layout).toEqual(layout)
  })

  it('refuses in a sentence what no layout can hold', () => {
    const document = agentDocument()
    const [c1] = document.compartments
    document.compartments = [
      { ...c1, id: 'vehicle' },
      { ...c1, id: 'c2' },
    ]
    document.buses = [
      { id: 'line', path: '/dev/ttyS0', probes: [{ id: 'p0', unit: 1, profile: 'xy-md02', compartment: 'vehicle' }] },
      { id: 'many', path: '/dev/ttyS1', probes: probes(33, 'c2') },
    ]
    expect(() => layoutFor(parseConfig(document), loadProfiles())).toThrow(
      /compartments: "vehicle" is the name .*\n.*compartments: "c2" has 66 readings, allowed are 64/,
    )
    document.compartments = Array.from({ length: 16 }, (_, at) => ({ ...c1, id: `c${at}` }))
    document.buses = document.compartments.map(({ id }, at) => ({
      id: `line-${at}`,
      path: `/dev/ttyS${at}`,
      probes: probes(20, id),
    }))
    expect(() => layoutFor(parseConfig(document), loadProfiles())).toThrow(ConfigError)
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
      /"p3": profile: "renke" is not one of renke-ws-n01, zts-3008-ws-n01.*\n.*"p4": profile: "waveshare-di8" is not one of/,
    )
  })
})
