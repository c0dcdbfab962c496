import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toUtf8 } from './bytes.ts'
import type { AssignedTrip } from './downlink/trip.ts'
import { MESSAGE_SCHEMAS, type MessageOf, parseMessage, serializeMessage } from './messages.ts'
import { ALL_UP_FILTER, CLOUD_STATE_TOPIC, DOWN_CHANNELS, parseTopic, topicFor, UP_CHANNELS } from './topics.ts'

const epoch = '0a1b2c3d4e5f'

const ack: MessageOf<'down/ack'> = {
  epoch,
  through: -1,
  have: [[3, 5]],
  kept: [[3, '0123456789abcdef']],
  creditBytes: 65_536,
}
const birth: MessageOf<'up/state'> = {
  v: 1,
  online: true,
  device: 'tk001',
  agentVersion: '0.1.0',
  boot: 3,
  epochs: [{ epoch, nextN: 8, acknowledgedThrough: 6 }],
  layoutHash: '0123456789abcdef',
  layoutText: '{}',
}
const hint: MessageOf<'up/live'> = {
  v: 1,
  wallMs: 1_767_225_600_000,
  clock: 'gnss',
  layoutHash: '0123456789abcdef',
  samples: { 'p1.temperature': { value: 4.2, mark: 'ok' }, 'p2.temperature': { value: null, mark: 'crc' } },
  outOfRangeSince: { c1: null, c2: 1_767_225_600_000 },
}

const trip: MessageOf<'down/trip'> = {
  v: 1,
  revision: 42,
  trip: {
    id: 't1',
    number: 'T1',
    revision: 3,
    state: 'released',
    plannedDepartureMs: 1_767_225_600_000,
    stops: [
      {
        id: 's1',
        name: { zh: '药库', en: 'Store' },
        address: '',
        position: { latitude: 31.2, longitude: 121.4 },
        geofenceRadiusMetres: 200,
        windowFromMs: 1,
        windowToMs: 2,
        state: 'planned',
      },
    ],
    shipments: [],
  },
}
const geofences: MessageOf<'down/geofences'> = {
  v: 1,
  revision: 3,
  geofences: [
    {
      ...{ id: 'g1', kind: 'depot', name: { zh: '总仓', en: 'Depot' } },
      fence: { shape: 'circle', centre: { latitude: 31.2, longitude: 121.4 }, radiusMetres: 200 },
    },
  ],
}
const shipment: AssignedTrip['shipments'][number] = {
  ...{ id: 'h1', number: 'W1', consignee: '', goods: { zh: '疫苗', en: 'Vaccine' }, boxes: ['B1'], compartment: null },
  ...{
    range: { minCelsius: 2, maxCelsius: 8 },
    timeBudgetMinutes: 30,
    fromStop: 's1',
    toStop: 's1',
    state: 'assigned',
  },
}
const settings: MessageOf<'down/settings'> = {
  v: 1,
  revision: 7,
  layout: {
    compartments: [{ id: 'c1', name: { zh: '前舱', en: 'Front' }, range: { minCelsius: 2, maxCelsius: 8 } }],
    probes: [{ id: 'p1', bus: 'rs485-1', unit: 1, profile: 'xy-md02', compartment: 'c1' }],
  },
  cadence: { sampleIntervalMs: 10_000, recordIntervalMs: 60_000, outOfRangeRecordIntervalMs: 30_000 },
}
const releaseId = 'ab'.repeat(32)
const update = { type: 'update', order: 3, release: { id: releaseId, version: '0.2.0', sizeBytes: 40_000 } } as const
const request = { v: 1, session: 's-1', release: releaseId, offset: 16_384 } as const
const part = { v: 1, release: releaseId, offset: 16_384, content: 'AAEC' } as const
const updating = { platform: 'linux', arch: 'arm64', order: { number: 3, state: 'refused', problem: 'older' } } as const
const reported = { applied: 6, refused: { revision: 7, field: 'layout.probes.0.bus', problem: 'there are rs485-1' } }

type Topic = keyof typeof MESSAGE_SCHEMAS
const roundTrip = <T extends Topic>(topic: T, message: MessageOf<T>): unknown =>
  parseMessage(topic, toUtf8(serializeMessage(topic, message)))

test('every message comes back', () => {
  const will = { v: 1, online: false } as const
  const state = { v: 1, online: true, session: 's-1' } as const
  const open = { type: 'open-epoch', epoch, n: 3, reason: 'fork' } as const
  const watch = { type: 'watch', leaseMs: 60_000 } as const
  expect(roundTrip('down/ack', ack)).toEqual({ ok: true, message: ack })
  expect(roundTrip('up/state', birth)).toEqual({ ok: true, message: birth })
  expect(roundTrip('up/state', will)).toEqual({ ok: true, message: will })
  const reporting = {
    ...birth,
    settings: reported,
    tripRevision: null,
    link: { budgetBytesPerDay: 10_000_000, spentBytes: 123 },
    notRecording: { sinceMs: 1, problem: 'database or disk is full' },
  }
  expect(roundTrip('up/state', reporting)).toEqual({ ok: true, message: reporting })
  const [known] = birth.epochs
  const keeping = { ...birth, epochs: [{ ...known, kept: 8 }], documentsKept: 2 } as MessageOf<'up/state'>
  expect(roundTrip('up/state', keeping)).toEqual({ ok: true, message: keeping })
  const loaded: MessageOf<'down/trip'> = { ...trip, trip: trip.trip && { ...trip.trip, shipments: [shipment] } }
  for (const message of [trip, loaded, { ...trip, trip: null }]) {
    expect(roundTrip('down/trip', message)).toEqual({ ok: true, message })
  }
  for (const message of [settings, { v: 1, revision: 0 } as const]) {
    expect(roundTrip('down/settings', message)).toEqual({ ok: true, message })
  }
  const lanes = { events: 1, frames: 2, hints: 3, documents: 4, rest: 5 }
  const link = { budgetBytesPerDay: null, spentBytes: 15, lanes, thrift: 'free' } as const
  for (const message of [hint, { ...hint, link, notRecording: { sinceMs: 1, problem: 'disk I/O error' } }]) {
    expect(roundTrip('up/live', message)).toEqual({ ok: true, message })
  }
  for (const message of [geofences, { ...geofences, geofences: [] }]) {
    expect(roundTrip('down/geofences', message)).toEqual({ ok: true, message })
  }
  expect(roundTrip('down/command', open)).toEqual({ ok: true, message: open })
  for (const command of [watch, { type: 'seal' }, { type: 'refill' }, update, { ...update, release: null }] as const) {
    expect(roundTrip('down/command', command)).toEqual({ ok: true, message: command })
  }
  expect(roundTrip('up/release', request)).toEqual({ ok: true, message: request })
  expect(roundTrip('down/release', part)).toEqual({ ok: true, message: part })
  const updated = { ...birth, update: updating } as MessageOf<'up/state'>
  expect(roundTrip('up/state', updated)).toEqual({ ok: true, message: updated })
  expect(roundTrip(CLOUD_STATE_TOPIC, state)).toEqual({ ok: true, message: state })
})

describe('a wrong message names its field', () => {
  test.each([
    ['down/ack', { ...ack, through: -2 }, 'through'],
    ['down/ack', { ...ack, have: [[1]] }, 'have.0'],
    ['down/ack', { ...ack, have: [[9, 2]] }, 'have.0'],
    ['down/ack', { ...ack, epoch: 'xyz' }, 'epoch'],
    ['down/ack', { ...ack, creditBytes: 1.5 }, 'creditBytes'],
    ['down/ack', { ...ack, have: Array.from({ length: 257 }, () => [1, 1]) }, 'have'],
    ['down/ack', { ...ack, kept: [[3, '0123']] }, 'kept.0.1'],
    ['down/ack', { ...ack, kept: Array.from({ length: 257 }, () => ack.kept[0]) }, 'kept'],
    ['up/state', { ...birth, device: 'TK' }, 'device'],
    ['up/state', { ...birth, epochs: [] }, 'epochs'],
    ['up/state', { ...birth, online: 'yes' }, 'online'],
    ['up/state', { ...birth, documentsKept: -1 }, 'documentsKept'],
    ['up/live', { ...hint, clock: 'sundial' }, 'clock'],
    ['up/live', { ...hint, samples: { a: { value: 1, mark: 'great' } } }, 'samples.a.mark'],
    ['up/live', { ...hint, notRecording: { sinceMs: 1, problem: 'x'.repeat(201) } }, 'notRecording.problem'],
    ['down/command', { type: 'watch', leaseMs: 600_001 }, 'leaseMs'],
    ['down/command', { type: 'format-disk' }, 'type'],
    ['down/command', { ...update, order: 0 }, 'order'],
    ['down/command', { ...update, release: { ...update.release, version: 'newest' } }, 'release.version'],
    ['up/release', { ...request, offset: 5 }, 'offset'],
    ['down/release', { ...part, content: '' }, 'content'],
    ['up/state', { ...birth, update: { ...updating, order: { number: 1, state: 'lost' } } }, 'update.order.state'],
    [CLOUD_STATE_TOPIC, { v: 1, online: true, session: '' }, 'session'],
    ['up/state', { ...birth, settings: { applied: 1 } }, 'settings.refused'],
    ['down/trip', { ...trip, revision: -1 }, 'revision'],
    ['down/trip', { ...trip, trip: { ...trip.trip, stops: [] } }, 'trip.stops'],
    [
      'down/trip',
      { ...trip, trip: { ...trip.trip, shipments: [{ ...shipment, toStop: 's9' }] } },
      'trip.shipments.0.toStop',
    ],
    [
      'down/trip',
      { ...trip, trip: { ...trip.trip, shipments: [{ ...shipment, range: { minCelsius: 8, maxCelsius: 2 } }] } },
      'trip.shipments.0.range',
    ],
    ['down/geofences', { ...geofences, revision: -1 }, 'revision'],
    ['down/geofences', { ...geofences, geofences: [...geofences.geofences, ...geofences.geofences] }, 'geofences'],
    [
      'down/settings',
      { ...settings, cadence: { ...settings.cadence, recordIntervalMs: 3_600_001 } },
      'cadence.recordIntervalMs',
    ],
    ['down/settings', { ...settings, layout: { ...settings.layout, probes: [] } }, 'layout.probes'],
    ['down/document-ack', { v: 1, id: 'short', digest: '00'.repeat(32) }, 'id'],
  ] as const)('%s %#', (topic, message, field) => {
    const parsed = parseMessage(topic, toUtf8(JSON.stringify(message)))
    expect(parsed).toEqual({ ok: false, problem: expect.stringContaining(`${topic}: ${field}: `) as unknown })
  })

  test('an unknown key', () => {
    const parsed = parseMessage('down/ack', toUtf8(JSON.stringify({ ...ack, extra: 1 })))
    expect(parsed).toEqual({ ok: false, problem: expect.stringContaining('extra') as unknown })
  })
})

test('a byte order mark is no JSON', () => {
  const payload = toUtf8(`\ufeff${serializeMessage('down/ack', ack)}`)
  expect(parseMessage('down/ack', payload)).toEqual({ ok: false, problem: 'down/ack: not JSON' })
  expect(parseMessage('down/ack', payload.subarray(3))).toEqual({ ok: true, message: ack })
})

test('no payload throws', () => {
  const topics = Object.keys(MESSAGE_SCHEMAS) as Topic[]
  const payloads = fc.oneof(
    fc.uint8Array(),
    fc.jsonValue().map((value) => toUtf8(JSON.stringify(value))),
  )
  fc.assert(
    fc.property(fc.constantFrom(...topics), payloads, (topic, payload) => {
      expect(parseMessage(topic, payload)).toMatchObject({
        ok: false,
        problem: expect.stringContaining(topic) as unknown,
      })
    }),
    { numRuns: 1_000 },
  )
})

test('topics', () => {
  for (const channel of [...UP_CHANNELS, ...DOWN_CHANNELS]) {
    expect(parseTopic(topicFor('tk-001', channel))).toEqual({ device: 'tk-001', channel })
  }
  const others = [
    CLOUD_STATE_TOPIC,
    'coldrx/v1/cloud/up/frame',
    'coldrx/v1/TK/up/frame',
    'coldrx/v1//up/frame',
    'coldrx/v1/tk/up/frame/',
    'coldrx/v1/tk/up',
    'coldrx/v1/tk',
    'coldrx/v2/tk/up/frame',
    'coldrx/v1/+/up/frame',
    '',
  ]
  expect(others.map(parseTopic)).toEqual(others.map(() => undefined))
  expect(ALL_UP_FILTER).toBe('coldrx/v1/+/up/#')
})

test('times of a hint are such as a calendar has', () => {
  const last = 2 ** 48 - 1
  expect(roundTrip('up/live', { ...hint, wallMs: last, outOfRangeSince: { c1: last } })).toMatchObject({ ok: true })
  expect(roundTrip('up/live', { ...hint, wallMs: last + 1 })).toMatchObject({ ok: false })
  expect(roundTrip('up/live', { ...hint, outOfRangeSince: { c1: last + 1 } })).toMatchObject({ ok: false })
  expect(roundTrip('up/live', { ...hint, outOfRangeSince: { c1: -1 } })).toMatchObject({ ok: false })
})
