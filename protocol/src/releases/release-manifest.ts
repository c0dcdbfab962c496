import { z } from 'zod'
import { VERSION_PATTERN } from './version-order.ts'

const digestSchema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256, 64 hex digits')

/** What is in a release of the agent: its archive, and each file that comes out of it. */
export const releaseManifestSchema = z.strictObject({
  v: z.literal(1),
  name: z.literal('coldrx-edge'),
  version: z.string().max(32).regex(VERSION_PATTERN, 'must be like 1.2.3'),
  /** of Node: `linux` */
  platform: z.string().min(1).max(32),
  /** of Node: `arm64`, `x64` */
  arch: z.string().min(1).max(32),
  /** SCHEMA_GENERATION of the recorder's file: whether the release before can go on with what this one leaves */
  recorderGeneration: z.int().min(0),
  archive: z.strictObject({ sizeBytes: z.int().min(1), sha256: digestSchema }),
  /** by path below the release's folder */
  files: z.record(
    z.string().regex(/^(?!\/)(?!.*(^|\/)\.\.?(\/|$))[^\0]+$/, 'must stay below the folder'),
    digestSchema,
  ),
})

/** The first line of a release's file; the archive follows. */
export const releaseHeadSchema = z.strictObject({
  /** the very text that is signed */
  manifest: z.string(),
  /** Ed25519, base64 */
  signature: z.string(),
})

export type ReleaseManifest = z.infer<typeof releaseManifestSchema>
