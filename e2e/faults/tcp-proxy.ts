import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type Loss, stallOf } from './packet-loss.ts'
import { type Direction, pipeDirection } from './tcp-direction.ts'

interface TcpProxyCounters {
  accepted: number
  /** Reset at once, because the link was cut. */
  refused: number
  /** Ended by a cut, each counted once. */
  cut: number
  /** Held open and silent by a half-opening, each counted once per half-opening. */
  held: number
  bytesToTarget: number
  bytesFromTarget: number
}

export interface TcpProxy {
  readonly counters: Readonly<TcpProxyCounters>
  /** how many connections there are now */
  openCount(): number
  start(): Promise<{ port: number }>
  /** Resets every connection on both sides, and newcomers as they come; settles when the connections are gone. */
  cut(): Promise<void>
  /**
   * Nothing passes and nobody is told: connections stay open and silent, those that end are not reported to the other
   * side, newcomers are accepted and hear nothing.
   */
  halfOpen(): void
  /** Ends both; what the kernel held for a half-open link arrives, as after a hole in the network. */
  restore(): void
  /** Of each byte from now on, in each direction. */
  delay(delayMs: number): void
  /** From now on, in each direction of each connection: what comes faster queues up, as in front of a radio. */
  limit(bytesPerSecond: number): void
  /** From now on, in each direction; null: none is lost any more. */
  lose(loss: Loss | null): void
  stop(): Promise<void>
}

interface Link {
  readonly near: Socket
  /** Absent until the target is called: a newcomer on a half-open link waits. */
  far: Socket | undefined
  directions: readonly Direction[]
  /** One side broke off, which the other may not hear of while the link is half-open. */
  broken: boolean
}

/**
 * Modes: `open` passes everything; `cut` (by cut()) has no connections; `half-open` (by halfOpen()) keeps them and passes
 * nothing. restore() leads from both to `open`, and cut() and halfOpen() from each to the other.
 */
type Mode = 'open' | 'cut' | 'half-open'

export function createTcpProxy({ target }: { target: { host: string; port: number } }): TcpProxy {
  const links = new Set<Link>()
  const counters: TcpProxyCounters = { accepted: 0, refused: 0, cut: 0, held: 0, bytesToTarget: 0, bytesFromTarget: 0 }
  let mode: Mode = 'open'
  let delayMs = 0
  let bytesPerSecond = Number.POSITIVE_INFINITY
  let loss: Loss | null = null

  // pauseOnConnect: a newcomer on a half-open link must not be read.
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (near) => {
    near.on('error', () => undefined)
    if (mode === 'cut') {
      counters.refused += 1
      near.resetAndDestroy()
      return
    }
    counters.accepted += 1
    const link: Link = { near, far: undefined, directions: [], broken: false }
    links.add(link)
    endTogether(link, near)
    if (mode === 'open') callTarget(link)
  })

  function callTarget(link: Link): void {
    const { near } = link
    const far = connect({ ...target, allowHalfOpen: true, noDelay: true })
    link.far = far
    endTogether(link, far)
    const delayOf = () => delayMs
    const rateOf = () => bytesPerSecond
    const stallMs = (bytes: number) => (loss === null ? 0 : stallOf(bytes, loss))
    const up = pipeDirection({
      from: near,
      to: far,
      delayMs: delayOf,
      bytesPerSecond: rateOf,
      stallMs,
      onBytes: (bytes) => {
        counters.bytesToTarget += bytes
      },
    })
    const down = pipeDirection({
      from: far,
      to: near,
      delayMs: delayOf,
      bytesPerSecond: rateOf,
      stallMs,
      onBytes: (bytes) => {
        counters.bytesFromTarget += bytes
      },
    })
    link.directions = [up, down]
    near.resume()
  }

  function endTogether(link: Link, socket: Socket): void {
    socket.on('error', () => {
      link.broken = true
    })
    socket.once('close', () => {
      if (mode !== 'half-open' && isOver(link)) discard(link)
    })
  }

  function discard(link: Link): void {
    links.delete(link)
    for (const direction of link.directions) direction.stop()
    for (const socket of [link.near, link.far]) socket?.resetAndDestroy()
  }

  async function discardAll(): Promise<void> {
    const sockets = [...links].flatMap(({ near, far }) => (far === undefined ? [near] : [near, far]))
    const gone = sockets.filter(({ closed }) => !closed).map((socket) => closing(socket))
    for (const link of links) discard(link)
    await Promise.all(gone)
  }

  return {
    counters,
    async start() {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      return { port: (server.address() as AddressInfo).port }
    },
    async cut() {
      mode = 'cut'
      counters.cut += links.size
      await discardAll()
    },
    openCount: () => links.size,
    halfOpen() {
      if (mode !== 'half-open') counters.held += links.size
      mode = 'half-open'
      for (const { directions } of links) for (const direction of directions) direction.hold()
    },
    restore() {
      mode = 'open'
      for (const link of links) {
        if (isOver(link)) discard(link)
        else if (link.far === undefined) callTarget(link)
        else for (const direction of link.directions) direction.release()
      }
    },
    delay(ms) {
      delayMs = ms
    },
    limit(rate) {
      bytesPerSecond = rate
    },
    lose(next) {
      loss = next
    },
    async stop() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      mode = 'cut'
      await discardAll()
      await closed
    },
  }
}

/** A side that closed in order has its end passed on with the bytes before it. */
function isOver({ near, far, broken }: Link): boolean {
  return broken || (near.closed && (far === undefined || far.closed))
}

function closing(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve())
  })
}
