import { join } from 'node:path'
import { type ReportedSettings, reportedSettingsSchema, settingsMessageSchema } from '@coldrx/protocol'
import { z } from 'zod'
import { readOwnerFile, writeOwnerFile } from '../files/owner-file.ts'

/** The last settings that proved good, as they came. */
const SETTINGS_FILE = 'settings.json'
/** What is on trial, and what was refused last: a file of its own, so that a trial never touches what proved good. */
const TRIAL_FILE = 'settings-trial.json'

const trialSchema = z.strictObject({
  trial: z.strictObject({ wanted: settingsMessageSchema, startsLeft: z.int().min(0) }).nullable(),
  refused: reportedSettingsSchema.shape.refused,
})

export type Trial = NonNullable<z.infer<typeof trialSchema>['trial']>
export interface TrialState {
  readonly trial: Trial | null
  readonly refused: ReportedSettings['refused']
}

/** Both are whole and durable, or as they were. */
export function settingsFiles(directory: string) {
  const keptFile = join(directory, SETTINGS_FILE)
  const trialFile = join(directory, TRIAL_FILE)
  return {
    readKept: (): string | null => readOwnerFile(keptFile),
    writeKept: (wanted: object): void => writeOwnerFile(keptFile, JSON.stringify(wanted)),
    /** A damaged file is no trial: what proved good stands in the other one. */
    readTrial(): TrialState {
      const none = { trial: null, refused: null }
      try {
        const text = readOwnerFile(trialFile)
        return text === null ? none : trialSchema.parse(JSON.parse(text))
      } catch {
        return none
      }
    },
    writeTrial: (state: TrialState): void => writeOwnerFile(trialFile, JSON.stringify(state)),
  }
}
