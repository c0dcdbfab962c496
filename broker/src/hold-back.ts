import type { Socket } from 'node:net'

export interface HoldBack {
  taken(bytes: number): void
  handedOn(bytes: number): void
}

/**
 * Stops reading publishers while too much of them waits for its receivers: more than `maxBytes` of one, or more than
 * `maxTotalBytes` of all. aedes 1.2.0 means to do so for one, but each 'readable' event lets it read one batch more:
 * measured, 400 MiB in memory for a receiver that did not read.
 */
export function createHoldBacks({ maxBytes, maxTotalBytes }: { maxBytes: number; maxTotalBytes: number }) {
  let totalBytes = 0
  let waking = false
  const held = new Set<Socket>()

  /** A publisher that waits for the others has nothing of its own under way whose end would make aedes read again. */
  function wakeSoon(): void {
    if (waking || held.size === 0 || totalBytes > maxTotalBytes) return
    waking = true
    // In a turn of its own: what is read now may be handed on at once, and would call this again, and again.
    setImmediate(() => {
      waking = false
      for (const socket of held) {
        if (totalBytes > maxTotalBytes) return
        held.delete(socket)
        socket.emit('readable')
      }
    })
  }

  /** @param waitsForAll whether this one stops for the total too: a device does; a CONNECT and the cloud must get through. */
  return function holdBack(socket: Socket, waitsForAll: () => boolean): HoldBack {
    let waitingBytes = 0
    let gone = false
    const read = socket.read.bind(socket)
    socket.read = (size?: number) => {
      // read(0) is how node:net itself keeps the socket going, it takes nothing.
      if (size === 0) return read(size)
      if (waitingBytes > maxBytes) return null
      if (totalBytes > maxTotalBytes && waitsForAll()) {
        held.add(socket)
        return null
      }
      return read(size)
    }
    socket.once('close', () => {
      gone = true
      held.delete(socket)
      totalBytes -= waitingBytes
      wakeSoon()
    })
    return {
      taken(bytes) {
        if (gone) return
        waitingBytes += bytes
        totalBytes += bytes
      },
      handedOn(bytes) {
        if (gone) return
        // aedes tries to read again after each message that it has handed on.
        waitingBytes -= bytes
        totalBytes -= bytes
        wakeSoon()
      },
    }
  }
}
