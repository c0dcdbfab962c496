import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layoutHash, toHex } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import { createTestDatabase } from '../../../tooling/test-database.ts'
import type { FrameLog } from '../frames/frame-log.ts'
import { type FrameLogPlace, openFrameLog } from '../frames/open-frame-log.ts'
import { silentLog } from '../lib/log.ts'
import { createPool } from '../lib/postgres.ts'
import { Telemetry } from '../telemetry/telemetry.ts'
import { POSTGRES_SCHEMA, type TelemetryPlace } from '../telemetry/telemetry-database.ts'
import { FakeRegister } from './fake-register.ts'
import type { FakeTruck } from './fake-truck.ts'

/** For tests: a frame log and its projections, in a directory or a database of their own. */
export class TelemetryWorld {
  readonly directory: string
  readonly framesPlace: FrameLogPlace
  readonly place: TelemetryPlace
  readonly keys: Map<string, string>
  readonly register: FakeRegister
  frameLog: FrameLog
  telemetry: Telemetry
  nowMs = 1_760_000_000_000

  private constructor(
    parts: Pick<TelemetryWorld, 'directory' | 'framesPlace' | 'place' | 'keys' | 'register' | 'frameLog' | 'telemetry'>,
  ) {
    this.directory = parts.directory
    this.framesPlace = parts.framesPlace
    this.place = parts.place
    this.keys = parts.keys
    this.register = parts.register
    this.frameLog = parts.frameLog
    this.telemetry = parts.telemetry
  }

  static open(...trucks: readonly FakeTruck[]): Promise<TelemetryWorld> {
    return TelemetryWorld.openOn('sqlite', ...trucks)
  }

  static async openOn(engine: FrameLogPlace['engine'], ...trucks: readonly FakeTruck[]): Promise<TelemetryWorld> {
    const directory = await mkdtemp(join(tmpdir(), 'coldrx-telemetry-'))
    const keys = new Map(trucks.map(({ device, key }) => [device, toHex(key.publicKey)]))
    const url = engine === 'postgres' ? await createTestDatabase() : undefined
    const [framesPlace, place] = (['frames.db', 'telemetry.db'] as const).map(
      (name): FrameLogPlace =>
        url === undefined ? { engine: 'sqlite', path: join(directory, name) } : { engine: 'postgres', url },
    ) as [FrameLogPlace, TelemetryPlace]
    const frameLog = await openFrameLog(framesPlace)
    const register = new FakeRegister(keys)
    const telemetry = await openTelemetry({ place, framesPlace, frames: frameLog, register })
    return new TelemetryWorld({ directory, framesPlace, place, keys, register, frameLog, telemetry })
  }

  /** of SQLite */
  get framesPath(): string {
    return pathOf(this.framesPlace)
  }

  get telemetryPath(): string {
    return pathOf(this.place)
  }

  /** A second instance on the same database. */
  openAnother(): Promise<Telemetry> {
    const { place, framesPlace, frameLog: frames, register } = this
    return openTelemetry({ place, framesPlace, frames, register })
  }

  /** Commits the frames and waits for the projections. */
  async take(truck: Pick<FakeTruck, 'device'>, ...frames: readonly (Uint8Array | undefined)[]): Promise<void> {
    const arrivals = frames.flatMap((bytes) =>
      bytes === undefined ? [] : [{ device: truck.device, bytes, receivedAtMs: this.nowMs }],
    )
    this.telemetry.framesCommitted(await this.frameLog.accept(arrivals))
    await this.telemetry.caughtUp()
  }

  /** What nothing but damage or a restored copy does to a log. */
  changeLog(sql: string): Promise<void> {
    return change(this.framesPlace, sql)
  }

  changeProjections(sql: string): Promise<void> {
    return change(this.place, sql, POSTGRES_SCHEMA)
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
    this.telemetry = await this.openAnother()
  }

  async remove(): Promise<void> {
    await this.telemetry.close()
    await this.frameLog.close()
    await rm(this.directory, { recursive: true })
  }
}

async function change(place: FrameLogPlace, sql: string, schema?: string): Promise<void> {
  if (place.engine === 'sqlite') {
    const db = new Database(place.path)
    db.exec(sql)
    db.close()
    return
  }
  const pool = createPool(place.url, { connections: 1, ...(schema === undefined ? {} : { schema }) })
  try {
    await pool.query(sql)
  } finally {
    await pool.end()
  }
}

function pathOf(place: FrameLogPlace): string {
  if (place.engine !== 'sqlite') throw new Error('it is not kept in a file')
  return place.path
}

function openTelemetry({
  place,
  framesPlace,
  frames,
  register,
}: {
  readonly place: TelemetryPlace
  readonly framesPlace: FrameLogPlace
  readonly frames: FrameLog
  readonly register: FakeRegister
}): Promise<Telemetry> {
  return Telemetry.open({
    ...{ place, framesPlace, frames },
    devices: register,
    clock: { nowMs: () => 1_760_000_000_000 },
    log: silentLog,
    onFailure: (error) => void Promise.reject(error),
  })
}
