import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layoutHash, toHex } from '@coldrx/protocol'
import { SqliteFrameLog } from '../frames/sqlite-frame-log.ts'
import { Telemetry } from '../telemetry/telemetry.ts'
import type { FakeTruck } from './fake-truck.ts'

/** For tests: a frame log and its projections in a directory of their own. */
export class TelemetryWorld {
  readonly directory: string
  readonly keys = new Map<string, string>()
  readonly failures: unknown[] = []
  frameLog: SqliteFrameLog
  telemetry: Telemetry
  nowMs = 1_760_000_000_000

  private constructor(directory: string, frameLog: SqliteFrameLog, keys: Map<string, string>, telemetry: Telemetry) {
    this.directory = directory
    this.frameLog = frameLog
    this.keys = keys
    this.telemetry = telemetry
  }

  static async open(...trucks: readonly FakeTruck[]): Promise<TelemetryWorld> {
    const directory = await mkdtemp(join(tmpdir(), 'coldrx-telemetry-'))
    const keys = new Map(trucks.map(({ device, key }) => [device, toHex(key.publicKey)]))
    const frameLog = await SqliteFrameLog.open(join(directory, 'frames.db'))
    return new TelemetryWorld(directory, frameLog, keys, await openTelemetry(directory, frameLog, keys))
  }

  get framesPath(): string {
    return join(this.directory, 'frames.db')
  }

  get telemetryPath(): string {
    return join(this.directory, 'telemetry.db')
  }

  /** Commits the frames and waits for the projections. */
  async take(truck: Pick<FakeTruck, 'device'>, ...frames: readonly (Uint8Array | undefined)[]): Promise<void> {
    const arrivals = frames.flatMap((bytes) =>
      bytes === undefined ? [] : [{ device: truck.device, bytes, receivedAtMs: this.nowMs }],
    )
    this.telemetry.framesCommitted(await this.frameLog.accept(arrivals))
    await this.telemetry.caughtUp()
  }

  async learnLayout({ device, layout }: Pick<FakeTruck, 'device' | 'layout'>): Promise<void> {
    const hash = toHex(layoutHash(layout.bytes))
    if (await this.frameLog.keepLayout({ hash, bytes: layout.bytes })) {
      this.telemetry.layoutKept({ hash, bytes: layout.bytes })
    }
    this.telemetry.layoutNamed(device, hash)
    await this.telemetry.caughtUp()
  }

  async reopen(): Promise<void> {
    await this.telemetry.close()
    this.telemetry = await openTelemetry(this.directory, this.frameLog, this.keys)
  }

  async remove(): Promise<void> {
    await this.telemetry.close()
    await this.frameLog.close()
    await rm(this.directory, { recursive: true })
  }
}

function openTelemetry(
  directory: string,
  frames: SqliteFrameLog,
  keys: ReadonlyMap<string, string>,
): Promise<Telemetry> {
  return Telemetry.open({
    telemetryPath: join(directory, 'telemetry.db'),
    log: { engine: 'sqlite', path: join(directory, 'frames.db') },
    frames,
    devices: {
      list: () => [...keys].map(([device, publicKey]) => ({ device, publicKey })),
      publicKeyOf: (device) => keys.get(device),
    },
    clock: { nowMs: () => 1_760_000_000_000 },
    onFailure: (error) => void Promise.reject(error),
  })
}
