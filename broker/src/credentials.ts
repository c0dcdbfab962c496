import { createHash, timingSafeEqual } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { CLOUD_STATE_TOPIC, DEVICE_PATTERN, parseTopic, topicFor } from '@coldrx/protocol'
import { z } from 'zod'
import type { BrokerLog } from './log.ts'

const SECRET_HASH = z.string().regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of the secret as 64 lower-case hex digits')

const registrySchema = z
  .object({
    devices: z
      .array(
        z.object({
          device: z
            .string()
            .regex(DEVICE_PATTERN, `must match ${DEVICE_PATTERN.source}`)
            // A device of this name would own the topic of the cloud's state.
            .refine((device) => parseTopic(topicFor(device, 'up/frame')) !== undefined, {
              error: `is reserved, because of ${CLOUD_STATE_TOPIC}`,
            }),
          publicKey: z
            .string()
            .regex(/^04[0-9a-fA-F]{128}$/, 'must be an uncompressed SM2 point: 04 and 128 hex digits'),
          secretHash: SECRET_HASH,
        }),
      )
      .default([]),
    services: z
      .array(
        z.object({
          name: z.string().regex(DEVICE_PATTERN, `must match ${DEVICE_PATTERN.source}`),
          role: z.literal('cloud', { error: 'must be "cloud"' }),
          secretHash: SECRET_HASH,
        }),
      )
      .default([]),
  })
  .superRefine(({ devices, services }, context) => {
    const seen = new Set<string>()
    for (const name of [...devices.map(({ device }) => device), ...services.map(({ name }) => name)]) {
      if (seen.has(name)) context.addIssue({ code: 'custom', message: `${name} is registered twice` })
      seen.add(name)
    }
  })

export interface Identity {
  readonly role: 'device' | 'cloud'
  readonly name: string
  /** Which secret admitted the connection: a replaced secret ends it. */
  readonly secretHash: string
}

export interface Credentials {
  /** The identity whose secret this is; undefined for an unknown name as for a wrong secret. */
  authenticate(username: string, secret: Uint8Array): Identity | undefined
  isDevice(name: string): boolean
  /** False once the registration or its secret was withdrawn. */
  isCurrent(identity: Identity): boolean
  /** Called after each accepted change of the file; the returned function ends it. */
  onChange(listener: () => void): () => void
}

export class CredentialsError extends Error {
  override readonly name = 'CredentialsError'
}

function parseRegistry(path: string, text: string): ReadonlyMap<string, Identity> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new CredentialsError(`${path} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
  const parsed = registrySchema.safeParse(json)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`)
    throw new CredentialsError(`${path} is not a credentials file: ${problems.join('; ')}`)
  }
  const { devices, services } = parsed.data
  return new Map<string, Identity>([
    ...devices.map(({ device, secretHash }): [string, Identity] => [
      device,
      { role: 'device', name: device, secretHash },
    ]),
    ...services.map(({ name, role, secretHash }): [string, Identity] => [name, { role, name, secretHash }]),
  ])
}

/**
 * Registrations by file. The file is checked every `pollIntervalMs` and at each log-in (a truck registered a moment ago
 * must not wait), by its identity on disk: polling sees an atomic replacement on every file system, watching does not.
 */
export class CredentialsFile implements Credentials {
  readonly #path: string
  readonly #log: BrokerLog
  readonly #pollIntervalMs: number
  readonly #listeners = new Set<() => void>()
  #registered: ReadonlyMap<string, Identity> = new Map()
  #versionOnDisk = ''
  #timer: NodeJS.Timeout | undefined

  constructor({ path, log, pollIntervalMs = 1_000 }: { path: string; log: BrokerLog; pollIntervalMs?: number }) {
    this.#path = path
    this.#log = log
    this.#pollIntervalMs = pollIntervalMs
  }

  /** Throws CredentialsError when there is no usable file to begin with. */
  start(): void {
    this.#versionOnDisk = this.#statVersion()
    this.#registered = this.#read()
    this.#timer ??= setInterval(() => this.refresh(), this.#pollIntervalMs)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Re-reads a changed file; an unusable one leaves the last good registrations in force. */
  refresh(): void {
    // Taken before reading: a change in between is seen as a change again.
    const version = this.#statVersion()
    if (version === this.#versionOnDisk) return
    this.#versionOnDisk = version
    try {
      this.#registered = this.#read()
    } catch (error) {
      this.#log.error({ err: error }, 'credentials file refused, the last good one stays in force')
      return
    }
    this.#log.info({ registered: this.#registered.size }, 'credentials file read')
    for (const listener of this.#listeners) listener()
  }

  authenticate(username: string, secret: Uint8Array): Identity | undefined {
    this.refresh()
    const identity = this.#registered.get(username)
    const offered = createHash('sha256').update(secret).digest()
    // An unknown name is compared too, so that timing does not tell which names exist.
    const expected = identity === undefined ? Buffer.alloc(offered.length) : Buffer.from(identity.secretHash, 'hex')
    return timingSafeEqual(offered, expected) ? identity : undefined
  }

  isDevice(name: string): boolean {
    return this.#registered.get(name)?.role === 'device'
  }

  isCurrent(identity: Identity): boolean {
    const registered = this.#registered.get(identity.name)
    return registered?.role === identity.role && registered.secretHash === identity.secretHash
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #read(): ReadonlyMap<string, Identity> {
    let text: string
    try {
      text = readFileSync(this.#path, 'utf8')
    } catch (cause) {
      throw new CredentialsError(`${this.#path} cannot be read`, { cause })
    }
    return parseRegistry(this.#path, text)
  }

  #statVersion(): string {
    try {
      const { ino, size, mtimeNs, ctimeNs } = statSync(this.#path, { bigint: true })
      return `${ino}:${size}:${mtimeNs}:${ctimeNs}`
    } catch (error) {
      // A file out of reach is a version of its own: reading it is what says why, and what was read before stays in force.
      return String(error)
    }
  }
}
