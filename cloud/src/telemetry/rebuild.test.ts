import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeTruck } from '../testing/fake-truck.ts'
import { TelemetryWorld } from '../testing/telemetry-world.ts'
import { rebuildProjection } from './rebuild.ts'
import { PROJECTION_NAMES } from './telemetry-database.ts'

let truck: FakeTruck
let world: TelemetryWorld

beforeEach(async () => {
  truck = new FakeTruck()
  world = await TelemetryWorld.open(truck)
  const row = { monotonicMs: 60_000, samples: { 'p1.temperature': 9 } }
  await world.take(truck, truck.open(), truck.frame({ rows: [row] }))
})
afterEach(() => world.remove())

const rebuildAlarms = (telemetryPath: string) =>
  rebuildProjection('alarms', {
    place: { engine: 'sqlite', path: telemetryPath },
    frames: world.frameLog,
    publicKeyOf: () => truck.key.publicKey,
  })

function cursorsOf(telemetryPath: string): unknown {
  const db = new Database(telemetryPath)
  try {
    return Object.fromEntries(
      db
        .prepare<[], { projection: string; position: number }>('SELECT projection, position FROM cursors')
        .all()
        .map(({ projection, position }) => [projection, position]),
    )
  } finally {
    db.close()
  }
}

const allAt = (position: number) => Object.fromEntries(PROJECTION_NAMES.map((name) => [name, position]))

it('makes all where nothing was derived yet, and one beside another that was never there', async () => {
  const path = `${world.directory}/new.db`
  expect(await rebuildAlarms(path)).toEqual({ name: 'alarms', frames: 2 })
  expect(cursorsOf(path)).toEqual(allAt(2))
  const db = new Database(path)
  db.exec("DELETE FROM cursors WHERE projection = 'roll-ups'")
  db.close()
  expect(await rebuildAlarms(path)).toEqual({ name: 'alarms', frames: 2 })
  expect(cursorsOf(path)).toEqual(allAt(2))
})
