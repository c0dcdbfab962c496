import {
  type DeviceState,
  layoutHash,
  ProtocolError,
  parseLayoutDocument,
  parseMessage,
  toHex,
  toUtf8,
} from '@coldrx/protocol'
import type { FrameLog } from '../frames/frame-log.ts'
import type { Hint } from '../telemetry/read-model.ts'

/** Every field at its longest fits; more is not worth parsing. */
const LONGEST_MESSAGE_BYTES = 131_072
const HASHES_IN_MEMORY = 10_000

type Birth = Extract<DeviceState, { online: true }>
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

export function readHint(device: string, payload: Uint8Array): Hint | Refused {
  if (payload.length > LONGEST_MESSAGE_BYTES) return { refused: 'up/live: too long' }
  const parsed = parseMessage('up/live', payload)
  if (!parsed.ok) return { refused: parsed.problem }
  const { wallMs, clock, samples, outOfRangeSince } = parsed.message
  return { device, atMs: wallMs, clock, samples, outOfRangeSinceMs: outOfRangeSince }
}

/** Keeps the layout documents that births bring, each once. */
export class LayoutIntake {
  readonly #frameLog: Pick<FrameLog, 'keepLayout'>
  readonly #known = new Set<string>()

  constructor({ frameLog }: { readonly frameLog: Pick<FrameLog, 'keepLayout'> }) {
    this.#frameLog = frameLog
  }

  /** The answer says what is wrong with the document; undefined: it is kept. */
  async take({ layoutHash: hash, layoutText }: Birth): Promise<string | undefined> {
    if (this.#known.has(hash)) return undefined
    const bytes = toUtf8(layoutText)
    if (toHex(layoutHash(bytes)) !== hash) return 'up/state: layoutText: is not the document of layoutHash'
    try {
      parseLayoutDocument(bytes)
    } catch (error) {
      if (error instanceof ProtocolError) return `up/state: layoutText: ${error.message}`
      throw error
    }
    await this.#frameLog.keepLayout({ hash, bytes })
    if (this.#known.size >= HASHES_IN_MEMORY) this.#known.clear()
    this.#known.add(hash)
    return undefined
  }
}
