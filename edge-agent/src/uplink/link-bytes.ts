/**
 * What a message costs on a link that is paid by the byte. A socket only knows its own bytes, so headers are estimated, on
 * the high side: a message a segment, each acknowledged by one of its own.
 */
const SEGMENT_HEADER_BYTES = 40
/** opening and closing a connection takes seven segments without any content */
const CONNECTION_BYTES = 7 * SEGMENT_HEADER_BYTES
const TLS_RECORD_BYTES = 29
const TLS_HANDSHAKE_BYTES = 4_096

/** Headers of a segment with a message, and of the one that acknowledges it. */
export const MESSAGE_HEADER_BYTES = 2 * SEGMENT_HEADER_BYTES

export interface ConnectionTraffic {
  readonly url: string
  /** MQTT packets in both directions */
  readonly packets: number
  /** in both directions */
  readonly socketBytes: number
}

export function connectionBytes({ url, packets, socketBytes }: ConnectionTraffic): number {
  const isTls = url.startsWith('mqtts:')
  const ofPackets = packets * (MESSAGE_HEADER_BYTES + (isTls ? TLS_RECORD_BYTES : 0))
  return CONNECTION_BYTES + (isTls ? TLS_HANDSHAKE_BYTES : 0) + ofPackets + socketBytes
}

/** A PUBLISH with its headers, and nothing of what comes back. */
export function publishBytes(topic: string, payloadBytes: number, qos: 0 | 1): number {
  const content = 2 + topic.length + (qos === 1 ? 2 : 0) + payloadBytes
  // the remaining length takes 7 bits a byte
  const lengthBytes = content < 128 ? 1 : content < 16_384 ? 2 : 3
  return 1 + lengthBytes + content + MESSAGE_HEADER_BYTES
}
