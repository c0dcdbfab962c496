import { type Mark, toNumber } from '@coldrx/protocol'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createAlarmWatch } from '../alarms/alarm-watch.ts'
import { NOTHING_KEPT } from '../alarms/kept-alarms.ts'
import { SILENT_LOG } from '../buses/line.ts'
import { openLine } from '../buses/open-line.ts'
import { parseConfig } from '../config.ts'
import { layoutFor } from '../layout.ts'
import { BUILTIN_PROFILES } from '../probes/builtin-profiles.ts'
import { createFrozenDetector } from '../probes/frozen.ts'
import { loadProfiles, probeProfile } from '../probes/profile.ts'
import { createBusSource } from '../sampling/bus-source.ts'
import type { Tick } from '../sampling/tick.ts'
import { agentDocument } from '../testing/agent-document.ts'
import { openPtyLine } from '../testing/pty-line.ts'
import { withRegisters } from '../testing/register-slaves.ts'
import { answering, createRtuSlaves, type SlaveBehaviour, silent } from '../testing/rtu-slaves.ts'
import { until } from '../testing/until.ts'
import { createPlausibilityWatch } from './plausibility.ts'

const INTERVAL_MS = 10_000
const FROZEN_AFTER = 4
const STUCK_AFTER = 8
const PROFILES = loadProfiles([
  ...BUILTIN_PROFILES,
  {
    ...{ id: 'quick', kind: 'registers', functionCode: 3, address: 0, quantity: 1, frozenAfterSamples: FROZEN_AFTER },
    fields: [{ quantity: 'temperature', offset: 0, encoding: 'int16', decimals: 1, min: -40, max: 80 }],
  },
])

/** Probes of one compartment on one line, from their registers to what people are told. */
async function truck(
  probes: readonly string[],
  { minCelsius = 2, maxCelsius = 8 }: { readonly minCelsius?: number; readonly maxCelsius?: number } = {},
) {
  const line = openPtyLine()
  const slaves = createRtuSlaves(line)
  const { gnss: _, ...document } = agentDocument()
  const config = parseConfig({
    ...document,
    compartments: [{ id: 'c1', name: { zh: '前舱', en: 'Front' }, range: { minCelsius, maxCelsius } }],
    buses: [
      {
        ...{ id: 'rs485-1', path: line.path, timeoutMs: 300 },
        probes: probes.map((profile, at) => ({ id: `p${at + 1}`, unit: at + 1, profile, compartment: 'c1' })),
      },
    ],
  })
  const [bus] = config.buses
  if (bus === undefined) throw new Error('no bus')
  const source = createBusSource({
    config: bus,
    profiles: PROFILES,
    frozen: createFrozenDetector({
      stuckAfterSamples: STUCK_AFTER,
      probes: bus.probes.map(({ id, compartment, profile }) => ({
        ...{ id, compartment, profile: probeProfile(PROFILES, profile) },
      })),
    }),
    openLine,
    nowMs: () => performance.now(),
    log: SILENT_LOG,
  })
  onTestFinished(async () => {
    await source.bus.stop()
    slaves.stop()
    line.unplug()
  })
  source.bus.start()
  await until('the line is open', () => source.bus.isOpen)
  const layout = layoutFor(config, PROFILES)
  const channels = new Map(layout.groups.flatMap((group) => group.channels.map((channel) => [channel.id, channel])))
  const plausibility = createPlausibilityWatch({
    layout,
    limits: { jumpCelsius: 15, disagreementCelsius: 5, disagreementAfterMs: 2 * INTERVAL_MS },
  })
  const alarms = createAlarmWatch({
    ...{ layout, kept: NOTHING_KEPT, newId: () => 'a1' },
    settings: new Map(config.compartments.map((one) => [one.id, one.alarms])),
  })
  const events: string[] = []
  let ticks = 0
  return {
    /** what people were told, with the mark or the kind of alarm */
    events,
    open: () => alarms.open.map(({ kind, subject }) => `${kind} ${subject}`),
    /** One sample of all; gives value and mark of each temperature. */
    sample: async (...answers: readonly (SlaveBehaviour | number)[]): Promise<[number | null, Mark | undefined][]> => {
      for (const [at, answer] of answers.entries())
        slaves.behave(at + 1, typeof answer === 'number' ? answering(answer) : answer)
      const samples = new Map(await source.sample(performance.now() + 600))
      const sampled: Tick = { monotonicMs: ++ticks * INTERVAL_MS, utcMs: null, samples }
      const { tick, findings } = plausibility.observe(sampled)
      const rung = alarms.observe({ tick, wallMs: tick.monotonicMs, recordingProblem: null })
      for (const { event } of [...findings, ...rung]) {
        const { alarm = '', mark = '' } = event.detail
        events.push(`${event.code} ${String(alarm)} ${event.subject} ${String(mark)}`.replace(/ +/g, ' ').trim())
      }
      return probes.map((_profile, at) => {
        const channel = channels.get(`p${at + 1}.temperature`)
        const sample = tick.samples.get(channel?.id ?? '')
        const integer = sample?.integer ?? null
        return [integer === null || channel === undefined ? null : toNumber(integer, channel), sample?.mark]
      })
    },
  }
}

describe('from the register to the alarm', () => {
  it('a probe that repeats itself while its neighbour moves is marked frozen, and rings', async () => {
    const { sample, events, open } = await truck(['quick', 'quick'])
    for (let at = 0; at < FROZEN_AFTER - 1; at++) expect((await sample(50, 50 + at * 3))[0]).toEqual([5, 'ok'])
    for (let at = 0; at < 3; at++) expect((await sample(50, 60))[0]).toEqual([5, 'frozen'])
    expect(events).toEqual(['alarm-raised probe-fault p1 frozen'])
    // what its neighbour says still counts
    await sample(50, 92)
    expect(open()).toEqual(['out-of-range c1', 'probe-fault p1'])
  })

  it('one that has no neighbour is stuck after its time', async () => {
    const { sample, events } = await truck(['quick'])
    for (let at = 0; at < STUCK_AFTER; at++) expect(await sample(50)).toEqual([[5, 'ok']])
    for (let at = 0; at < 3; at++) expect(await sample(50)).toEqual([[5, 'frozen']])
    expect(events).toEqual(['alarm-raised probe-fault p1 frozen'])
  })

  it('a jump is marked and told, and is no excursion; one that stands is', async () => {
    const { sample, events } = await truck(['quick'])
    await sample(50)
    expect(await sample(350)).toEqual([[35, 'range']])
    expect(await sample(51)).toEqual([[5.1, 'ok']])
    expect(events).toEqual(['implausible-jump p1'])
    for (const register of [350, 351, 352]) await sample(register)
    expect(events.slice(1)).toEqual(['alarm-raised out-of-range c1'])
  })

  it('two that disagree for long are told', async () => {
    const { sample, events } = await truck(['quick', 'quick'])
    for (let at = 0; at < 3; at++) await sample(24 - at, 75)
    expect(events.filter((event) => event.includes('disagree'))).toEqual(['probes-disagree c1'])
  })

  it('one that says nothing is missing after three samples, and its last value is not said again', async () => {
    const { sample, events } = await truck(['quick', 'quick'])
    await sample(50, 50)
    for (let at = 0; at < 3; at++) expect((await sample(silent, 51 + at))[0]).toEqual([null, 'timeout'])
    expect(events).toEqual(['alarm-raised probe-fault p1 timeout'])
  })

  it('each encoding below zero is the number that it means, and the wrong profile is no ordinary number', async () => {
    const frozenGoods = { minCelsius: -25, maxCelsius: -15 }
    const models = ['renke-ws-n01', 'kincony-sht30', 'kincony-sht30-float', 'qfa3150', 'xy-md02', 'srth100']
    const { sample, open } = await truck(models, frozenGoods)
    const qfa3150 = (unit: number) => withRegisters({ 3: { 1: 0xf83c, 2: 0, 3: 6_520, 4: 0, 401: unit } })
    const answers = [
      answering(652, 0xff38),
      answering(10_200, 652),
      answering(0xc1a0, 0, 0x4282, 0x6666),
      qfa3150(0),
      answering(0xff38, 652),
      // an encoding that is not that of its profile
      answering(10_200, 652),
    ]
    for (let at = 0; at < 3; at++) {
      const read = await sample(...answers)
      expect(read.slice(0, 3)).toEqual([
        [-20, 'ok'],
        [-20, 'ok'],
        [-20, 'ok'],
      ])
      expect(read[3]).toEqual([-19.88, 'ok'])
      expect(read[4]).toEqual([-20, 'ok'])
      expect(read[5]).toEqual([1_020, 'range'])
    }
    expect(open()).toEqual(['probe-fault p6'])
    // set to degrees Fahrenheit by somebody
    answers[3] = qfa3150(1)
    for (let at = 0; at < 3; at++) expect((await sample(...answers))[3]).toEqual([null, 'invalid'])
    expect(open()).toEqual(['probe-fault p4', 'probe-fault p6'])
  })

  it('a code for "no reading" rings as a fault, not as a temperature', async () => {
    const { sample, events } = await truck(['quick'])
    await sample(50)
    for (const register of [0x7fff, 0x8000, 0x7fff]) expect(await sample(register)).toEqual([[null, 'invalid']])
    expect(events).toEqual(['alarm-raised probe-fault p1 invalid'])
  })
})
