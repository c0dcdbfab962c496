import { createHash } from 'node:crypto'

/** A release's file as far as the cloud looks at it; only trucks know whether its signature is good. */
export function releaseFile({
  version,
  platform = 'linux',
  arch = 'arm64',
  archive = `archive of ${version}`,
}: {
  readonly version: string
  readonly platform?: string
  readonly arch?: string
  readonly archive?: string
}): string {
  const manifest = {
    ...{ v: 1, name: 'coldrx-edge', version, platform, arch, recorderGeneration: 0, files: {} },
    archive: {
      sizeBytes: Buffer.byteLength(archive),
      sha256: createHash('sha256').update(archive).digest('hex'),
    },
  }
  return `${JSON.stringify({ manifest: JSON.stringify(manifest), signature: 'c2lnbmF0dXJl' })}\n${archive}`
}
