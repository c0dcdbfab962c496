import { existsSync, lstatSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { readOwnerFile, writeOwnerFile } from '../files/owner-file.ts'
import { syncPath } from '../files/sync-path.ts'
import { readJson } from '../read-json.ts'
import { ReleaseError } from './release-error.ts'

/** Releases take turns in these. One that was unpacked by hand lies in a folder of its own name. */
const SLOTS = ['a', 'b'] as const
const LINK = 'current'
const STATE_FILE = 'update.json'

const trialSchema = z.strictObject({
  phase: z.literal('trial'),
  slot: z.string(),
  version: z.string(),
  /** how often it may begin anew, after power cuts */
  startsLeft: z.int().min(0),
  /** how long it has to prove itself */
  gateMs: z.int().min(0),
  /** how long it must do without a fault what the release before did */
  steadyMs: z.int().min(0),
  /** what the release before could do when this one was installed */
  needs: z.strictObject({ reads: z.boolean(), cloud: z.boolean() }),
})
const stateSchema = z.discriminatedUnion('phase', [
  trialSchema,
  z.strictObject({ phase: z.literal('kept'), slot: z.string(), version: z.string() }),
  z.strictObject({ phase: z.literal('taken-back'), slot: z.string(), version: z.string(), problem: z.string() }),
])
export type Trial = z.infer<typeof trialSchema>
export type UpdateState = z.infer<typeof stateSchema>

/** Two folders of releases and a link to the one that proved good. */
export interface Installation {
  readonly root: string
  /** the folder that the link leads to */
  readonly current: string
  readonly currentVersion: string
  /** where another release belongs */
  readonly otherSlot: string
  readonly state: UpdateState | null
  readonly trial: Trial | null
  pathOf(slot: string): string
  writeState(state: UpdateState): void
  /** The link leads to that release from now on; before and after a power cut it leads to one of the two. */
  switchTo(slot: string): void
}

/** @throws ReleaseError when that is no folder with a link to a release */
export function openInstallation(root: string): Installation {
  const link = join(root, LINK)
  if (!isLink(link)) throw new ReleaseError(`${link} is no link: releases are installed below a link "${LINK}"`)
  const stateFile = join(root, STATE_FILE)
  const current = (): string => basename(realpathSync(link))
  // a damaged note is no trial: the link says what proved good
  const readState = (): UpdateState | null => readJson(stateSchema, readOwnerFile(stateFile))
  return {
    root,
    get current() {
      return current()
    },
    get currentVersion() {
      return versionOf(join(root, current()))
    },
    get otherSlot() {
      return current() === SLOTS[0] ? SLOTS[1] : SLOTS[0]
    },
    get state() {
      return readState()
    },
    get trial() {
      const state = readState()
      return state?.phase === 'trial' ? state : null
    },
    pathOf: (slot) => join(root, slot),
    writeState: (state) => writeOwnerFile(stateFile, `${JSON.stringify(state)}\n`),
    switchTo(slot) {
      const next = `${link}.next`
      rmSync(next, { force: true })
      symlinkSync(slot, next)
      renameSync(next, link)
      syncPath(root)
    },
  }
}

/** Where the program of this file is installed; null: it was started from elsewhere, a checkout for example. */
export function findInstallation(mainFile: string): Installation | null {
  const folder = dirname(dirname(realpathSync(mainFile)))
  const root = dirname(folder)
  if (!isLink(join(root, LINK)) || !existsSync(join(folder, 'package.json'))) return null
  const installation = openInstallation(root)
  return installation.current === basename(folder) ? installation : null
}

const packageSchema = z.object({ version: z.string() })

export function versionOf(release: string): string {
  return packageSchema.parse(JSON.parse(readFileSync(join(release, 'package.json'), 'utf8'))).version
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
}
