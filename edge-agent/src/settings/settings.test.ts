import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CADENCE_LIMITS, type DeviceState, settingsHash, type WantedSettings } from '@coldrx/protocol'
import { describe, expect, test } from 'vitest'
import { SILENT_LOG } from '../buses/line.ts'
import { parseConfig } from '../config.ts'
import { agentConfig } from '../testing/agent-fixture.ts'
import { startBroker, startCloud } from '../testing/fake-cloud.ts'
import { BOOT_WALL_MS, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { readRun, startTestAgent } from '../testing/running-agent.ts'
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

test('all that is wrong is told at once', () => {
  const own = agentConfig('/var/lib/coldrx/tk001')
  const wrong = { ...cadence, recordIntervalMs: 65_000, outOfRangeRecordIntervalMs: 180_000 }
  expect(() => effectiveConfig(own, { cadence: wrong })).toThrow(
    expect.objectContaining({
      field: 'cadence.outOfRangeRecordIntervalMs',
      others: [expect.objectContaining({ field: 'cadence.recordIntervalMs' })],
    }) as Error,
  )
  const settings = openSettings({ own: agentConfig(temporaryDirectory()), log: SILENT_LOG })
  settings.take(
    encode({ v: 1, revision: 2, layout: { ...layout, probes: [{ ...probe, unit: 0, bus: 'No' }] }, colour: 1 }),
  )
  expect([settings.reported.refused, ...(settings.reported.refused?.others ?? [])].map((one) => one?.field)).toEqual([
    'layout.probes.0.bus',
    'layout.probes.0.unit',
    'colour',
  ])
})

test('a line that is sealed is not opened from afar', () => {
  const own = agentConfig('/var/lib/coldrx/tk001', { brokerUrl: 'mqtts://broker.example:8883' })
  expect(() => effectiveConfig(own, { broker: { url: 'mqtt://broker.example:1883' } })).toThrow(
    expect.objectContaining({ field: 'broker.url' }) as Error,
  )
  const moved = { broker: { url: 'mqtts://elsewhere.example:8883' } }
  expect(effectiveConfig(own, moved).broker).toEqual({ ...own.broker, ...moved.broker })
})

test('the last good settings stay in force and outlive a restart; older ones and repeats change nothing', () => {
  const own = agentConfig(temporaryDirectory())
  const settings = openSettings({ own, log: SILENT_LOG })
  expect(settings.config).toBe(own)
  expect(settings.take(encode({ v: 1, revision: 5, layout }))).toBe('reconfigure')
  expect(settings.reported).toEqual({ applied: null, hash: null, trying: 5, refused: null })
  expect(settings.take(encode({ v: 1, revision: 5, layout }))).toBe('nothing')
  expect(settings.confirm()).toBe(true)
  expect(settings.confirm()).toBe(false)
  expect(settings.reported).toEqual({ applied: 5, hash: settingsHash({ layout }), trying: null, refused: null })
  expect(settings.take(encode({ v: 1, revision: 5, layout }))).toBe('nothing')
  expect(settings.take(encode({ v: 1, revision: 4 }))).toBe('nothing')
  expect(settings.take(encode({ v: 1, revision: 6, layout }))).toBe('report')
  expect(settings.take(encode({ v: 1, revision: 7, layout, colour: 'red' }))).toBe('report')
  // said again it is no news: else cloud and device would answer each other for ever
  expect(settings.take(encode({ v: 1, revision: 7, layout, colour: 'red' }))).toBe('nothing')
  for (const garbage of ['x', null, { v: 1 }, { revision: -1 }]) expect(settings.take(encode(garbage))).toBe('nothing')
  expect(settings.reported).toMatchObject({ applied: 6, refused: { revision: 7, field: 'colour' } })
  expect(settings.config.compartments[0]?.name.en).toBe('Vaccines')

  const again = openSettings({ own, log: SILENT_LOG })
  expect(again.reported).toMatchObject({ applied: 6, trying: null, refused: null })
  expect(again.config).toEqual(settings.config)
  expect(again.take(encode({ v: 1, revision: 8 }))).toBe('reconfigure')
  expect(again.config).toEqual(own)
})

describe('settings on trial', () => {
  const tried = { v: 1, revision: 5, layout }
  function tries() {
    const own = agentConfig(temporaryDirectory())
    const open = () => openSettings({ own, log: SILENT_LOG })
    const settings = open()
    settings.take(encode(tried))
    return { own, open, settings }
  }

  test('are taken back with the reason, for good: a restart and the same revision bring no other trial', () => {
    const { own, open, settings } = tries()
    settings.takeBack('the cloud did not answer')
    const refused = { revision: 5, field: '', problem: 'the cloud did not answer', takenBack: true }
    for (const keeper of [settings, open()]) {
      expect(keeper.config).toEqual(own)
      expect(keeper.reported).toEqual({ applied: null, hash: null, trying: null, refused })
      expect(keeper.take(encode(tried))).toBe('nothing')
    }
    // the cloud may want the same anew
    expect(open().take(encode({ ...tried, revision: 6 }))).toBe('reconfigure')
  })

  test('go on over a kill, and give way where the agent never lasts', () => {
    const { own, open } = tries()
    for (const _ of [1, 2, 3]) expect(open()).toMatchObject({ isTrying: true, reported: { trying: 5 } })
    const given = open()
    expect(given.config).toBe(own)
    expect(given.reported.refused).toMatchObject({ revision: 5, takenBack: true })
    expect(open().reported.refused).toMatchObject({ revision: 5, takenBack: true })
  })

  test('that proved good stay so wherever a cut falls between the two files', () => {
    const { own, open, settings } = tries()
    const trial = readFileSync(join(own.directory, 'settings-trial.json'))
    settings.confirm()
    writeFileSync(join(own.directory, 'settings-trial.json'), trial)
    expect(open().reported).toMatchObject({ applied: 5, trying: null })
    writeFileSync(join(own.directory, 'settings-trial.json'), trial.subarray(0, 30))
    expect(open().reported).toMatchObject({ applied: 5, trying: null })
  })

  test('are replaced by newer ones; what is in force already needs no trial', () => {
    const { own, settings } = tries()
    expect(settings.take(encode({ ...tried, revision: 6 }))).toBe('report')
    expect(settings.reported).toMatchObject({ applied: null, trying: 6 })
    expect(settings.take(encode({ v: 1, revision: 7 }))).toBe('reconfigure')
    expect(settings.config).toBe(own)
    expect(settings.reported).toMatchObject({ applied: 7, trying: null })
  })
})

test('a broker that nobody answers at is left again by itself, and the cloud is told why', async () => {
  const broker = await startBroker()
  const cloud = await startCloud(broker.url)
  await cloud.sayState(true, 's1')
  const config = agentConfig(temporaryDirectory(), { brokerUrl: broker.url })
  const { pass, cab, tick } = await startTestAgent(config)
  const settings = () => cloud.births.flatMap((birth) => (birth.online ? [birth.settings] : []))
  await expect.poll(() => settings().length).toBe(1)
  await cloud.settings({ v: 1, revision: 2, broker: { url: 'mqtt://127.0.0.1:1' } })
  await expect.poll(() => cloud.births.at(-1)).toEqual({ v: 1, online: false })
  // samples are taken and recorded meanwhile
  await expect.poll(cab).toMatchObject({ network: { state: 'offline' } })
  tick({ celsius: 4 })
  await expect.poll(cab).toMatchObject({ recording: { state: 'ok' } })
  expect(settings()).toHaveLength(1)
  let passedMs = 0
  await expect
    .poll(() => {
      if (settings().length === 1) {
        pass(20_000)
        passedMs += 20_000
      }
      return settings().at(-1)
    })
    .toMatchObject({ applied: null, trying: null, refused: { revision: 2, takenBack: true } })
  expect(passedMs).toBeGreaterThanOrEqual(600_000)
})

test('kept settings that the device’s own file contradicts meanwhile give way to it, and that is said', () => {
  const own = agentConfig(temporaryDirectory())
  const first = openSettings({ own, log: SILENT_LOG })
  first.take(encode({ v: 1, revision: 5, layout }))
  first.confirm()
  const [bus] = own.buses
  const rewired = parseConfig({ ...own, buses: [{ ...bus, id: 'rs485-2' }] })
  const settings = openSettings({ own: rewired, log: SILENT_LOG })
  expect(settings.config).toBe(rewired)
  expect(settings.reported).toMatchObject({ applied: null, refused: { revision: 5, field: 'layout.probes.0.bus' } })

  const file = join(own.directory, 'settings.json')
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20))
  expect(openSettings({ own, log: SILENT_LOG }).config).toBe(own)
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
