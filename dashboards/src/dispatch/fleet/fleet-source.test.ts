import { afterEach, expect, test } from 'vitest'
import type { EventStreamParts } from '../../ui/event-stream.ts'
import { UnreadableAnswerError } from '../api.ts'
import { createFleetSource, type FleetSource } from './fleet-source.ts'

const NOW = Date.UTC(2026, 2, 1, 8)
const iso = (ms: number) => new Date(ms).toISOString()

const truckView = (device: string, rest: object = {}) => ({
  ...{ device, name: device, kind: 'truck', online: true, onlineSince: iso(NOW), lastRecordedAt: iso(NOW), frames: 1 },
  ...{ recordIntervalMs: 60_000, flags: { broken: 0, forks: 0, quarantined: 0 }, position: null, positionMark: null },
  ...{ powerOn: true, notRecording: null, compartments: [] },
  ...rest,
})

const alarmView = (id: string, closedAt: string | null) => ({
  ...{ id, device: 'tk001', truckName: 'tk001', compartment: 'c1', compartmentName: { zh: '前舱', en: 'Front' } },
  ...{
    openedAt: iso(NOW),
    closedAt,
    peakCelsius: 9,
    range: { minCelsius: 2, maxCelsius: 8 },
    channel: 'p1.temperature',
  },
})

const hintView = (at: number, rest: object = {}) => ({
  ...{ device: 'tk001', at: iso(at), clock: 'gnss', samples: {}, outOfRangeSince: {} },
  ...rest,
})

type Answer = { cursor: string; trucks: readonly unknown[] }

class World {
  readonly streams: { parts: EventStreamParts; stopped: boolean }[] = []
  readonly answers: { resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = []
  nowMs = NOW
  signInNeeded = 0
  readonly fleet: FleetSource = createFleetSource({
    api: {
      trucks: () => new Promise<Answer>((resolve, reject) => this.answers.push({ resolve, reject })),
      alarms: async () => [alarmView('a1', null)],
    },
    clock: { nowMs: () => this.nowMs },
    onSignInNeeded: () => {
      this.signInNeeded += 1
    },
    openStream: (parts) => {
      const stream = { parts, stopped: false }
      this.streams.push(stream)
      return {
        stop: () => {
          stream.stopped = true
        },
      }
    },
  })

  async answer(trucks: readonly unknown[] = [truckView('tk001')], which = this.answers.length - 1): Promise<void> {
    this.answers[which]?.resolve({ cursor: '7', trucks })
    await new Promise((resolve) => setImmediate(resolve))
  }

  tell(event: string, view: unknown): void {
    this.streams.at(-1)?.parts.onEvent({ event, text: JSON.stringify(view) })
  }

  hints(): readonly number[] {
    return this.fleet.hints.get('tk001')?.map(({ at }) => at) ?? []
  }
}

let world = new World()

async function started(): Promise<World> {
  world = new World()
  world.fleet.start()
  await world.answer()
  return world
}

afterEach(() => world.fleet.stop())

test('hints follow one another as they came; going back in time voids those before', async () => {
  await started()
  for (const at of [NOW, NOW + 10_000, NOW + 10_000]) world.tell('live', hintView(at))
  expect(world.hints()).toEqual([NOW, NOW + 10_000])
  const tomorrow = NOW + 86_400_000
  world.tell('live', hintView(tomorrow))
  expect(world.hints()).toEqual([tomorrow])
  world.tell('live', hintView(NOW + 20_000))
  world.tell('live', hintView(NOW + 30_000))
  expect(world.hints()).toEqual([NOW + 20_000, NOW + 30_000])
})

test('an alarm that is no more is taken off', async () => {
  await started()
  expect([...world.fleet.alarms.keys()]).toEqual(['a1'])
  world.tell('alarm', alarmView('a2', iso(NOW)))
  world.tell('alarm-removed', { id: 'a1' })
  expect([...world.fleet.alarms.keys()]).toEqual(['a2'])
})

test('one truck that cannot be read hides no other, and is told until it can', async () => {
  world = new World()
  world.fleet.start()
  await world.answer([truckView('tk001'), truckView('tk002', { kind: 'ship' })])
  expect(world.fleet.status.phase).toBe('ready')
  expect([...world.fleet.trucks.keys()]).toEqual(['tk001'])
  expect([...world.fleet.unreadable]).toEqual(['truck tk002'])
  world.tell('truck', truckView('tk002'))
  expect(world.fleet.unreadable.size).toBe(0)
  expect([...world.fleet.trucks.keys()]).toEqual(['tk001', 'tk002'])
})

test('an answer that is not understood is told apart from none', async () => {
  world = new World()
  world.fleet.start()
  world.answers[0]?.reject(new UnreadableAnswerError('trucks: expected array'))
  await expect.poll(() => world.fleet.status.phase).toBe('not-understood')
})

test('stopped and started again while it loads, it opens one feed', async () => {
  world = new World()
  world.fleet.start()
  world.fleet.stop()
  world.fleet.start()
  await world.answer([truckView('tk009')], 0)
  expect(world.streams).toHaveLength(0)
  expect(world.fleet.trucks.size).toBe(0)
  await world.answer([truckView('tk001')], 1)
  expect(world.streams).toHaveLength(1)
  world.fleet.stop()
  expect(world.streams.map(({ stopped }) => stopped)).toEqual([true])
})

test('a lost connection is dated by when something was last heard', async () => {
  await started()
  const { parts } = world.streams[0] ?? {}
  parts?.onState('open')
  world.nowMs = NOW + 5_000
  parts?.onHeard?.()
  world.nowMs = NOW + 45_000
  parts?.onState('retrying')
  expect(world.fleet.status).toMatchObject({ feed: 'retrying', lostAtMs: NOW + 5_000 })
  world.nowMs = NOW + 60_000
  parts?.onState('retrying')
  expect(world.fleet.status.lostAtMs).toBe(NOW + 5_000)
  parts?.onState('open')
  expect(world.fleet.status).toMatchObject({ feed: 'live', lostAtMs: null })
})
