import { readFileSync, statSync } from 'node:fs'
import { DEVICE_PATTERN } from '@coldrx/protocol'
import { z } from 'zod'
import { toError } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import type { RegisteredDevices } from '../telemetry/telemetry.ts'

const registerSchema = z.object({
  devices: z.array(
    z.object({
      device: z.string().regex(DEVICE_PATTERN, `must match ${DEVICE_PATTERN.source}`),
      publicKey: z.string().regex(/^04[0-9a-fA-F]{128}$/, 'must be an uncompressed SM2 point: 04 and 128 hex digits'),
    }),
  ),
})

interface RegisteredDevice {
  readonly device: string
  /** uncompressed SM2 point, 130 lower-case hex digits */
  readonly publicKey: string
}

function parseDeviceRegister(path: string, text: string): ReadonlyMap<string, RegisteredDevice> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new Error(`${path} is not JSON`, { cause })
  }
  const parsed = registerSchema.safeParse(json)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`)
    throw new Error(`${path} is not a register of devices: ${problems.join('; ')}`)
  }
  const devices = new Map<string, RegisteredDevice>()
  for (const { device, publicKey } of parsed.data.devices) {
    if (devices.has(device)) throw new Error(`${path} is not a register of devices: ${device} is registered twice`)
    devices.set(device, { device, publicKey: publicKey.toLowerCase() })
  }
  return devices
}

export function readDeviceRegister(path: string): ReadonlyMap<string, RegisteredDevice> {
  return parseDeviceRegister(path, readFileSync(path, 'utf8'))
}

/**
 * The register as the file says it now. A change is seen at the next question, not by a watcher: a truck registered a
 * moment ago must not wait, and file watching fails on some file systems. An unusable file leaves the last good one
 * in force.
 */
export class DeviceRegisterFile implements RegisteredDevices {
  readonly #path: string
  readonly #log: Log
  #devices: ReadonlyMap<string, RegisteredDevice>
  #version: string

  /** Throws when there is no usable file to begin with. */
  constructor({ path, log }: { path: string; log: Log }) {
    this.#path = path
    this.#log = log
    // Taken before reading: a change in between is seen as a change again.
    this.#version = versionOnDisk(path)
    this.#devices = readDeviceRegister(path)
  }

  list(): readonly RegisteredDevice[] {
    return [...this.#current().values()]
  }

  /** undefined: not registered; a key that arrives any other way is not believed */
  publicKeyOf(device: string): string | undefined {
    return this.#current().get(device)?.publicKey
  }

  #current(): ReadonlyMap<string, RegisteredDevice> {
    const version = versionOnDisk(this.#path)
    if (version === this.#version) return this.#devices
    this.#version = version
    try {
      this.#devices = readDeviceRegister(this.#path)
      this.#log.info({ devices: this.#devices.size }, 'register of devices read')
    } catch (error) {
      this.#log.error({ err: error }, 'register of devices refused, the last good one stays in force')
    }
    return this.#devices
  }
}

function versionOnDisk(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true })
    return `${ino}:${size}:${mtimeNs}:${ctimeNs}`
  } catch (error) {
    // reading tells what is wrong; here it is only a change
    return `unreadable: ${toError(error).message}`
  }
}
