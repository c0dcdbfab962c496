import { isDeepStrictEqual } from 'node:util'
import {
  fromUtf8,
  LIMITS,
  ProtocolError,
  type ReportedSettings,
  settingsHash,
  settingsMessageSchema,
  type WantedSettings,
} from '@coldrx/protocol'
import { z } from 'zod'
import type { Log } from '../buses/line.ts'
import type { AgentConfig } from '../config.ts'
import { effectiveConfig, SettingsRefusal } from './effective-config.ts'
import { settingsFiles, type TrialState } from './settings-files.ts'

/** How often the agent may begin anew by settings on trial before they are held to be what ends it. */
const STARTS_ON_TRIAL = 3

/** Whatever else is wrong with a message, its revision tells which one was refused. */
const envelopeSchema = z.object({ revision: z.int().min(0) })

export interface SettingsKeeper {
  /** by which the device runs, or is to run when `take` or `takeBack` said so */
  readonly config: AgentConfig
  readonly reported: ReportedSettings
  readonly isTrying: boolean
  /**
   * Takes what came on down/settings. `reconfigure`: `config` is another one now, on trial until `confirm`; `report`: only
   * what is reported changed; `nothing`: an old, repeated or unreadable message.
   */
  take(payload: Uint8Array): 'reconfigure' | 'report' | 'nothing'
  /** The cloud can be reached with what is tried. @returns whether there is something new to report */
  confirm(): boolean
  /** `config` is that of before the trial again. Nothing where nothing is tried. */
  takeBack(problem: string): void
}

/**
 * The settings that the cloud wants, over the device's own file. The last ones that proved good are kept in a file of their
 * own and not with the recordings: the recorder needs the layout before it opens, and may lose its file. Others are tried
 * first, over restarts and power cuts, and are taken back where the cloud does not answer or the agent does not last.
 */
export function openSettings({ own, log }: { readonly own: AgentConfig; readonly log: Log }): SettingsKeeper {
  const files = settingsFiles(own.directory)
  let { kept, refused, trial } = begin({ own, files, log })
  /** by which the device runs while nothing is tried */
  let keptConfig = kept === null ? own : effectiveConfig(own, kept)
  let config = trial === null ? keptConfig : effectiveConfig(own, trial.wanted)

  function refuse(revision: number, { field, message, others }: SettingsRefusal): 'report' | 'nothing' {
    const all = [{ field, problem: message }, ...others].map((one) => ({
      field: one.field.slice(0, 128),
      problem: one.problem.slice(0, 256),
    }))
    const [first = { field: '', problem: '' }, ...rest] = all
    const next = { revision, ...first, ...(rest.length === 0 ? {} : { others: rest.slice(0, 15) }) }
    if (isDeepStrictEqual(next, refused)) return 'nothing'
    log.warn(next, 'settings refused')
    refused = next
    return 'report'
  }

  function apply(wanted: WantedSettings): 'reconfigure' | 'report' {
    const next = effectiveConfig(own, wanted)
    const before = config
    if (isDeepStrictEqual(next, keptConfig)) {
      files.writeKept(wanted)
      files.writeTrial({ trial: null, refused: null })
      kept = wanted
      trial = null
      config = keptConfig
    } else {
      const begun = { wanted, startsLeft: STARTS_ON_TRIAL }
      files.writeTrial({ trial: begun, refused: null })
      trial = begun
      config = isDeepStrictEqual(next, config) ? config : next
    }
    refused = null
    return config === before ? 'report' : 'reconfigure'
  }

  return {
    get config() {
      return config
    },
    get reported() {
      return {
        applied: kept?.revision ?? null,
        hash: kept === null ? null : settingsHash(kept),
        trying: trial?.wanted.revision ?? null,
        refused,
      }
    },
    get isTrying() {
      return trial !== null
    },
    take(payload) {
      const json = parseJson(payload)
      const { data: envelope } = envelopeSchema.safeParse(json)
      if (envelope === undefined) {
        log.debug({}, 'settings without a revision discarded')
        return 'nothing'
      }
      const { revision } = envelope
      const refusedBefore = refused === null ? -1 : refused.revision - (refused.takenBack === true ? 0 : 1)
      if (revision <= Math.max(kept?.revision ?? -1, trial?.wanted.revision ?? -1, refusedBefore)) return 'nothing'
      try {
        return apply(parseSettings(json))
      } catch (error) {
        if (error instanceof SettingsRefusal) return refuse(revision, error)
        // the disk: the settings of before stay in force, and the next birth brings these again
        log.warn({ reason: String(error), revision }, 'settings could not be kept')
        return 'nothing'
      }
    },
    confirm() {
      if (trial === null) return false
      const { wanted } = trial
      try {
        files.writeKept(wanted)
        files.writeTrial({ trial: null, refused: null })
      } catch (error) {
        log.warn({ reason: String(error) }, 'settings that proved good could not be kept; they stay on trial')
        return false
      }
      log.info({ revision: wanted.revision }, 'settings proved good')
      kept = wanted
      trial = null
      keptConfig = config
      return true
    },
    takeBack(problem) {
      if (trial === null) return
      refused = takenBack(trial.wanted.revision, problem)
      log.warn(refused, 'settings taken back')
      trial = null
      config = keptConfig
      try {
        files.writeTrial({ trial, refused })
      } catch (error) {
        log.warn(
          { reason: String(error) },
          'that settings were taken back could not be kept; a restart tries them again',
        )
      }
    },
  }
}

const takenBack = (revision: number, problem: string): NonNullable<ReportedSettings['refused']> => ({
  revision,
  field: '',
  problem,
  takenBack: true,
})

interface Begin extends TrialState {
  readonly kept: WantedSettings | null
}

function begin({
  own,
  files,
  log,
}: {
  readonly own: AgentConfig
  readonly files: ReturnType<typeof settingsFiles>
  readonly log: Log
}): Begin {
  const before = readKept({ own, files, log })
  const { trial, refused: refusedLast } = files.readTrial()
  const kept = before.kept
  if (before.refused !== null || trial === null || trial.wanted.revision <= (kept?.revision ?? -1)) {
    const isOver = refusedLast !== null && refusedLast.revision <= (kept?.revision ?? -1)
    return { kept, trial: null, refused: before.refused ?? (isOver ? null : refusedLast) }
  }
  try {
    if (trial.startsLeft === 0) {
      const refused = takenBack(
        trial.wanted.revision,
        `the agent ended ${STARTS_ON_TRIAL + 1} times while it ran by it`,
      )
      files.writeTrial({ trial: null, refused })
      log.warn(refused, 'settings taken back')
      return { kept, trial: null, refused }
    }
    effectiveConfig(own, trial.wanted)
    // before anything is done by it: what ends the agent at its start must not be tried for ever
    const counted = { ...trial, startsLeft: trial.startsLeft - 1 }
    files.writeTrial({ trial: counted, refused: null })
    return { kept, trial: counted, refused: null }
  } catch (error) {
    const refused =
      error instanceof SettingsRefusal
        ? { revision: trial.wanted.revision, field: error.field, problem: error.message.slice(0, 256) }
        : takenBack(trial.wanted.revision, `its trial could not be counted: ${String(error)}`.slice(0, 256))
    log.warn(refused, 'settings on trial cannot be followed any more')
    return { kept, trial: null, refused }
  }
}

function readKept({
  own,
  files,
  log,
}: {
  readonly own: AgentConfig
  readonly files: Pick<ReturnType<typeof settingsFiles>, 'readKept'>
  readonly log: Log
}): Omit<Begin, 'trial'> {
  const text = files.readKept()
  if (text === null) return { kept: null, refused: null }
  let revision = 0
  try {
    const json: unknown = JSON.parse(text)
    revision = envelopeSchema.safeParse(json).data?.revision ?? 0
    const kept = parseSettings(json)
    effectiveConfig(own, kept)
    return { kept, refused: null }
  } catch (error) {
    // a damaged file, or an own file that changed under it: the device runs by its own file, and says so
    const { field, message } = error instanceof SettingsRefusal ? error : { field: '', message: String(error) }
    log.warn({ field, problem: message, revision }, 'the kept settings cannot be followed any more')
    return { kept: null, refused: { revision, field, problem: message.slice(0, 256) } }
  }
}

function parseSettings(json: unknown): WantedSettings {
  const { success, data, error } = settingsMessageSchema.safeParse(json)
  if (success) return data
  const problems = error.issues.flatMap((issue) => {
    const at = (key?: string): string => [...issue.path, ...(key === undefined ? [] : [key])].join('.')
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: at(key), problem: issue.message }))
      : [{ field: at(), problem: issue.message }]
  })
  throw SettingsRefusal.of(problems)
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
