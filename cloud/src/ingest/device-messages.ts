import {
  type DeviceState,
  layoutHash,
  ProtocolError,
  parseLayoutDocument,
  parseMessage,
  toHex,
  toUtf8,
} from '@coldrx/protocol'
import type { FrameLog, KeptLayout } from '../frames/frame-log.ts'
import type { DeviceReport } from '../telemetry/connections.ts'
import type { Hint } from '../telemetry/read-model.ts'

/** Every field at its longest fits; more is not worth parsing. */
const LONGEST_MESSAGE_BYTES = 131_072
/** A hint that names every channel of the longest layout is shorter than that layout. */
const LONGEST_HINT_BYTES = 32_768
const HASHES_IN_MEMORY = 10_000
/** A truck is fitted out anew now and then; a device that makes up a layout at every birth fills no disk. */
const NEW_LAYOUTS_PER_DEVICE = 64

export type Birth = Extract<DeviceState, { online: true }>
type Refused = { readonly refused: string }

export function readDeviceState(device: string, payload: Uint8Array): DeviceState | Refused {
  if (payload.length > LONGEST_MESSAGE_BYTES) return { refused: 'up/state: too long' }
  const parsed = parseMessage('up/state', payload)
  if (!parsed.ok) return { refused: parsed.problem }
  if (parsed.message.online && parsed.message.device !== device) {
    return { refused: `up/state: device: names ${parsed.message.device}` }
  }
  return parsed.message
}

export function readHint(
  device: string,
  payload: Uint8Array,
): { readonly hint: Hint; readonly report: DeviceReport } | Refused {
  if (payload.length > LONGEST_HINT_BYTES) return { refused: 'up/live: too long' }
  const parsed = parseMessage('up/live', payload)
  if (!parsed.ok) return { refused: parsed.problem }
  const { message } = parsed
  const { wallMs, clock, samples, outOfRangeSince } = message
  return { hint: { device, atMs: wallMs, clock, samples, outOfRangeSinceMs: outOfRangeSince }, report: message }
}

/** Keeps the layout documents that births bring, each once, and not many of one device in the life of the process. */
export class LayoutIntake {
  readonly #frameLog: Pick<FrameLog, 'keepLayout'>
  readonly #known = new Set<string>()
  readonly #newOnes = new Map<string, number>()

  constructor({ frameLog }: { readonly frameLog: Pick<FrameLog, 'keepLayout'> }) {
    this.#frameLog = frameLog
  }

  /** The document if the log has it only now, what is wrong with it, or undefined: it was there. */
  async take({ device, layoutHash: hash, layoutText }: Birth): Promise<KeptLayout | Refused | undefined> {
    if (this.#known.has(hash)) return undefined
    const bytes = toUtf8(layoutText)
    if (toHex(layoutHash(bytes)) !== hash) {
      return { refused: 'up/state: layoutText: is not the document of layoutHash' }
    }
    try {
      parseLayoutDocument(bytes)
    } catch (error) {
      if (error instanceof ProtocolError) return { refused: `up/state: layoutText: ${error.message}` }
      throw error
    }
    const before = this.#newOnes.get(device) ?? 0
    if (before >= NEW_LAYOUTS_PER_DEVICE) return { refused: 'up/state: layoutText: too many different ones' }
    const layout = { hash, bytes }
    const isNew = await this.#frameLog.keepLayout(layout)
    if (isNew) this.#newOnes.set(device, before + 1)
    if (this.#known.size >= HASHES_IN_MEMORY) this.#known.clear()
    this.#known.add(hash)
    return isNew ? layout : undefined
  }
}
