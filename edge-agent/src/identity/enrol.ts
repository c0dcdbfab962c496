import { proveEnrolment, toHex } from '@coldrx/protocol'
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

/** As the cloud's `POST /api/enrolments` takes it. */
export interface ProvenEnrolment extends Enrolment {
  readonly code: string
  /** SM2 signature by the key over device and code, hex */
  readonly proof: string
}

/** Makes key and secret where they are missing; an existing one is never replaced. */
export function enrol(config: Pick<AgentConfig, 'device' | 'directory' | 'broker'>): Enrolment {
  const key = findOrCreateDeviceKey(config.directory)
  const secret = findOrCreateBrokerSecret(config.broker.secretFile)
  return { device: config.device, publicKey: toHex(key.publicKey), secretHash: hashSecret(secret) }
}

/** `code`: the one-time code that a technician made for this device. */
export function enrolWithCode(
  config: Pick<AgentConfig, 'device' | 'directory' | 'broker'>,
  code: string,
): ProvenEnrolment {
  const enrolment = enrol(config)
  const proof = proveEnrolment(findOrCreateDeviceKey(config.directory), { device: config.device, code })
  return { ...enrolment, code, proof: toHex(proof) }
}
