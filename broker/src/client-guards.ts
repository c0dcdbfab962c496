import type { Client } from 'aedes'

/*
 * Bounds that aedes 1.2.0 does not have, set on private parts of its client (and of mqtt-packet 9.0.2 inside it).
 * aedes is pinned in package.json and mqtt-packet by the lock; a connection whose parts are not found ends the process
 * with a sentence rather than being served without bounds, and limits.test.ts and slow-reader.test.ts show that they bite.
 */

export type Guard =
  | 'packet-size'
  | 'unsent-bytes'
  | 'drain-timeout'
  | 'connect-timeout'
  | 'keepalive-timeout'
  | 'invalid-packet'

class GuardError extends Error {
  override readonly name = 'GuardError'
  readonly guard: Guard

  constructor(guard: Guard, message: string) {
    super(message)
    this.guard = guard
  }
}

interface ClientParts {
  readonly _parser: {
    readonly packet: { readonly length: number }
    _parseLength(): boolean
    _emitError(error: Error): boolean
  }
  waitForDrain(callback: (error: Error | null, client: Client) => void): void
  _handleDrainTimeout(): void
  _drainTimer: NodeJS.Timeout | null
}

function hasParts(client: unknown): client is ClientParts {
  if (typeof client !== 'object' || client === null) return false
  if (!('waitForDrain' in client && typeof client.waitForDrain === 'function' && '_parser' in client)) return false
  if (!('_drainTimer' in client && '_handleDrainTimeout' in client)) return false
  if (typeof client._handleDrainTimeout !== 'function') return false
  const parser = client._parser
  return (
    typeof parser === 'object' &&
    parser !== null &&
    '_parseLength' in parser &&
    typeof parser._parseLength === 'function' &&
    '_emitError' in parser &&
    typeof parser._emitError === 'function'
  )
}

function partsOf(client: Client): ClientParts {
  const candidate: unknown = client
  if (!hasParts(candidate)) throw new Error('this is not the aedes 1.2.0 that the packet size guard was written for')
  return candidate
}

/** Cuts the connection as soon as the announced length is read, before the body is buffered (aedes#831). */
export function guardPacketLength(client: Client, maxBytes: () => number): void {
  const parser = partsOf(client)._parser
  const parseLength = parser._parseLength.bind(parser)
  parser._parseLength = () => {
    const complete = parseLength()
    const limit = maxBytes()
    if (complete && parser.packet.length > limit) {
      return parser._emitError(
        new GuardError('packet-size', `a packet of ${parser.packet.length} bytes exceeds the limit of ${limit}`),
      )
    }
    return complete
  }
}

/**
 * aedes makes whoever publishes wait until the receiver's socket drains. One truck that never reads would so stop every
 * other truck's acknowledgements; this client is written to without waiting, and cut at `maxUnsentBytes`.
 */
export function cutWhenNotReading(client: Client, maxUnsentBytes: number): void {
  partsOf(client).waitForDrain = (callback) => {
    if (client.conn.writableLength > maxUnsentBytes && !client.closed) {
      client.emit(
        'error',
        new GuardError(
          'unsent-bytes',
          `${client.conn.writableLength} unsent bytes exceed the limit of ${maxUnsentBytes}`,
        ),
      )
    }
    setImmediate(callback, null, client)
  }
}

/**
 * aedes cuts a receiver whose buffer was not empty for `drainTimeoutMs`, though it may have read all the time: in a storm
 * of a whole fleet it cut the cloud, with every frame that was on its way. This one is cut when it has taken nothing.
 */
export function cutWhenStalled(client: Client, drainTimeoutMs: number): void {
  const parts = partsOf(client)
  const { conn } = client
  const waitForDrain = parts.waitForDrain.bind(client)
  const giveUp = parts._handleDrainTimeout.bind(client)
  let left = ''
  parts.waitForDrain = (callback) => {
    if (parts._drainTimer === null) left = leftToSend(conn)
    waitForDrain(callback)
  }
  const look = (): void => {
    const before = left
    left = leftToSend(conn)
    if (left === before) giveUp()
    else parts._drainTimer = setTimeout(look, drainTimeoutMs).unref()
  }
  parts._handleDrainTimeout = look
}

/**
 * Another one whenever the peer has taken something. One write may hold megabytes, so what is left of it counts too: it
 * is where node:net itself looks before it calls a socket idle.
 */
function leftToSend(conn: Client['conn']): string {
  const handle: unknown = '_handle' in conn ? conn._handle : undefined
  const inHandle =
    typeof handle === 'object' && handle !== null && 'writeQueueSize' in handle ? handle.writeQueueSize : undefined
  const sent = 'bytesWritten' in conn ? Number(conn.bytesWritten) - conn.writableLength : 0
  return `${sent} ${Number(inHandle)}`
}

/** Which of the broker's own limits ended a connection; undefined when the network or the peer did. */
export function guardOf(error: Error): Guard | undefined {
  if (error instanceof GuardError) return error.guard
  // aedes gives these no code, only a text.
  if (error.message === 'drain timeout') return 'drain-timeout'
  if (error.message === 'connect did not arrive in time') return 'connect-timeout'
  if (error.message === 'keep alive timeout') return 'keepalive-timeout'
  return 'code' in error ? undefined : 'invalid-packet'
}
