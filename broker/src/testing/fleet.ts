import { createHash } from 'node:crypto'
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export function secretOf(name: string): string {
  return `secret of ${name}`
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

export interface Fleet {
  readonly file: string
  /** Replaces the registered devices, as a whole file at once. */
  register(devices: readonly string[], secrets?: Readonly<Record<string, string>>): void
  remove(): void
}

/** A credentials file of devices and the service `cloud`, in a directory of its own. */
export function createFleet(devices: readonly string[] = ['tk001', 'tk002']): Fleet {
  const directory = mkdtempSync(path.join(tmpdir(), 'coldrx-broker-'))
  const file = path.join(directory, 'devices.json')
  const fleet: Fleet = {
    file,
    register(names, secrets = {}) {
      const registry = {
        devices: names.map((device) => ({
          device,
          publicKey: `04${'ab'.repeat(64)}`,
          secretHash: hashOf(secrets[device] ?? secretOf(device)),
        })),
        services: [{ name: 'cloud', role: 'cloud', secretHash: hashOf(secretOf('cloud')) }],
      }
      writeFileSync(`${file}.next`, JSON.stringify(registry))
      renameSync(`${file}.next`, file)
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
  fleet.register(devices)
  return fleet
}
