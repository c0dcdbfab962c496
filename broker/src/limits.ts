export interface BrokerLimits {
  /** Of one MQTT packet without its fixed header; aedes alone takes 256 MiB. */
  readonly maxPacketBytes: number
  /** Of the first packet: a stranger may not make the broker hold more than this. */
  readonly maxConnectPacketBytes: number
  readonly maxConnections: number
  /** From the accepted socket to the CONNECT packet. */
  readonly connectTimeoutMs: number
  readonly connectsPerSecond: number
  readonly connectBurst: number
  readonly connectsPerSecondAndAddress: number
  readonly connectBurstOfAddress: number
  /** Connections of one address that have not said yet who they are. */
  readonly maxStrangersOfAddress: number
  readonly maxKeepaliveSeconds: number
  /** Of one publisher, on the way to receivers; above it the publisher is not read. */
  readonly maxInFlightBytes: number
  /** Of all publishers together: a whole fleet that is waiting for the cloud must fit into memory. */
  readonly maxTotalInFlightBytes: number
  /** A service that reads nothing holds its publishers back for this long, up to twice of it, then it is cut. */
  readonly drainTimeoutMs: number
  /** A device that does not read is cut at this many unsent bytes: waiting for it would hold back the cloud. */
  readonly maxUnsentBytes: number
  /** How fast a stopping broker lets its connections go, so that a fleet does not return in one second. */
  readonly closesPerSecond: number
}

export const DEFAULT_LIMITS: BrokerLimits = {
  maxPacketBytes: 256 * 1024,
  maxConnectPacketBytes: 16 * 1024,
  maxConnections: 12_000,
  connectTimeoutMs: 10_000,
  connectsPerSecond: 500,
  connectBurst: 1_000,
  connectsPerSecondAndAddress: 100,
  connectBurstOfAddress: 400,
  maxStrangersOfAddress: 400,
  maxKeepaliveSeconds: 300,
  maxInFlightBytes: 256 * 1024,
  maxTotalInFlightBytes: 128 * 1024 * 1024,
  drainTimeoutMs: 20_000,
  maxUnsentBytes: 256 * 1024,
  closesPerSecond: 500,
}
