import { join } from 'node:path'
import { type GeofencesMessage, geofencesMessageSchema, type NamedGeofence } from '@coldrx/protocol'
import type { Log } from '../buses/line.ts'
import { readOwnerFile, writeOwnerFile } from '../files/owner-file.ts'
import { readJson } from '../read-json.ts'

export interface GeofenceKeeper {
  readonly geofences: readonly NamedGeofence[]
  /** of the newest message; null: none ever came */
  readonly revision: number | null
  /** Takes a message that came; an older one, or one that is here already, changes nothing. */
  take(message: GeofencesMessage): void
}

/**
 * The named geofences that the cloud told last, over restarts. In a file of their own: they are no evidence, and a recorder
 * that has to begin anew need not lose them. Where that cannot be written they are followed all the same.
 */
export function openGeofenceKeeper({
  directory,
  log,
}: {
  readonly directory: string
  readonly log: Log
}): GeofenceKeeper {
  const file = join(directory, 'geofences.json')
  let newest = readKept()

  function readKept(): GeofencesMessage | null {
    try {
      return readJson(geofencesMessageSchema, readOwnerFile(file))
    } catch (error) {
      log.warn({ reason: String(error) }, 'the geofences cannot be read; the cloud tells them again')
      return null
    }
  }

  return {
    get geofences() {
      return newest?.geofences ?? []
    },
    get revision() {
      return newest?.revision ?? null
    },
    take(message) {
      if (message.revision <= (newest?.revision ?? -1)) return
      newest = message
      try {
        writeOwnerFile(file, JSON.stringify(message))
      } catch (error) {
        log.warn({ reason: String(error), revision: message.revision }, 'the geofences could not be kept')
      }
    },
  }
}
