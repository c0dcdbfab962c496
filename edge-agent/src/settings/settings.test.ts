import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CADENCE_LIMITS, type DeviceState, type WantedSettings } from '@coldrx/protocol'
import { describe, expect, test } from 'vitest'
import { parseConfig } from '../config.ts'
import { agentConfig } from '../testing/agent-fixture.ts'
import { startBroker, startCloud } from '../testing/fake-cloud.ts'
import { BOOT_WALL_MS, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { readRun, startTestAgent } from '../testing/running-agent.ts'
import { quietLog } from '../testing/until.ts'
import { effectiveConfig, SettingsRefusal } from './effective-config.ts'
import { openSettings } from './settings-keeper.ts'

const layout: NonNullable<WantedSettings['layout']> = {
  compartments: [{ id: 'c1', name: { zh: '疫苗舱', en: 'Vaccines' }, range: { minCelsius: 0, maxCelsius: 10 } }],
  probes: [{ id: 'p1', bus: 'rs485-1', unit: 1, profile: 'xy-md02', compartment: 'c1' }],
}
const [probe] = layout.probes
const [compartment] = layout.compartments
const cadence = { sampleIntervalMs: 10_000, recordIntervalMs: 60_000, outOfRangeRecordIntervalMs: 30_000 }
const encode = (message: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(message))

describe('what a device does not follow', () => {
  const own = agentConfig('/var/lib/coldrx/tk001')
  const p2 = { id: 'p2', bus: 'rs485-1', unit: 2, profile: 'xy-md02', compartment: 'c1' }
  test.each<[string, object, string]>([
    [
      'a line that it does not have',
      { layout: { ...layout, probes: [{ ...probe, bus: 'rs485-9' }] } },
      'layout.probes.0.bus',
    ],
    [
      'a model that it does not know',
      { layout: { ...layout, probes: [probe, { ...p2, profile: 'sundial' }] } },
      'layout.probes.1.profile',
    ],
    [
      'a compartment that is not there',
      { layout: { ...layout, probes: [probe, { ...p2, compartment: 'c7' }] } },
      'layout.probes.1.compartment',
    ],
    ['an address twice', { layout: { ...layout, probes: [probe, { ...p2, unit: 1 }] } }, 'layout.probes.1.unit'],
    ['a probe twice', { layout: { ...layout, probes: [probe, { ...p2, id: 'p1' }] } }, 'layout.probes.1.id'],
    [
      'a compartment twice',
      { layout: { ...layout, compartments: [compartment, compartment] } },
      'layout.compartments.1.id',
    ],
    [
      'an unmeasured compartment',
      { layout: { ...layout, compartments: [compartment, { ...compartment, id: 'c2' }] } },
      'layout.compartments',
    ],
    [
      'a door switch without its compartment',
      { layout: { compartments: [{ ...compartment, id: 'c2' }], probes: [{ ...probe, compartment: 'c2' }] } },
      'layout',
    ],
    [
      'records that are no multiple of samples',
      { cadence: { ...cadence, recordIntervalMs: 65_000 } },
      'cadence.recordIntervalMs',
    ],
    ...Object.entries(CADENCE_LIMITS.transport).map(([field, mostMs]): [string, object, string] => [
      `${field} beyond what the law allows`,
      { cadence: { ...cadence, [field]: mostMs + 60_000 } },
      `cadence.${field}`,
    ]),
  ])('%s is refused by its field', (_, wanted, field) => {
    const refused = (): unknown => effectiveConfig(own, wanted)
    expect(refused).toThrow(SettingsRefusal)
    expect(refused).toThrow(expect.objectContaining({ field }) as Error)
  })

  test('a room may record as rarely as the law of storage says, and no more rarely', () => {
    const { gnss: _, ...rest } = own
    const room = parseConfig({ ...rest, asset: { kind: 'room', name: '冷库' } })
    const rare = { ...cadence, recordIntervalMs: 1_800_000 }
    expect(effectiveConfig(room, { cadence: rare }).cadence.recordIntervalMs).toBe(1_800_000)
    const rarer = { cadence: { ...rare, recordIntervalMs: 1_810_000 } }
    expect(() => effectiveConfig(room, rarer)).toThrow(
      expect.objectContaining({ field: 'cadence.recordIntervalMs' }) as Error,
    )
  })
})

test('the last good settings stay in force and outlive a restart; older ones and repeats change nothing', () => {
  const own = agentConfig(temporaryDirectory())
  const settings = openSettings({ own, log: quietLog })
  expect(settings.config).toBe(own)
  expect(settings.take(encode({ v: 1, revision: 5, layout }))).toBe('reconfigure')
  expect(settings.take(encode({ v: 1, revision: 5, layout }))).toBe('nothing')
  expect(settings.take(encode({ v: 1, revision: 4 }))).toBe('nothing')
  expect(settings.take(encode({ v: 1, revision: 6, layout }))).toBe('report')
  expect(settings.take(encode({ v: 1, revision: 7, layout, colour: 'red' }))).toBe('report')
  // said again it is no news: else cloud and device would answer each other for ever
  expect(settings.take(encode({ v: 1, revision: 7, layout, colour: 'red' }))).toBe('nothing')
  for (const garbage of ['x', null, { v: 1 }, { revision: -1 }]) expect(settings.take(encode(garbage))).toBe('nothing')
  expect(settings.reported).toMatchObject({ applied: 6, refused: { revision: 7, field: 'colour' } })
  expect(settings.config.compartments[0]?.name.en).toBe('Vaccines')

  const again = openSettings({ own, log: quietLog })
  expect(again.reported).toEqual({ applied: 6, refused: null })
  expect(again.config).toEqual(settings.config)
  expect(again.take(encode({ v: 1, revision: 8 }))).toBe('reconfigure')
  expect(again.config).toEqual(own)
})

test('kept settings that the device’s own file contradicts meanwhile give way to it, and that is said', () => {
  const own = agentConfig(temporaryDirectory())
  openSettings({ own, log: quietLog }).take(encode({ v: 1, revision: 5, layout }))
  const [bus] = own.buses
  const rewired = parseConfig({ ...own, buses: [{ ...bus, id: 'rs485-2' }] })
  const settings = openSettings({ own: rewired, log: quietLog })
  expect(settings.config).toBe(rewired)
  expect(settings.reported).toMatchObject({ applied: null, refused: { revision: 5, field: 'layout.probes.0.bus' } })

  const file = join(own.directory, 'settings.json')
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20))
  expect(openSettings({ own, log: quietLog }).config).toBe(own)
})

test('a change from afar opens another layout in the frames, is reported, and loses no reading', async () => {
  const directory = temporaryDirectory()
  const broker = await startBroker()
  const cloud = await startCloud(broker.url)
  await cloud.sayState(true, 's1')
  const config = agentConfig(directory, { brokerUrl: broker.url })
  const first = await startTestAgent(config)
  const lastBirth = () => cloud.births.filter((birth) => birth.online).at(-1) as Extract<DeviceState, { online: true }>
  await expect.poll(lastBirth).toMatchObject({ settings: { applied: null, refused: null } })
  const hash = lastBirth().layoutHash
  first.tick({ celsius: 9 })
  await expect.poll(first.cab).toMatchObject({ compartments: [{ state: 'out-of-range' }] })

  await cloud.settings({ v: 1, revision: 3, cadence: { ...cadence, sampleIntervalMs: 61_000 } })
  const field = 'cadence.sampleIntervalMs'
  await expect
    .poll(lastBirth)
    .toMatchObject({ layoutHash: hash, settings: { applied: null, refused: { revision: 3, field } } })
  await cloud.settings({ v: 1, revision: 4, layout })
  await expect.poll(lastBirth).toMatchObject({ settings: { applied: 4, refused: null } })
  expect(lastBirth().layoutHash).not.toBe(hash)
  expect(JSON.parse(lastBirth().layoutText)).toMatchObject({
    groups: [{}, { name: { en: 'Vaccines' }, range: { maxCelsius: 10 } }],
  })
  first.tick({ celsius: 9 })
  await expect.poll(first.cab).toMatchObject({
    network: { state: 'online' },
    recording: { state: 'ok' },
    compartments: [{ name: { en: 'Vaccines' }, range: { maxCelsius: 10 }, state: 'in-range' }],
  })
  await first.agent.stop()

  const second = await startTestAgent(config, BOOT_WALL_MS + 60_000)
  await expect.poll(lastBirth).toMatchObject({ boot: 3, settings: { applied: 4 } })
  second.tick({ celsius: 4 })
  await second.agent.stop()
  const { temperatures, events, unframed, epochs } = readRun(directory)
  expect(epochs).toHaveLength(1)
  expect(unframed).toEqual([])
  expect(temperatures.map(({ boot, integer }) => [boot, integer])).toEqual([
    [1, 90],
    [2, 90],
    [3, 40],
  ])
  expect(events.map(({ boot, code }) => `${boot} ${code}`)).toEqual([
    '1 started',
    '1 out-of-range',
    '1 alarm-raised',
    '1 stopped',
    '2 started',
    '2 back-in-range',
    '2 stopped',
    '3 started',
    '3 stopped',
  ])
})
