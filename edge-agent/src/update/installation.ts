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

/** Which attempt it is, so that its outcome is told once, and what ran before; an older release noted neither. */
const attemptFields = { id: z.string().exactOptional(), from: z.string().exactOptional() }

const trialSchema = z.strictObject({
  phase: z.literal('trial'),
  ...attemptFields,
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
  z.strictObject({ phase: z.literal('kept'), ...attemptFields, slot: z.string(), version: z.string() }),
  z.strictObject({
    phase: z.literal('taken-back'),
    ...attemptFields,
    slot: z.string(),
    version: z.string(),
    problem: z.string(),
  }),
])
export type Trial = z.infer<typeof trialSchema>
export type InstallationState = z.infer<typeof stateSchema>

/** Of a state what stays the same until the attempt has ended. */
export const attemptOf = ({ id, from }: Pick<Trial, 'id' | 'from'>) => ({
  ...(id === undefined ? {} : { id }),
  ...(from === undefined ? {} : { from }),
})

/** Two folders of releases and a link to the one that proved good. */
export interface Installation {
  readonly root: string
  /** the folder that the link leads to */
  readonly current: string
  readonly currentVersion: string
  /** where another release belongs */
  readonly otherSlot: string
  readonly state: InstallationState | null
  readonly trial: Trial | null
  pathOf(slot: string): string
  writeState(state: InstallationState): void
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
  const readState = (): InstallationState | null => readJson(stateSchema, readOwnerFile(stateFile))
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

export interface OwnPlace {
  readonly installation: Installation
  /** this program lies in the other folder and is on trial */
  readonly isOnTrial: boolean
}

/** Where the program of this file is installed; null: it was started from elsewhere, a checkout for example. */
export function findOwnPlace(mainFile: string): OwnPlace | null {
  const folder = dirname(dirname(realpathSync(mainFile)))
  const root = dirname(folder)
  if (!isLink(join(root, LINK)) || !existsSync(join(folder, 'package.json'))) return null
  const installation = openInstallation(root)
  if (installation.current === basename(folder)) return { installation, isOnTrial: false }
  return installation.trial?.slot === basename(folder) ? { installation, isOnTrial: true } : null
}

const packageSchema = z.object({ version: z.string() })

export function versionOf(release: string): string {
  return packageSchema.parse(JSON.parse(readFileSync(join(release, 'package.json'), 'utf8'))).version
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
}
