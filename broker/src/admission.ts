import type { Aedes, AuthenticateError, Client, ConnectPacket } from 'aedes'
import type { Credentials, Identity } from './credentials.ts'
import type { BrokerLog } from './log.ts'
import type { BrokerMetrics } from './metrics.ts'
import { publishRefusal } from './permissions.ts'

type ConnectRefusal =
  | 'draining'
  | 'protocol-version'
  | 'credentials'
  | 'client-id'
  | 'persistent-session'
  | 'keepalive'
  | 'will'

// MQTT 3.1.1, 3.2.2.3.
const RETURN_CODES = {
  'protocol-version': 1,
  'client-id': 2,
  draining: 3,
  credentials: 4,
  'persistent-session': 5,
  keepalive: 5,
  will: 5,
} as const satisfies Record<ConnectRefusal, number>

const CONNACK_UNACCEPTABLE_PROTOCOL = Buffer.from([0x20, 2, 0, RETURN_CODES['protocol-version']])

/** A refusal by rule that was already counted and logged where it was decided. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
}

export interface Admission {
  readonly preConnect: Aedes['preConnect']
  readonly authenticate: Aedes['authenticate']
  identityOf(client: Client): Identity | undefined
}

function clientIdBelongsTo(identity: Identity, clientId: string, credentials: Credentials): boolean {
  if (identity.role === 'device') return clientId === identity.name
  // Several instances of a service may connect, but never in a device's place.
  return clientId.startsWith(identity.name) && !credentials.isDevice(clientId)
}

/** Who may connect, and as whom. */
export function createAdmission({
  credentials,
  log,
  metrics,
  maxKeepaliveSeconds,
  isDraining,
  onAdmitted,
}: {
  credentials: Credentials
  log: BrokerLog
  metrics: BrokerMetrics
  maxKeepaliveSeconds: number
  isDraining: () => boolean
  /** Called before a connection of the same client id is closed in favour of this one. */
  onAdmitted: (client: Client, identity: Identity) => void
}): Admission {
  const connectPackets = new WeakMap<Client, ConnectPacket>()
  const identities = new WeakMap<Client, Identity>()

  function refuse(cause: ConnectRefusal, { clientId, username }: { clientId: string; username?: string | undefined }) {
    metrics.refused.inc({ action: 'connect', cause })
    log.warn({ cause, clientId, username }, 'connection refused')
  }

  function decide(client: Client, username: string | undefined, secret: Buffer | undefined): ConnectRefusal | Identity {
    if (isDraining()) return 'draining'
    const identity =
      username === undefined || secret === undefined ? undefined : credentials.authenticate(username, secret)
    if (identity === undefined) return 'credentials'
    if (!clientIdBelongsTo(identity, client.id, credentials)) return 'client-id'
    // The memory of a session that is kept for an absent client grows without bound; durability is the log's job.
    if (!client.clean) return 'persistent-session'
    const { keepalive = 0, will } = connectPackets.get(client) ?? {}
    // Without a keepalive, a half-open connection would stay for ever.
    if (keepalive === 0 || keepalive > maxKeepaliveSeconds) return 'keepalive'
    if (will !== undefined && publishRefusal(identity, { qos: 0, retain: false, ...will }) !== undefined) return 'will'
    return identity
  }

  return {
    preConnect(client, packet, callback) {
      // aedes would also speak MQTT 3.1, which is version 3.
      if (packet.protocolVersion !== 4) {
        refuse('protocol-version', { clientId: packet.clientId, username: packet.username })
        client.conn.write(CONNACK_UNACCEPTABLE_PROTOCOL)
        callback(new RefusedError('only MQTT 3.1.1 is spoken here'), false)
        return
      }
      connectPackets.set(client, packet)
      callback(null, true)
    },
    authenticate(client, username, password, callback) {
      const decision = decide(client, username, password)
      connectPackets.delete(client)
      if (typeof decision === 'string') {
        refuse(decision, { clientId: client.id, username })
        const error: AuthenticateError = Object.assign(new RefusedError(`refused: ${decision}`), {
          returnCode: RETURN_CODES[decision],
        })
        callback(error, null)
        return
      }
      identities.set(client, decision)
      onAdmitted(client, decision)
      callback(null, true)
    },
    identityOf: (client) => identities.get(client),
  }
}
