/*
 * MQTT 3.1.1 packets as bytes, as far as a mangler must know them: where one ends, what it is, its topic and its packet
 * identifier. Everything else passes as it was sent.
 */

type PacketType =
  | 'connect'
  | 'connack'
  | 'publish'
  | 'puback'
  | 'subscribe'
  | 'suback'
  | 'unsubscribe'
  | 'unsuback'
  | 'disconnect'
  | 'other'

// MQTT 3.1.1, 2.2.1.
const TYPES: Readonly<Partial<Record<number, PacketType>>> = {
  1: 'connect',
  2: 'connack',
  3: 'publish',
  4: 'puback',
  8: 'subscribe',
  9: 'suback',
  10: 'unsubscribe',
  11: 'unsuback',
  14: 'disconnect',
}

export interface MqttPacket {
  readonly type: PacketType
  readonly qos: number
  readonly topic?: string
  /** Where the packet identifier stands in `bytes`. */
  readonly idOffset?: number
  readonly bytes: Buffer
}

/** Returns whole packets as their bytes come in. */
export function createPacketSplitter(): (bytes: Buffer) => MqttPacket[] {
  let rest: Buffer = Buffer.alloc(0)
  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    const packets: MqttPacket[] = []
    for (let span = measure(rest); span !== undefined; span = measure(rest)) {
      packets.push(describe(rest.subarray(0, span.total), span.header))
      rest = rest.subarray(span.total)
    }
    return packets
  }
}

/** MQTT 3.1.1, 2.2.3: the remaining length in up to four bytes of seven bits. */
function measure(bytes: Buffer): { header: number; total: number } | undefined {
  let length = 0
  for (let at = 1; at <= 4; at += 1) {
    const byte = bytes[at]
    if (byte === undefined) return undefined
    length += (byte & 0x7f) * 128 ** (at - 1)
    if (byte < 0x80) return bytes.length < at + 1 + length ? undefined : { header: at + 1, total: at + 1 + length }
  }
  throw new Error('not MQTT: a remaining length of more than four bytes')
}

function describe(bytes: Buffer, header: number): MqttPacket {
  const first = bytes.readUInt8(0)
  const type = TYPES[first >> 4] ?? 'other'
  const qos = (first >> 1) & 3
  switch (type) {
    case 'publish': {
      const afterTopic = header + 2 + bytes.readUInt16BE(header)
      const topic = bytes.toString('utf8', header + 2, afterTopic)
      return { type, qos, topic, bytes, ...(qos > 0 ? { idOffset: afterTopic } : {}) }
    }
    case 'puback':
    case 'subscribe':
    case 'suback':
    case 'unsubscribe':
    case 'unsuback':
      return { type, qos: 0, idOffset: header, bytes }
    case 'connect':
    case 'connack':
    case 'disconnect':
    case 'other':
      return { type, qos: 0, bytes }
  }
}

export function packetId({ bytes, idOffset }: MqttPacket): number | undefined {
  return idOffset === undefined ? undefined : bytes.readUInt16BE(idOffset)
}

export function withPacketId({ bytes, idOffset }: MqttPacket, id: number): Buffer {
  const changed = Buffer.from(bytes)
  if (idOffset !== undefined) changed.writeUInt16BE(id, idOffset)
  return changed
}
