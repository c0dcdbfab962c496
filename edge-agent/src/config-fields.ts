import { z } from 'zod'

export const idSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'allowed are 1 to 32 of a–z, 0–9 and -')
/** Modbus address */
export const unitSchema = z.int().min(1).max(247)
export const pathSchema = z.string().min(1)

const tcpSchema = z.strictObject({ host: z.string().min(1), port: z.int().min(1).max(65_535) })

/** Where bytes come from: a serial device or a serial server's TCP port, one of the two. */
export const lineFields = {
  path: pathSchema.exactOptional(),
  baud: z.int().min(300).max(921_600).default(9_600),
  tcp: tcpSchema.exactOptional(),
}

export function requireOneLine(line: { path?: string; tcp?: object }, context: z.RefinementCtx): void {
  if ((line.path === undefined) === (line.tcp === undefined)) {
    context.addIssue({ code: 'custom', message: 'needs either path (with baud) or tcp, one of the two' })
  }
}
