import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import {
  fromUtf8,
  LIMITS,
  ProtocolError,
  type ReportedSettings,
  settingsMessageSchema,
  type WantedSettings,
} from '@coldrx/protocol'
import { z } from 'zod'
import type { Log } from '../buses/line.ts'
import type { AgentConfig } from '../config.ts'
import { readOwnerFile, writeOwnerFile } from '../files/owner-file.ts'
import { effectiveConfig, SettingsRefusal } from './effective-config.ts'

const SETTINGS_FILE = 'settings.json'

/** Whatever else is wrong with a message, its revision tells which one was refused. */
const envelopeSchema = z.object({ revision: z.int().min(0) })

export interface SettingsKeeper {
  /** by which the device runs, or is to run when `take` said so */
  readonly config: AgentConfig
  readonly reported: ReportedSettings
  /**
   * Takes what came on down/settings. `reconfigure`: `config` is another one now; `report`: only what is reported
   * changed; `nothing`: an old, repeated or unreadable message.
   */
  take(payload: Uint8Array): 'reconfigure' | 'report' | 'nothing'
}

/**
 * The settings that the cloud wants, over the device's own file. The last ones that could be followed are kept in a file of
 * their own and not with the recordings: the recorder needs the layout before it opens, and may lose its file.
 */
export function openSettings({ own, log }: { readonly own: AgentConfig; readonly log: Log }): SettingsKeeper {
  const path = join(own.directory, SETTINGS_FILE)
  let { config, reported } = begin({ own, path, log })

  function refuse(revision: number, error: SettingsRefusal): 'report' | 'nothing' {
    const refused = { revision, field: error.field.slice(0, 128), problem: error.message.slice(0, 256) }
    if (isDeepStrictEqual(refused, reported.refused)) return 'nothing'
    log.warn(refused, 'settings refused')
    reported = { ...reported, refused }
    return 'report'
  }

  function apply(wanted: WantedSettings): 'reconfigure' | 'report' {
    const next = effectiveConfig(own, wanted)
    writeOwnerFile(path, JSON.stringify(wanted))
    reported = { applied: wanted.revision, refused: null }
    if (isDeepStrictEqual(next, config)) return 'report'
    config = next
    return 'reconfigure'
  }

  return {
    get config() {
      return config
    },
    get reported() {
      return reported
    },
    take(payload) {
      const json = parseJson(payload)
      const { data: envelope } = envelopeSchema.safeParse(json)
      if (envelope === undefined) {
        log.debug({}, 'settings without a revision discarded')
        return 'nothing'
      }
      const { revision } = envelope
      if (revision <= Math.max(reported.applied ?? -1, (reported.refused?.revision ?? 0) - 1)) return 'nothing'
      try {
        return apply(parseSettings(json))
      } catch (error) {
        if (error instanceof SettingsRefusal) return refuse(revision, error)
        // the disk: the settings of before stay in force, and the next birth brings these again
        log.warn({ reason: String(error), revision }, 'settings could not be kept')
        return 'nothing'
      }
    },
  }
}

function begin({ own, path, log }: { readonly own: AgentConfig; readonly path: string; readonly log: Log }): {
  config: AgentConfig
  reported: ReportedSettings
} {
  const text = readOwnerFile(path)
  if (text === null) return { config: own, reported: { applied: null, refused: null } }
  let revision = 0
  try {
    const json: unknown = JSON.parse(text)
    revision = envelopeSchema.safeParse(json).data?.revision ?? 0
    const config = effectiveConfig(own, parseSettings(json))
    return { config, reported: { applied: revision, refused: null } }
  } catch (error) {
    // a damaged file, or an own file that changed under it: the device runs by its own file, and says so
    const { field, message } = error instanceof SettingsRefusal ? error : { field: '', message: String(error) }
    log.warn({ field, problem: message, revision }, 'the kept settings cannot be followed any more')
    return { config: own, reported: { applied: null, refused: { revision, field, problem: message.slice(0, 256) } } }
  }
}

function parseSettings(json: unknown): WantedSettings {
  const { success, data, error } = settingsMessageSchema.safeParse(json)
  if (success) return data
  const [issue] = error.issues
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const field = [...(issue?.path ?? []), ...(unknownKey === undefined ? [] : [unknownKey])].join('.')
  throw new SettingsRefusal(field, issue?.message ?? 'invalid')
}

function parseJson(payload: Uint8Array): unknown {
  if (payload.length > LIMITS.downlinkBytes) return undefined
  try {
    return JSON.parse(fromUtf8(payload))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ProtocolError) return undefined
    throw error
  }
}
