import { createHash, createPublicKey, sign, verify } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ReleaseManifest, releaseHeadSchema, releaseManifestSchema } from '@coldrx/protocol'
import { ReleaseError } from './release-error.ts'

/** An Ed25519 key, PEM. @returns the line that goes before the archive, with its end */
export function signManifest(manifest: ReleaseManifest, privateKeyPem: string): string {
  const text = JSON.stringify(releaseManifestSchema.parse(manifest))
  const signature = sign(null, Buffer.from(text), privateKeyPem).toString('base64')
  return `${JSON.stringify({ manifest: text, signature })}\n`
}

/** Nothing of it is believed before one of the keys fits. @throws ReleaseError */
export function readManifest(line: string, trustedKeysPem: readonly string[]): ReleaseManifest {
  const head = releaseHeadSchema.safeParse(parseJson(line)).data
  if (head === undefined) throw new ReleaseError('this is no release: its first line is no signed manifest')
  const [bytes, signature] = [Buffer.from(head.manifest), Buffer.from(head.signature, 'base64')]
  if (!trustedKeysPem.some((pem) => verify(null, bytes, createPublicKey(pem), signature))) {
    throw new ReleaseError('its signature fits none of the keys that are trusted here')
  }
  const { data, error } = releaseManifestSchema.safeParse(parseJson(head.manifest))
  if (data !== undefined) return data
  const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new ReleaseError(`its manifest is signed, and yet not one that is known here: ${problems.join('; ')}`)
}

/** Every `*.pem` of a folder. @throws ReleaseError */
export function readTrustedKeys(folder: string): string[] {
  try {
    const keys = readdirSync(folder)
      .filter((name) => name.endsWith('.pem'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
    for (const key of keys) createPublicKey(key)
    if (keys.length > 0) return keys
  } catch (error) {
    throw new ReleaseError(`the keys that are trusted cannot be read: ${String(error)}`)
  }
  throw new ReleaseError(`${folder} holds no key (*.pem): no release is trusted here`)
}

/** Of every file below a folder, by its path there. @throws ReleaseError for what is neither file nor folder */
export function digestFiles(folder: string): Record<string, string> {
  const digests: Record<string, string> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) continue
    if (!entry.isFile()) throw new ReleaseError(`${path} is neither file nor folder`)
    digests[path.slice(folder.length + 1)] = createHash('sha256').update(readFileSync(path)).digest('hex')
  }
  return Object.fromEntries(Object.entries(digests).sort(([left], [right]) => (left < right ? -1 : 1)))
}

/** @throws ReleaseError naming what is missing, changed or too much */
export function requireFiles(folder: string, { files }: Pick<ReleaseManifest, 'files'>): void {
  const found = digestFiles(folder)
  const wrong = [...new Set([...Object.keys(files), ...Object.keys(found)])].filter(
    (path) => files[path] !== found[path],
  )
  if (wrong.length > 0)
    throw new ReleaseError(`${wrong.length} files are not those of the release: ${wrong.slice(0, 5).join(', ')}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
