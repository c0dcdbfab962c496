import type { Socket } from 'node:net'

export interface HoldBack {
  taken(bytes: number): void
  handedOn(bytes: number): void
}

/**
 * Stops reading a publisher while more than `maxBytes` of it wait for their receivers. aedes 1.2.0 means to do so, but
 * each 'readable' event lets it read one batch more: measured, 400 MiB in memory for a receiver that did not read.
 */
export function holdBack(socket: Socket, maxBytes: number): HoldBack {
  let waitingBytes = 0
  const read = socket.read.bind(socket)
  // read(0) is how node:net itself keeps the socket going, it takes nothing.
  socket.read = (size?: number) => (waitingBytes > maxBytes && size !== 0 ? null : read(size))
  return {
    taken(bytes) {
      waitingBytes += bytes
    },
    handedOn(bytes) {
      // aedes tries to read again after each message that it has handed on.
      waitingBytes -= bytes
    },
  }
}
