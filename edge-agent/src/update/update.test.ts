import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { SILENT_LOG } from '../buses/line.ts'
import { temporaryDirectory } from '../testing/recorder-fixture.ts'
import { type BEHAVIOURS, firstInstallation, keyPair, packRelease, writeRelease } from '../testing/small-release.ts'
import { type InstallStep, installRelease } from './install-release.ts'
import { type Installation, openInstallation, type Trial } from './installation.ts'
import { ReleaseError } from './release-error.ts'
import { openReleaseFile } from './release-file.ts'
import { beginTrial, runTrial } from './trial.ts'

const key = keyPair()
const trial = { gateMs: 300_000, steadyMs: 30_000, needs: { reads: true, cloud: true } }

async function install(
  installation: Installation,
  file: string,
  options: { onStep?: (step: InstallStep) => void; trusted?: string; needs?: Trial['needs'] } = {},
): Promise<void> {
  const { onStep, trusted = key.publicKeyPem, needs = trial.needs } = options
  const release = await openReleaseFile(file, [trusted])
  await installRelease({
    ...{ installation, release, machine: process, trial: { ...trial, needs } },
    ...(onStep === undefined ? {} : { onStep }),
  })
}

const foldersOf = ({ root }: Installation) => readdirSync(root).sort()
const linkOf = ({ root }: Installation) => basename(realpathSync(join(root, 'current')))

describe('a release is not installed', () => {
  async function refusal(work: Promise<void>, installation: Installation): Promise<string> {
    const error: unknown = await work.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ReleaseError)
    expect(foldersOf(installation)).toEqual(['coldrx-edge-0.1.0', 'current'])
    expect(installation.trial).toBeNull()
    return (error as ReleaseError).message
  }

  test('whose signature is of another key', async () => {
    const installation = firstInstallation()
    const file = await packRelease(key)
    const message = await refusal(install(installation, file, { trusted: keyPair().publicKeyPem }), installation)
    expect(message).toContain('fits none of the keys')
  })

  test.each<[string, (bytes: Buffer) => Buffer, string]>([
    [
      'whose manifest was changed',
      (bytes) => Buffer.from(bytes.toString('latin1').replace('0.2.0', '0.9.0'), 'latin1'),
      'fits none',
    ],
    [
      'of which a byte was changed',
      (bytes) => Buffer.concat([bytes.subarray(0, -9), Buffer.from([(bytes.at(-9) ?? 0) ^ 1]), bytes.subarray(-8)]),
      'damaged',
    ],
    ['of which the end is missing', (bytes) => bytes.subarray(0, -100), 'bytes, not'],
    ['that is something else', () => Buffer.from('#!/bin/sh\n'), 'no release'],
    ['that is empty', () => Buffer.alloc(0), 'no release'],
  ])('%s', async (_, change, text) => {
    const installation = firstInstallation()
    const file = await packRelease(key)
    writeFileSync(file, change(readFileSync(file)))
    expect(await refusal(install(installation, file), installation)).toContain(text)
  })

  test.each<[string, object, string]>([
    ['that is older', { version: '0.0.9' }, 'older than 0.1.0'],
    ['that is installed already', { version: '0.1.0' }, 'installed already'],
    ['for another machine', { arch: 'riscv64' }, 'it is for linux riscv64'],
    ['after which the recorder’s file could not be read', { recorderGeneration: 1 }, 'no way back'],
  ])('%s', async (_, about, text) => {
    const installation = firstInstallation()
    const file = await packRelease({ ...key, ...about })
    expect(await refusal(install(installation, file), installation)).toContain(text)
  })

  test('while another one is tried', async () => {
    const installation = firstInstallation()
    await install(installation, await packRelease(key))
    const next = install(installation, await packRelease({ ...key, version: '0.3.0' }))
    await expect(next).rejects.toThrow('release 0.2.0 is being tried')
  })

  test('whose files are not those of the manifest, though the archive is', async () => {
    const installation = firstInstallation()
    const file = await packRelease(key)
    const release = await openReleaseFile(file, [key.publicKeyPem])
    const tampered = {
      ...release,
      unpack: async (folder: string) => {
        await release.unpack(folder)
        writeFileSync(join(folder, 'dist/main.js'), 'evil()')
        writeFileSync(join(folder, 'dist/more.js'), 'evil()')
      },
    }
    const work = installRelease({ ...{ installation, release: tampered, machine: process, trial } })
    expect(await refusal(work, installation)).toContain(
      '2 files are not those of the release: dist/main.js, dist/more.js',
    )
  })
})

test('whatever step a power cut ends, the release of before runs, and the next try succeeds', async () => {
  const file = await packRelease(key)
  for (const cut of ['unpack', 'check', 'place', 'try'] as const) {
    const installation = firstInstallation()
    const onStep = (step: InstallStep): void => {
      if (step === cut) throw new Error('power cut')
    }
    await expect(install(installation, file, { onStep })).rejects.toThrow('power cut')
    // what a cut leaves behind where nothing can tidy up any more
    mkdirSync(join(installation.root, 'a.next'), { recursive: true })
    writeFileSync(join(installation.root, 'a.next', 'half'), 'x')
    const again = openInstallation(installation.root)
    expect([again.current, again.currentVersion, again.trial]).toEqual(['coldrx-edge-0.1.0', '0.1.0', null])
    await install(again, file)
    expect(again.trial).toMatchObject({ slot: 'a', version: '0.2.0', startsLeft: 3 })
    expect(foldersOf(again)).toEqual(['a', 'coldrx-edge-0.1.0', 'current', 'update.json'])
  }
})

/** A trial of a small release with a clock that the test moves. */
async function tries(
  behaviour: keyof typeof BEHAVIOURS,
  options: { needs?: Trial['needs']; installation?: Installation; version?: string } = {},
) {
  const { installation = firstInstallation(), version = '0.2.0' } = options
  await install(installation, await packRelease({ ...key, behaviour, version }), options)
  const clock = { nowMs: 0 }
  const begun = beginTrial({ installation, log: SILENT_LOG })
  if (begun === null) throw new Error('nothing to try')
  const running = runTrial(begun, {
    ...{ installation, args: [], env: process.env, log: SILENT_LOG, stopMs: 500 },
    monotonicNowMs: () => clock.nowMs,
  })
  // what is to be kept has fifteen seconds to begin, on the slowest machine
  const isToBeKept = behaviour === 'healthy' || options.needs !== undefined
  const passing = setInterval(() => {
    clock.nowMs += isToBeKept ? 2_000 : 20_000
  }, 100)
  onTestFinished(async () => {
    clearInterval(passing)
    running.stop()
    await running.ended
  })
  return { installation, running, clock }
}

describe('a release on trial', () => {
  test('that is steady is kept, stays, and ends with what it ended with; the next one takes the other folder', async () => {
    const { installation, running } = await tries('healthy')
    await running.decided
    expect(linkOf(installation)).toBe('a')
    expect(installation.state).toMatchObject({ phase: 'kept', slot: 'a', version: '0.2.0' })
    running.stop()
    expect(await running.ended).toBe(0)
    const next = await tries('healthy', { installation, version: '0.10.0' })
    await next.running.decided
    expect(linkOf(installation)).toBe('b')
    expect(installation.currentVersion).toBe('0.10.0')
  })

  test.each<[keyof typeof BEHAVIOURS, string]>([
    ['crashes', 'exit code 7'],
    ['offline', 'did not reach the cloud'],
    ['blind', 'read no temperature'],
    ['deaf', 'recorded nothing'],
  ])('that is %s is taken back with the reason', { timeout: 90_000 }, async (behaviour, problem) => {
    const { installation, running } = await tries(behaviour)
    expect(await running.ended).toBe('back')
    expect(linkOf(installation)).toBe('coldrx-edge-0.1.0')
    expect(installation.state).toMatchObject({ phase: 'taken-back', version: '0.2.0' })
    expect(installation.state).toMatchObject({ problem: expect.stringContaining(problem) as string })
    expect(beginTrial({ installation, log: SILENT_LOG })).toBeNull()
  })

  test('needs no cloud where the release before had none', async () => {
    const { installation, running } = await tries('offline', { needs: { reads: true, cloud: false } })
    await running.decided
    expect(linkOf(installation)).toBe('a')
  })

  test('that cannot be started is taken back', async () => {
    const installation = firstInstallation()
    await install(installation, await packRelease(key))
    execFileSync('chmod', ['-x', join(installation.root, 'a/bin/coldrx-edge')])
    const begun = beginTrial({ installation, log: SILENT_LOG })
    const running = runTrial(begun as Trial, {
      ...{ installation, args: [], env: process.env, log: SILENT_LOG, monotonicNowMs: () => 0 },
    })
    expect(await running.ended).toBe('back')
    expect(installation.state).toMatchObject({ problem: expect.stringContaining('EACCES') as string })
  })

  test('goes on after power cuts, and not for ever', async () => {
    const installation = firstInstallation()
    await install(installation, await packRelease(key))
    const starts = [1, 2, 3, 4].map(() => beginTrial({ installation, log: SILENT_LOG })?.startsLeft)
    expect(starts).toEqual([2, 1, 0, undefined])
    expect(installation.state).toMatchObject({ phase: 'taken-back' })
    expect(linkOf(installation)).toBe('coldrx-edge-0.1.0')
  })

  test('is kept where the power was cut between the link and its note', async () => {
    const installation = firstInstallation()
    await install(installation, await packRelease(key))
    // what a cut before the rename leaves
    symlinkSync('a', join(installation.root, 'current.next'))
    installation.switchTo('a')
    expect(beginTrial({ installation, log: SILENT_LOG })).toBeNull()
    expect(installation.state).toMatchObject({ phase: 'kept', slot: 'a', version: '0.2.0' })
    expect(existsSync(join(installation.root, 'current.next'))).toBe(false)
  })

  test('is none where its note is damaged', async () => {
    const installation = firstInstallation()
    await install(installation, await packRelease(key))
    writeFileSync(join(installation.root, 'update.json'), '{"phase":"tri')
    expect(beginTrial({ installation, log: SILENT_LOG })).toBeNull()
  })
})

test('a folder without a link is no installation', () => {
  const root = temporaryDirectory()
  writeRelease(join(root, 'a'), '0.1.0', 'healthy')
  expect(() => openInstallation(root)).toThrow(ReleaseError)
})
