import type { Mark } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import { parseConfig } from '../config.ts'
import { layoutFor } from '../layout.ts'
import { loadProfiles } from '../probes/profile.ts'
import type { ChannelSample, Tick } from '../sampling/tick.ts'
import { agentConfig } from '../testing/agent-fixture.ts'
import { BOOT_WALL_MS } from '../testing/recorder-fixture.ts'
import { createAlarmWatch } from './alarm-watch.ts'
import { type KeptAlarms, NOTHING_KEPT } from './kept-alarms.ts'

const CONFIG = agentConfig('/var/lib/coldrx/tk001')

interface Reading {
  readonly celsius?: number | Mark
  readonly door?: number
  readonly power?: number
  readonly recordingProblem?: string
}

function tickAt(seconds: number, { celsius = 5, door = 0, power = 1 }: Reading): Tick {
  const ok = (integer: number): ChannelSample => ({ integer, mark: 'ok' })
  const probe = (value: number): ChannelSample =>
    typeof celsius === 'number' ? ok(Math.round(value * 10)) : { integer: null, mark: celsius }
  return {
    monotonicMs: seconds * 1_000,
    utcMs: null,
    samples: new Map([
      ['gnss.latitude', ok(3_123_456)],
      ['gnss.longitude', ok(12_147_123)],
      ['gnss.speed', ok(72)],
      ['power', ok(power)],
      ['p1.temperature', probe(typeof celsius === 'number' ? celsius : 0)],
      ['p1.humidity', probe(65)],
      ['c1.door', ok(door)],
    ]),
  }
}

function world({ alarms = {}, kept = NOTHING_KEPT }: { alarms?: object; kept?: KeptAlarms } = {}) {
  const config = parseConfig({ ...CONFIG, compartments: CONFIG.compartments.map((one) => ({ ...one, alarms })) })
  let ids = 0
  const watch = createAlarmWatch({
    layout: layoutFor(config, loadProfiles()),
    settings: new Map(config.compartments.map((one) => [one.id, one.alarms])),
    kept,
    newId: () => `a${++ids}`,
  })
  let seconds = 0
  const said: string[] = []
  return {
    watch,
    said,
    now: () => ({ monotonicMs: seconds * 1_000, wallMs: BOOT_WALL_MS + seconds * 1_000 }),
    /** One reading every 10 s. */
    play: (count: number, reading: Reading | ((at: number) => Reading) = {}) => {
      for (let at = 0; at < count; at++) {
        const one = typeof reading === 'function' ? reading(at) : reading
        const findings = watch.observe({
          tick: tickAt(seconds, one),
          wallMs: BOOT_WALL_MS + seconds * 1_000,
          recordingProblem: one.recordingProblem ?? null,
        })
        for (const { event, prompt } of findings) {
          expect(prompt).toBe(true)
          said.push(`${seconds} ${event.code} ${String(event.detail.alarm)} ${event.subject}`.trim())
        }
        seconds += 10
      }
    },
    kinds: () => watch.open.map(({ kind }) => kind),
  }
}

test('a critical value rings before the range is left, the range at once, and each ends only when it stays back', () => {
  const { play, said } = world()
  play(3)
  play(1, { celsius: 7.5 })
  play(2, { celsius: 8.1 })
  // back inside, but not by the hysteresis
  play(12, { celsius: 7.8 })
  play(7, { celsius: 7.6 })
  play(8, { celsius: 6 })
  expect(said).toEqual([
    '30 alarm-raised critical c1',
    '40 alarm-raised out-of-range c1',
    '240 alarm-cleared out-of-range c1',
    '310 alarm-cleared critical c1',
  ])
})

test('a value that swings over the edge for an hour is one alarm', () => {
  const { play, said } = world()
  play(360, (at) => ({ celsius: at % 4 < 2 ? 7.9 : 8.1 }))
  expect(said.filter((text) => text.includes('out-of-range'))).toHaveLength(1)
})

test('silence of the probe ends nothing, and is an alarm of its own', () => {
  const { play, said, kinds } = world()
  play(2, { celsius: 9 })
  play(30, { celsius: 'timeout' })
  expect(kinds()).toEqual(['out-of-range', 'probe-fault'])
  expect(said).toEqual(['0 alarm-raised out-of-range c1', '40 alarm-raised probe-fault p1'])
})

test('a compartment that warms rings before its limit, with the minutes that are left', () => {
  const { play, watch, said } = world()
  play(60, (at) => ({ celsius: 5 + 0.05 * Math.sin(at) }))
  play(40, (at) => ({ celsius: 25 - 20 * Math.exp((-at * 10) / 3_600) }))
  const trend = watch.open.find(({ kind }) => kind === 'trend')
  const trueMinutes = (-3_600 * Math.log(17 / 20) - 390) / 60
  expect(trend?.minutesLeft?.soonest).toBeLessThanOrEqual(trueMinutes)
  expect(trend?.minutesLeft?.latest).toBeGreaterThanOrEqual(trueMinutes)
  expect(said.findIndex((text) => text.includes('trend'))).toBe(0)
})

test('a thermostat that swings in its usual band is no trend', () => {
  const { play, said } = world()
  // a saw tooth of twenty minutes between 4 and 6.4 °C, for five hours
  play(1_800, (at) => ({ celsius: at % 120 < 60 ? 4 + (at % 60) * 0.04 : 6.4 - (at % 60) * 0.04 }))
  expect(said).toEqual([])
})

test('time out of range adds up over a day', () => {
  const { play, said } = world({ alarms: { cumulativeMinutes: 5 } })
  for (let times = 0; times < 4; times++) {
    play(12, { celsius: 9 })
    play(60)
  }
  // two minutes each: the third time makes five
  expect(said.filter((text) => text.includes('cumulative'))).toEqual(['1500 alarm-raised cumulative c1'])
})

test('a door, the power and the recorder each ring by their own rule', () => {
  const { play, said } = world({ alarms: { doorOpenSeconds: 60 } })
  play(6, { door: 1 })
  play(1)
  expect(said).toEqual([])
  play(8, { door: 1 })
  play(2)
  play(2, { power: 0 })
  play(2, { recordingProblem: 'disk full' })
  play(5)
  expect(said).toEqual([
    '130 alarm-raised door-open c1',
    '160 alarm-cleared door-open c1',
    '170 alarm-raised power-failure inputs',
    '190 alarm-raised not-recording',
    '220 alarm-cleared power-failure inputs',
    '240 alarm-cleared not-recording',
  ])
})

test('over a restart an alarm goes on with its name and its time, and so does the time out of range', () => {
  const first = world({ alarms: { cumulativeMinutes: 5 } })
  first.play(18, { celsius: 9 })
  first.watch.acknowledge(first.now(), { by: 'cab-screen', soundPausedMs: 300_000 })
  const kept = JSON.parse(JSON.stringify(first.watch.kept(first.now()))) as KeptAlarms

  const second = world({ alarms: { cumulativeMinutes: 5 }, kept })
  expect(second.watch.open).toMatchObject([
    {
      id: 'a1',
      kind: 'out-of-range',
      since: { wallMs: BOOT_WALL_MS },
      acknowledgedAt: { wallMs: BOOT_WALL_MS + 180_000 },
    },
  ])
  second.play(15, { celsius: 9 })
  expect(second.said).toEqual(['130 alarm-raised cumulative c1'])
  second.play(7)
  expect(second.said.at(-1)).toBe('210 alarm-cleared out-of-range c1')
})

test('what is watched no longer ends with the start', () => {
  const open = [{ id: 'x', kind: 'probe-fault' as const, subject: 'p9', sinceWallMs: 1, acknowledgedWallMs: null }]
  const { play, said } = world({ kept: { open, outOfRange: {} } })
  play(2)
  expect(said).toEqual(['0 alarm-cleared probe-fault p9'])
})

test('what is kept is only what can be read again', () => {
  const { watch, play, now } = world()
  play(1, { celsius: 9 })
  expect(watch.kept(now()).open).toMatchObject([{ id: 'a1', kind: 'out-of-range', subject: 'c1' }])
})
