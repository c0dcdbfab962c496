import { randomUUID } from 'node:crypto'
import { readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { compareVersions, type ReleaseManifest } from '@coldrx/protocol'
import { syncPath } from '../files/sync-path.ts'
import { SCHEMA_GENERATION } from '../recorder/schema.ts'
import type { Installation, Trial } from './installation.ts'
import { ReleaseError } from './release-error.ts'
import type { ReleaseFile } from './release-file.ts'
import { requireFiles } from './release-manifest.ts'

/** Power cuts while it is tried, before it is held to be what ends it. */
const STARTS_ON_TRIAL = 3

export type InstallStep = 'unpack' | 'check' | 'place' | 'try'

export interface InstallOptions {
  readonly installation: Installation
  readonly release: ReleaseFile
  readonly machine: { readonly platform: string; readonly arch: string }
  readonly trial: Pick<Trial, 'gateMs' | 'steadyMs' | 'needs'>
  /** before each step; whatever ends it there leaves an installation that runs as before */
  readonly onStep?: (step: InstallStep) => void
}

/**
 * Puts a release into the folder that is not in use and notes that it is to be tried. The one that runs finds the note, ends,
 * and judges the new one (trial.ts). Neither link nor recordings are touched. @throws ReleaseError
 */
export async function installRelease({
  installation,
  release,
  machine,
  trial,
  onStep = () => undefined,
}: InstallOptions): Promise<void> {
  requireFit(release.manifest, installation, machine)
  const slot = installation.otherSlot
  const place = installation.pathOf(slot)
  const next = `${place}.next`
  onStep('unpack')
  rmSync(next, { recursive: true, force: true })
  try {
    await release.unpack(next)
    onStep('check')
    requireFiles(next, release.manifest)
    syncTree(next)
    onStep('place')
    rmSync(place, { recursive: true, force: true })
    renameSync(next, place)
  } catch (error) {
    rmSync(next, { recursive: true, force: true })
    throw error
  }
  syncPath(installation.root)
  onStep('try')
  const { version } = release.manifest
  const attempt = { id: randomUUID(), from: installation.currentVersion }
  installation.writeState({ phase: 'trial', ...attempt, slot, version, startsLeft: STARTS_ON_TRIAL, ...trial })
}

function requireFit(
  { version, platform, arch, recorderGeneration }: ReleaseManifest,
  { currentVersion, trial }: Pick<Installation, 'currentVersion' | 'trial'>,
  machine: InstallOptions['machine'],
): void {
  if (trial !== null)
    throw new ReleaseError(`release ${trial.version} is being tried; wait until it is kept or taken back`)
  if (platform !== machine.platform || arch !== machine.arch) {
    throw new ReleaseError(`it is for ${platform} ${arch}, and this is ${machine.platform} ${machine.arch}`)
  }
  const order = compareVersions(version, currentVersion)
  if (order === 0) throw new ReleaseError(`${version} is installed already`)
  if (order < 0)
    throw new ReleaseError(`${version} is older than ${currentVersion}, which is installed: no way leads back`)
  if (recorderGeneration > SCHEMA_GENERATION) {
    throw new ReleaseError(
      'it changes the recorder’s file so that there is no way back; a technician must fit it by hand',
    )
  }
}

function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    syncPath(join(entry.parentPath, entry.name))
  }
  syncPath(folder)
}
