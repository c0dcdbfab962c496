import { createHash } from 'node:crypto'
import { type ReleaseManifest, releaseHeadSchema, releaseManifestSchema } from '@coldrx/protocol'
import { unprocessable } from '../fleet/fleet-errors.ts'

export interface UploadedRelease extends Pick<ReleaseManifest, 'version' | 'platform' | 'arch'> {
  /** SHA-256 of the whole file, hex */
  readonly id: string
  readonly bytes: Uint8Array
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * A release's file as `sign-release` makes it, whole. Whether its signature is to be trusted only the trucks know, by the
 * keys that a technician gave them: each checks it before it unpacks anything. @throws AppError UNPROCESSABLE
 */
export function readUploadedRelease(bytes: Uint8Array): UploadedRelease {
  const refuse = (problem: string) => unprocessable('file', problem)
  const end = bytes.indexOf(0x0a)
  const head = releaseHeadSchema.safeParse(parseJson(bytes.subarray(0, Math.max(0, end)))).data
  if (head === undefined) throw refuse('this is no release: its first line is no signed manifest')
  const { data: manifest, error } = releaseManifestSchema.safeParse(parseJson(Buffer.from(head.manifest)))
  if (manifest === undefined) {
    const [issue] = error.issues
    throw refuse(`its manifest is not one that is known here: ${issue?.path.join('.')}: ${issue?.message}`)
  }
  const archive = bytes.subarray(end + 1)
  if (archive.length !== manifest.archive.sizeBytes)
    throw refuse(`its archive has ${archive.length} bytes, not ${manifest.archive.sizeBytes}: copy it again`)
  if (sha256(archive) !== manifest.archive.sha256) throw refuse('its archive is damaged: copy it again')
  const { version, platform, arch } = manifest
  return { id: sha256(bytes), version, platform, arch, bytes }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}
