import { toHex } from '@coldrx/protocol'
import type { AgentConfig } from '../config.ts'
import { findOrCreateBrokerSecret, hashSecret } from './broker-secret.ts'
import { findOrCreateDeviceKey } from './device-key.ts'

/** One entry of the fleet's register. */
export interface Enrolment {
  readonly device: string
  /** 65-byte SM2 point in hex */
  readonly publicKey: string
  /** hex SHA-256 of the broker secret */
  readonly secretHash: string
}

/** Makes key and secret where they are missing; an existing one is never replaced. */
export function enrol(config: Pick<AgentConfig, 'device' | 'directory' | 'broker'>): Enrolment {
  const key = findOrCreateDeviceKey(config.directory)
  const secret = findOrCreateBrokerSecret(config.broker.secretFile)
  return { device: config.device, publicKey: toHex(key.publicKey), secretHash: hashSecret(secret) }
}
