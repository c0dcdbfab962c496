import type { RegisteredDevices } from '../telemetry/telemetry.ts'

/** For tests: devices with their keys, hex, to which more can come. */
export class FakeRegister implements RegisteredDevices {
  readonly #keys: ReadonlyMap<string, string>
  readonly #later: { readonly device: string; readonly publicKey: string }[] = []
  readonly #listeners = new Set<() => void>()

  /** What is put into the map later is registered as well, and nobody is told. */
  constructor(keys: ReadonlyMap<string, string>) {
    this.#keys = keys
  }

  list() {
    return [...[...this.#keys].map(([device, publicKey]) => ({ device, publicKey })), ...this.#later]
  }

  isRegistered(device: string): boolean {
    return this.list().some((one) => one.device === device)
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A device has changed its key: the one of before stays known. */
  add(device: string, publicKey: string): void {
    this.#later.push({ device, publicKey })
    for (const listener of this.#listeners) listener()
  }
}
