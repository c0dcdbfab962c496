import { EventEmitter } from 'node:events'
import type { ByteLine } from './line.ts'
import { findReply, isCoilRequest, isReadRequest } from './rtu-frames.ts'

/** Longest Modbus RTU frame is 256 bytes; older bytes are noise. */
const BUFFER_BYTES = 512

interface Expectation {
  readonly unit: number
  readonly functionCode: number
  readonly payloadBytes: number
}

export interface RtuPortCounts {
  echoes: number
  strayReplies: number
  noiseBytes: number
}

/**
 * The port that modbus-serial talks through, in place of its own buffered one, which keeps stale bytes over requests and
 * hands on the first bytes that look like a header. This one starts each request with nothing, passes only a frame with a
 * valid check sum that fits the request, skips the local echo of half-duplex adapters, and reports replies that nobody
 * waits for: a slave that answers late betrays itself by them.
 */
export class RtuPort extends EventEmitter {
  readonly #line: ByteLine
  readonly #nowMs: () => number
  readonly #onStrayReply: (unit: number) => void
  readonly counts: RtuPortCounts = { echoes: 0, strayReplies: 0, noiseBytes: 0 }
  #buffer: Uint8Array = new Uint8Array(0)
  #expected: Expectation | null = null
  #request: Uint8Array | null = null
  #lastByteMs = 0
  #bytesReceived = 0

  constructor({
    line,
    nowMs,
    onStrayReply,
  }: {
    readonly line: ByteLine
    readonly nowMs: () => number
    readonly onStrayReply: (unit: number) => void
  }) {
    super()
    this.#line = line
    this.#nowMs = nowMs
    this.#onStrayReply = onStrayReply
  }

  get isOpen(): boolean {
    return this.#line.isOpen
  }

  get lastByteMs(): number {
    return this.#lastByteMs
  }

  get bytesReceived(): number {
    return this.#bytesReceived
  }

  /** Bytes since the request that are neither its echo nor a sound frame: the remains of a damaged reply. */
  get undecodedBytes(): number {
    return this.#buffer.length
  }

  open(callback: (error: Error | null) => void): void {
    callback(null)
  }

  /** The line belongs to whoever opened it. */
  close(callback?: (error: Error | null) => void): void {
    callback?.(null)
  }

  /** Forgets all that came and stops expecting a reply. */
  clear(): void {
    this.counts.noiseBytes += this.#buffer.length
    this.#buffer = new Uint8Array(0)
    this.#expected = null
    this.#request = null
  }

  /** Whatever comes now answers nothing that somebody waits for. */
  stopExpecting(): void {
    this.#expected = null
  }

  /** @throws Error for anything but a question: no register of a controller is ever written (GSP annex 3) */
  write(request: Uint8Array): void {
    if (!isReadRequest(request)) throw new Error(`function ${request[1]} does not read, and nothing else may be asked`)
    this.clear()
    const [unit = 0, functionCode = 0] = request
    const quantity = ((request[4] ?? 0) << 8) | (request[5] ?? 0)
    const payloadBytes = functionCode <= 2 ? Math.ceil(quantity / 8) : quantity * 2
    this.#expected = { unit, functionCode, payloadBytes }
    this.#request = request
    this.#line.write(request)
  }

  /** Sets a coil, of a warning output. No reply is expected: nothing that comes is taken for one. @throws Error for anything else */
  send(bytes: Uint8Array): void {
    if (!isCoilRequest(bytes)) throw new Error(`function ${bytes[1]} sets no coil, and nothing else may be written`)
    this.clear()
    this.#line.write(bytes)
  }

  receive(bytes: Uint8Array): void {
    this.#lastByteMs = this.#nowMs()
    this.#bytesReceived += bytes.length
    this.#buffer = Buffer.concat([this.#buffer, bytes])
    this.#skipEcho()
    for (let found = findReply(this.#buffer); found !== null; found = findReply(this.#buffer)) {
      const frame = Buffer.from(this.#buffer.subarray(found.start, found.start + found.length))
      this.counts.noiseBytes += found.start
      this.#buffer = this.#buffer.subarray(found.start + found.length)
      const expected = this.#expected
      const isException = (found.functionCode & 0x80) !== 0
      if (
        expected !== null &&
        found.unit === expected.unit &&
        (found.functionCode & 0x7f) === expected.functionCode &&
        (isException || found.payloadBytes === expected.payloadBytes)
      ) {
        this.#expected = null
        this.emit('data', frame)
      } else {
        this.counts.strayReplies++
        this.#onStrayReply(found.unit)
      }
    }
    if (this.#buffer.length > BUFFER_BYTES) {
      this.counts.noiseBytes += this.#buffer.length - BUFFER_BYTES
      this.#buffer = this.#buffer.subarray(-BUFFER_BYTES)
    }
  }

  #skipEcho(): void {
    if (this.#request === null) return
    const buffer = Buffer.from(this.#buffer)
    const at = buffer.indexOf(this.#request)
    if (at < 0) return
    this.#buffer = Buffer.concat([buffer.subarray(0, at), buffer.subarray(at + this.#request.length)])
    this.#request = null
    this.counts.echoes++
  }
}
