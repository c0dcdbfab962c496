import { z } from 'zod'

/** What a link's bytes are spent on: `rest` is births, acknowledgements, pings and the making of connections. */
export const LINK_LANES = ['events', 'frames', 'hints', 'documents', 'rest'] as const
export type LinkLane = (typeof LINK_LANES)[number]

/** How careful a device is with what its link's budget leaves. */
export const THRIFTS = ['free', 'saving', 'spent'] as const
export type Thrift = (typeof THRIFTS)[number]

const bytes = z.int().min(0)

/** What a link may carry in 24 hours (null: as much as it likes), and what it carried in the last 24. */
export const linkReportSchema = z.strictObject({
  budgetBytesPerDay: bytes.nullable(),
  spentBytes: bytes,
  /** of `spentBytes`, headers included */
  lanes: z.strictObject({ events: bytes, frames: bytes, hints: bytes, documents: bytes, rest: bytes }).exactOptional(),
  thrift: z.enum(THRIFTS).exactOptional(),
})

export type LinkReport = z.infer<typeof linkReportSchema>
