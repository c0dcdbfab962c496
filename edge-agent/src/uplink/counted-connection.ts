import type { LinkLane } from '@coldrx/protocol'
import { type Connection, type ConnectionOptions, connect } from './connection.ts'
import { publishBytes } from './link-bytes.ts'

/** A connection whose bytes are counted: those of each message in its lane, all others as `rest`. */
export interface CountedConnection extends Pick<Connection, 'isBackedUp' | 'destroy' | 'end'> {
  publish(topic: string, payload: string | Uint8Array, how: Sending, onTaken?: () => void): void
  /** Counts what it has carried, beside the messages, since that was counted last. */
  countRest(): void
}

export interface Sending {
  readonly lane: LinkLane
  readonly qos: 0 | 1
}

export function connectCounted(
  options: ConnectionOptions,
  add: (lane: LinkLane, bytes: number) => void,
): CountedConnection {
  const connection = connect(options)
  let countedBytes = 0
  function count(lane: LinkLane, bytes: number): void {
    countedBytes += bytes
    add(lane, bytes)
  }
  return {
    get isBackedUp() {
      return connection.isBackedUp
    },
    publish(topic, payload, { lane, qos }, onTaken) {
      count(lane, publishBytes(topic, typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length, qos))
      connection.publish(topic, payload, qos, onTaken)
    },
    countRest() {
      const uncountedBytes = connection.bytes - countedBytes
      if (uncountedBytes > 0) count('rest', uncountedBytes)
    },
    destroy: () => connection.destroy(),
    end: (timeoutMs) => connection.end(timeoutMs),
  }
}
