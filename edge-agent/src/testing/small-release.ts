import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { openInstallation } from '../update/installation.ts'
import { makeReleaseFile } from '../update/release-file.ts'
import { temporaryDirectory } from './recorder-fixture.ts'

export function keyPair(): { readonly privateKeyPem: string; readonly publicKeyPem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

/** What a release does when it is run; `said` tells whoever tries it how it is, ten times a second. */
export const BEHAVIOURS = {
  healthy: `${saying({ records: true, reads: true, cloud: true })}; process.on('SIGTERM', () => process.exit(0))`,
  offline: `${saying({ records: true, reads: true, cloud: false })}; process.on('SIGTERM', () => process.exit(0))`,
  blind: saying({ records: true, reads: false, cloud: true }),
  deaf: `process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000)`,
  crashes: 'process.exit(7)',
} as const

function saying(health: object): string {
  return `process.send(${JSON.stringify(health)}); setInterval(() => process.send(${JSON.stringify(health)}), 100)`
}

/** A release in a folder: a program of one line, and files enough to be damaged. */
export function writeRelease(folder: string, version: string, behaviour: keyof typeof BEHAVIOURS): void {
  mkdirSync(join(folder, 'bin'), { recursive: true })
  mkdirSync(join(folder, 'dist'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'coldrx-edge', version, type: 'module' }))
  writeFileSync(join(folder, 'dist/main.js'), BEHAVIOURS[behaviour])
  const program = `#!/bin/sh\nexec "${process.execPath}" "$(dirname "$0")/../dist/main.js" "$@"\n`
  writeFileSync(join(folder, 'bin/coldrx-edge'), program, { mode: 0o755 })
}

/** As pack-edge.mjs packs it. */
export async function packRelease({
  version = '0.2.0',
  behaviour = 'healthy',
  privateKeyPem,
  arch = process.arch,
  recorderGeneration = 0,
}: {
  readonly version?: string
  readonly behaviour?: keyof typeof BEHAVIOURS
  readonly privateKeyPem: string
  readonly arch?: string
  readonly recorderGeneration?: number
}): Promise<string> {
  const folder = join(temporaryDirectory(), `coldrx-edge-${version}`)
  writeRelease(folder, version, behaviour)
  const archive = `${folder}.tar.gz`
  execFileSync('tar', ['-czf', archive, '-C', dirname(folder), basename(folder)])
  const out = `${folder}.release`
  await makeReleaseFile({
    ...{ folder, archive, out, privateKeyPem, version, arch, recorderGeneration },
    platform: process.platform,
  })
  return out
}

/** Release 0.1.0 in a folder of its own name, as a technician unpacked it. */
export function firstInstallation() {
  const root = temporaryDirectory()
  writeRelease(join(root, 'coldrx-edge-0.1.0'), '0.1.0', 'healthy')
  symlinkSync('coldrx-edge-0.1.0', join(root, 'current'))
  return openInstallation(root)
}
