import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, createReadStream, createWriteStream, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { ReleaseManifest } from '@coldrx/protocol'
import { ReleaseError } from './release-error.ts'
import { digestFiles, readManifest, signManifest } from './release-manifest.ts'

/** A manifest names some hundred files. */
const LONGEST_HEAD_BYTES = 4 * 1024 * 1024

export interface ReleaseFile {
  readonly manifest: ReleaseManifest
  /** Into a folder that is not there yet. @throws ReleaseError */
  unpack(folder: string): Promise<void>
}

/** A release that is signed by a key that is trusted, and whose archive came whole. @throws ReleaseError */
export async function openReleaseFile(path: string, trustedKeysPem: readonly string[]): Promise<ReleaseFile> {
  const head = readFirstLine(path)
  const manifest = readManifest(head.toString(), trustedKeysPem)
  const start = head.length + 1
  const archive = () => createReadStream(path, { start })
  const sizeBytes = statSync(path).size - start
  if (sizeBytes !== manifest.archive.sizeBytes) {
    throw new ReleaseError(`its archive has ${sizeBytes} bytes, not ${manifest.archive.sizeBytes}: copy it again`)
  }
  const hash = createHash('sha256')
  await pipeline(archive(), hash)
  if (hash.digest('hex') !== manifest.archive.sha256) throw new ReleaseError('its archive is damaged: copy it again')
  return {
    manifest,
    async unpack(folder) {
      mkdirSync(folder)
      const options = ['--no-same-owner', '--strip-components=1', '-C', folder]
      const tar = spawn('tar', ['-xzf', '-', ...options], { stdio: ['pipe', 'ignore', 'pipe'] })
      const said: Buffer[] = []
      tar.stderr.on('data', (bytes: Buffer) => said.push(bytes))
      const ended = once(tar, 'close')
      // a tar that ends early is told by its code
      await pipeline(archive(), tar.stdin).catch(() => undefined)
      const [code] = (await ended) as [number | null]
      if (code !== 0) throw new ReleaseError(`it cannot be unpacked: ${Buffer.concat(said).toString().trim()}`)
    },
  }
}

/** Packs what lies in a folder for `openReleaseFile`: the archive must be made of the folder of that name. */
export async function makeReleaseFile({
  folder,
  archive,
  out,
  privateKeyPem,
  ...about
}: {
  readonly folder: string
  readonly archive: string
  readonly out: string
  readonly privateKeyPem: string
} & Pick<ReleaseManifest, 'version' | 'platform' | 'arch' | 'recorderGeneration'>): Promise<void> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(archive), hash)
  const manifest = {
    ...{ v: 1 as const, name: 'coldrx-edge' as const },
    ...about,
    archive: { sizeBytes: statSync(archive).size, sha256: hash.digest('hex') },
    files: digestFiles(folder),
  }
  const head = signManifest(manifest, privateKeyPem)
  const file = createWriteStream(out)
  file.write(head)
  await pipeline(createReadStream(archive), file)
}

function readFirstLine(path: string): Buffer {
  const descriptor = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(Math.min(LONGEST_HEAD_BYTES, statSync(path).size))
    const read = readSync(descriptor, bytes, 0, bytes.length, 0)
    const end = bytes.subarray(0, read).indexOf('\n')
    if (end < 0) throw new ReleaseError('this is no release: its first line is no signed manifest')
    return bytes.subarray(0, end)
  } finally {
    closeSync(descriptor)
  }
}
