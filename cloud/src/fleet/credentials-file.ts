import { readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { DEVICE_PATTERN } from '@coldrx/protocol'
import { z } from 'zod'

const entrySchema = z.object({
  device: z.string().regex(DEVICE_PATTERN, `must match ${DEVICE_PATTERN.source}`),
  publicKey: z.string().regex(/^04[0-9a-fA-F]{128}$/, 'must be an uncompressed SM2 point: 04 and 128 hex digits'),
  secretHash: z.string().regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of the secret as 64 lower-case hex digits'),
})

const fileSchema = z.object({
  devices: z.array(entrySchema),
  /** of programs such as this one: the broker's business, kept as they stand */
  services: z.array(z.looseObject({ name: z.string() })).default([]),
})

export type DeviceCredentials = z.infer<typeof entrySchema>
export type CredentialsDocument = z.infer<typeof fileSchema>

/** @throws where it is missing or no such file, naming what is wrong */
export function readCredentialsFile(path: string): CredentialsDocument {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new Error(`${path} is not JSON`, { cause })
    throw cause
  }
  const parsed = fileSchema.safeParse(json)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`)
    throw new Error(`${path} is not a register of devices: ${problems.join('; ')}`)
  }
  const names = new Set<string>()
  for (const { device } of parsed.data.devices) {
    if (names.has(device)) throw new Error(`${path} is not a register of devices: ${device} is registered twice`)
    names.add(device)
  }
  return parsed.data
}

/** What the broker admits, replaced as a whole: whoever reads sees the old file or the new one. */
export async function writeCredentialsFile(path: string, document: CredentialsDocument): Promise<void> {
  const temporary = `${path}.new`
  const file = await open(temporary, 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(document, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}
