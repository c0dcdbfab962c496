/*
 * MQTT 3.1.1 packets for peers that do not keep to the rules: no client library would send them so.
 */

function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes])
}

/** First byte and remaining length (MQTT 3.1.1, 2.2). */
export function fixedHeader(firstByte: number, length: number): Buffer {
  const bytes = [firstByte]
  let rest = length
  do {
    bytes.push(rest > 127 ? (rest % 128) | 0x80 : rest)
    rest = Math.floor(rest / 128)
  } while (rest > 0)
  return Buffer.from(bytes)
}

function packet(firstByte: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([fixedHeader(firstByte, body.length), body])
}

export function connectPacket({
  clientId,
  secret,
  keepaliveSeconds = 60,
}: {
  clientId: string
  /** Without it, neither a user name nor a password is sent. */
  secret?: string | Buffer
  keepaliveSeconds?: number
}): Buffer {
  const flags = 0x02 | (secret === undefined ? 0 : 0xc0)
  return packet(
    0x10,
    text('MQTT'),
    Buffer.from([4, flags, keepaliveSeconds >> 8, keepaliveSeconds & 0xff]),
    text(clientId),
    ...(secret === undefined ? [] : [text(clientId), text(secret)]),
  )
}

export function subscribePacket(filter: string): Buffer {
  return packet(0x82, Buffer.from([0, 1]), text(filter), Buffer.from([1]))
}

/** With QoS 0. */
export function publishPacket(topic: string, payload: Buffer): Buffer {
  return packet(0x30, text(topic), payload)
}
