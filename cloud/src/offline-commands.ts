import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fromHex } from '@coldrx/protocol'
import type { Config } from './config.ts'
import { lockData } from './data-lock.ts'
import { readDeviceRegister } from './fleet/device-register.ts'
import { SqliteFrameReader } from './frames/sqlite-frame-reader.ts'
import { BUSINESS_FILE } from './http/web.ts'
import { openBusinessDatabase } from './identity/business-database.ts'
import { SIGN_INS_FILE } from './identity/demo-people.ts'
import { createPeople } from './identity/people.ts'
import { systemClock } from './lib/clock.ts'
import { FRAMES_FILE, TELEMETRY_FILE } from './serve.ts'
import { isProjectionName, rebuildProjection } from './telemetry/rebuild.ts'
import { PROJECTION_NAMES } from './telemetry/telemetry-database.ts'

type Options<Command extends Config['command']> = Extract<Config, { command: Command }>

export async function rebuild({ directory, fleetFile, projection }: Options<'rebuild'>): Promise<string> {
  if (!isProjectionName(projection)) {
    throw new Error(`NAME: there is no projection ${projection}; allowed are ${PROJECTION_NAMES.join(', ')}`)
  }
  const unlock = lockData(directory)
  try {
    const devices = readDeviceRegister(fleetFile)
    const frames = new SqliteFrameReader(join(directory, FRAMES_FILE))
    try {
      const rebuilt = await rebuildProjection(projection, {
        telemetryPath: join(directory, TELEMETRY_FILE),
        frames,
        publicKeyOf: (device) => {
          const key = devices.get(device)?.publicKey
          return key === undefined ? undefined : fromHex(key)
        },
      })
      return `${rebuilt.name} rebuilt from ${rebuilt.frames} frames`
    } finally {
      await frames.close()
    }
  } finally {
    unlock()
  }
}

export async function printPeople({ directory }: Options<'people'>): Promise<string> {
  const path = join(directory, BUSINESS_FILE)
  if (!existsSync(path)) throw new Error(`${path} does not exist: nobody can sign in before the first start`)
  const db = await openBusinessDatabase(path)
  try {
    const people = await (await createPeople({ db, clock: systemClock })).list()
    const lines = people.map(
      ({ name, displayName, role }) => `${name}  ${displayName.zh} / ${displayName.en}  (${role})`,
    )
    return [...lines, `Generated passwords: ${join(directory, SIGN_INS_FILE)}`].join('\n')
  } finally {
    await db.destroy()
  }
}

/** The directories that --truck names, and those below --journal that hold a journal. */
export function truckDirectories({ journalDirectory, truckDirectories }: Options<'verify'>): readonly string[] {
  if (journalDirectory === undefined) return truckDirectories
  const below = readdirSync(journalDirectory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(journalDirectory, entry.name, 'journal.ndjson')))
    .map((entry) => join(journalDirectory, entry.name))
    .sort()
  if (below.length === 0) throw new Error(`--journal: no directory below ${journalDirectory} holds a journal.ndjson`)
  return [...truckDirectories, ...below]
}

export async function verify(_options: Options<'verify'>): Promise<boolean> {
  throw new Error('verify: not built yet')
}
