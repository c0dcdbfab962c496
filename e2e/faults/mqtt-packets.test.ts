import { expect, test } from 'vitest'
import { createPacketSplitter, packetId, withPacketId } from './mqtt-packets.ts'

const TOPIC = 'coldrx/v1/tk001/up/frame'

function publish(qos: 0 | 1, payload: Buffer): Buffer {
  const body = Buffer.concat([
    Buffer.from([0, TOPIC.length]),
    Buffer.from(TOPIC),
    qos === 1 ? Buffer.from([0x12, 0x34]) : Buffer.alloc(0),
    payload,
  ])
  const length: number[] = []
  for (let rest = body.length; rest > 0 || length.length === 0; rest = Math.floor(rest / 128)) {
    length.push(rest > 127 ? (rest % 128) | 0x80 : rest)
  }
  return Buffer.concat([Buffer.from([0x30 | (qos << 1), ...length]), body])
}

test('packets are found wherever their bytes are divided', () => {
  const stream = Buffer.concat([
    publish(1, Buffer.alloc(200, 7)),
    Buffer.from([0xc0, 0]),
    publish(0, Buffer.alloc(20_000)),
    Buffer.from([0x40, 2, 0x12, 0x34]),
    Buffer.from([0xe0, 0]),
  ])
  for (const size of [1, 2, 3, 127, 128, 20_100, stream.length]) {
    const split = createPacketSplitter()
    const packets = []
    for (let at = 0; at < stream.length; at += size) packets.push(...split(stream.subarray(at, at + size)))
    expect(packets.map(({ type, qos, topic }) => ({ type, qos, topic }))).toEqual([
      { type: 'publish', qos: 1, topic: TOPIC },
      { type: 'other', qos: 0, topic: undefined },
      { type: 'publish', qos: 0, topic: TOPIC },
      { type: 'puback', qos: 0, topic: undefined },
      { type: 'disconnect', qos: 0, topic: undefined },
    ])
    expect(packets.map(packetId)).toEqual([0x1234, undefined, undefined, 0x1234, undefined])
    expect(Buffer.concat(packets.map(({ bytes }) => bytes)).equals(stream)).toBe(true)
  }
})

test('another packet identifier changes nothing else', () => {
  const bytes = publish(1, Buffer.from('payload'))
  const [packet] = createPacketSplitter()(bytes)
  if (packet === undefined) throw new Error('one packet was given')
  const changed = withPacketId(packet, 0xabcd)
  const [again] = createPacketSplitter()(changed)
  expect(again && packetId(again)).toBe(0xabcd)
  expect(again && withPacketId(again, 0x1234).equals(bytes)).toBe(true)
  expect(packetId(packet)).toBe(0x1234)
})

test('what is not MQTT is an error', () => {
  expect(() => createPacketSplitter()(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0xff]))).toThrow('not MQTT')
})
