import { describe, expect, test } from 'vitest'
import type { Identity } from './credentials.ts'
import { publishRefusal, subscribeRefusal } from './permissions.ts'

const device: Identity = { role: 'device', name: 'tk001', secretHash: '' }
const cloud: Identity = { role: 'cloud', name: 'cloud', secretHash: '' }
const message = { qos: 1, retain: false }

describe('publishing', () => {
  test.each([
    [device, 'coldrx/v1/tk001/up/frame', undefined],
    [device, 'coldrx/v1/tk001/up/live', undefined],
    [device, 'coldrx/v1/tk001/up/state', undefined],
    [device, 'coldrx/v1/tk001/up/document', undefined],
    [device, 'coldrx/v1/tk001/up/other', 'topic'],
    [device, 'coldrx/v1/tk001/up/frame/more', 'topic'],
    [device, 'coldrx/v1/tk002/up/frame', 'topic'],
    [device, 'coldrx/v1/tk001/down/ack', 'topic'],
    [device, 'coldrx/v1/cloud/state', 'topic'],
    [device, 'coldrx/v2/tk001/up/frame', 'topic'],
    [device, '$SYS/anything', 'topic'],
    [device, '', 'topic'],
    [cloud, 'coldrx/v1/tk001/down/ack', undefined],
    [cloud, 'coldrx/v1/tk002/down/document-ack', undefined],
    [cloud, 'coldrx/v1/cloud/state', undefined],
    [cloud, 'coldrx/v1/tk001/up/frame', 'topic'],
    [cloud, 'coldrx/v1/cloud/down/ack', 'topic'],
    [cloud, '$SYS/anything', 'topic'],
  ])('%o on %s: %s', (identity, topic, refusal) => {
    expect(publishRefusal(identity, { ...message, topic })).toBe(refusal)
  })

  test('only the state of the cloud may be retained, by the cloud', () => {
    const retained = { qos: 1, retain: true }
    expect(publishRefusal(device, { ...retained, topic: 'coldrx/v1/tk001/up/state' })).toBe('retained')
    expect(publishRefusal(cloud, { ...retained, topic: 'coldrx/v1/tk001/down/settings' })).toBe('retained')
    expect(publishRefusal(cloud, { ...retained, topic: 'coldrx/v1/cloud/state' })).toBeUndefined()
  })

  test('QoS 2 is refused to both', () => {
    expect(publishRefusal(device, { topic: 'coldrx/v1/tk001/up/frame', qos: 2, retain: false })).toBe('qos')
    expect(publishRefusal(cloud, { topic: 'coldrx/v1/cloud/state', qos: 2, retain: true })).toBe('qos')
  })
})

describe('subscribing', () => {
  test.each([
    [device, 'coldrx/v1/tk001/down/ack', undefined],
    [device, 'coldrx/v1/tk001/down/document-ack', undefined],
    [device, 'coldrx/v1/tk001/down/+', undefined],
    [device, 'coldrx/v1/tk001/down/#', undefined],
    [device, 'coldrx/v1/cloud/state', undefined],
    [device, 'coldrx/v1/tk001/down/other', 'filter'],
    [device, 'coldrx/v1/tk001/up/#', 'filter'],
    [device, 'coldrx/v1/tk001/#', 'filter'],
    [device, 'coldrx/v1/tk002/down/ack', 'filter'],
    [device, 'coldrx/v1/+/down/ack', 'filter'],
    [device, '+/v1/tk001/down/ack', 'filter'],
    [device, '#', 'filter'],
    [device, '$SYS/#', 'system-topic'],
    [device, '$share/group/coldrx/v1/tk001/down/ack', 'shared-subscription'],
    [cloud, 'coldrx/v1/+/up/#', undefined],
    [cloud, 'coldrx/v1/cloud/state', undefined],
    [cloud, 'coldrx/v1/+/up/+', undefined],
    [cloud, 'coldrx/v1/+/up/frame', undefined],
    [cloud, 'coldrx/v1/+/up/other', 'filter'],
    [cloud, 'coldrx/v1/+/down/#', 'filter'],
    [cloud, '#', 'filter'],
    [cloud, '$SYS/#', 'system-topic'],
    [cloud, '$share/cloud/coldrx/v1/+/up/#', 'shared-subscription'],
  ])('%o to %s: %s', (identity, filter, refusal) => {
    expect(subscribeRefusal(identity, filter)).toBe(refusal)
  })
})
