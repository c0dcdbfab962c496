import { z } from 'zod'
import { concatBytes, fromUtf8, toUtf8 } from '../bytes.ts'
import { conform, parseJson } from './json.ts'

export const OPENING_SECTION = 0xe1
export const LAYOUT_SECTION = 0xe2

const openingSchema = z.strictObject({
  device: z.string(),
  epoch: z.string().regex(/^[0-9a-f]{12}$/),
  boot: z.int().min(0),
  /** why this epoch was opened */
  reason: z.enum(['first-start', 'recorder-corrupt', 'recorder-missing', 'fork', 'behind-cloud', 'data-lost']),
  /** last frame of the epoch before, where the device still knows it */
  previous: z
    .strictObject({
      epoch: z.string().regex(/^[0-9a-f]{12}$/),
      n: z.int().min(0),
      head: z.string().regex(/^[0-9a-f]{64}$/),
    })
    .nullable(),
  /** SM3 of the device's 65-byte public key */
  keyFingerprint: z.string().regex(/^[0-9a-f]{64}$/),
})

/** First section of frame 0: how an epoch began. */
export type EpochOpening = z.infer<typeof openingSchema>

export function encodeOpening(opening: EpochOpening): Uint8Array<ArrayBuffer> {
  return concatBytes(Uint8Array.of(OPENING_SECTION), toUtf8(JSON.stringify(conform(openingSchema, opening, 'opening'))))
}

export function decodeOpening(body: Uint8Array): EpochOpening {
  return conform(openingSchema, parseJson(fromUtf8(body.subarray(1)), 'the opening section'), 'opening')
}

export function encodeLayoutSection(document: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatBytes(Uint8Array.of(LAYOUT_SECTION), document)
}
