import { z } from 'zod'
import { fromUtf8, toUtf8 } from '../bytes.ts'
import { sm3 } from '../crypto/sm3.ts'
import { ProtocolError } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import { conform, parseJson } from './json.ts'

const channelSchema = z.strictObject({
  /** unique in the layout, e.g. `p1.temperature` */
  id: z.string().min(1).max(64),
  quantity: z.enum(['temperature', 'humidity', 'latitude', 'longitude', 'speed', 'door', 'power', 'defrost']),
  /** UCUM where it has one: Cel, %, deg, km/h; `1` for switches */
  unit: z.string().max(16),
  /** decimal places: the number is the integer in the frame × 10^−decimals */
  decimals: z.int().min(0).max(9),
  /** the probe, receiver or input module that it comes from */
  source: z.string().min(1).max(32),
  profile: z.string().max(64).exactOptional(),
})

type Quantity = z.infer<typeof channelSchema>['quantity']

/** 0 closed or off, 1 open or on: of several, whether it was on at all is what counts. */
export function isSwitch(quantity: Quantity): boolean {
  return quantity === 'door' || quantity === 'power' || quantity === 'defrost'
}

const namesSchema = z.strictObject({ zh: z.string().max(64), en: z.string().max(64) })

const groupSchema = z.strictObject({
  id: z.string().min(1).max(32),
  kind: z.enum(['vehicle', 'compartment']),
  name: namesSchema,
  /** required temperature range of a compartment, °C, both ends inclusive */
  range: z.strictObject({ minCelsius: z.number(), maxCelsius: z.number() }).exactOptional(),
  channels: z.array(channelSchema).min(1).max(LIMITS.channels),
})

const intervalSchema = z.int().min(1).max(86_400_000)

export const layoutSchema = z.strictObject({
  v: z.literal(1),
  timeUnitMs: z.int().min(1).max(60_000),
  /** what the recorder undertakes: without it a reader cannot tell a gap from a long interval */
  cadence: z
    .strictObject({ recordIntervalMs: intervalSchema, outOfRangeRecordIntervalMs: intervalSchema })
    .exactOptional(),
  asset: z.strictObject({ kind: z.enum(['truck', 'room', 'box']), name: z.string().min(1).max(64) }),
  groups: z.array(groupSchema).min(1).max(LIMITS.groups),
})

export type Layout = z.infer<typeof layoutSchema>
export type LayoutGroup = Layout['groups'][number]
export type LayoutChannel = LayoutGroup['channels'][number]

/** A layout document as it travels: the hash is over these very bytes, nobody writes them anew. */
export interface LayoutDocument {
  readonly bytes: Uint8Array
  /** first 8 bytes of the document's SM3 */
  readonly hash: Uint8Array
  readonly layout: Layout
}

export const LAYOUT_HASH_BYTES = 8

export function createLayoutDocument(layout: Layout): LayoutDocument {
  return parseLayoutDocument(toUtf8(JSON.stringify(conform(layoutSchema, layout, 'layout'))))
}

/** @throws ProtocolError MALFORMED or LIMIT_EXCEEDED, naming the first field that is wrong */
export function parseLayoutDocument(bytes: Uint8Array): LayoutDocument {
  if (bytes.length > LIMITS.layoutBytes) {
    throw new ProtocolError(
      'LIMIT_EXCEEDED',
      `a layout document has at most ${LIMITS.layoutBytes} bytes, not ${bytes.length}`,
    )
  }
  const layout = conform(layoutSchema, parseJson(fromUtf8(bytes), 'the layout document'), 'layout')
  for (const [what, ids] of [
    ['group', layout.groups.map((group) => group.id)],
    ['channel', layout.groups.flatMap((group) => group.channels.map((channel) => channel.id))],
  ] as const) {
    if (new Set(ids).size !== ids.length) throw new ProtocolError('MALFORMED', `layout: a ${what} id stands twice`)
  }
  return { bytes, hash: layoutHash(bytes), layout }
}

export function layoutHash(bytes: Uint8Array): Uint8Array {
  return sm3(bytes).subarray(0, LAYOUT_HASH_BYTES)
}
