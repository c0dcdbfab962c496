import { modbusCrc } from '../buses/rtu-frames.ts'
import type { PtyLine } from './pty-line.ts'

export interface SlaveRequest {
  readonly unit: number
  readonly functionCode: number
  readonly address: number
  readonly quantity: number
  /** of this slave, counted from 1 */
  readonly count: number
}

export interface SlaveReply {
  readonly bytes: Uint8Array
  readonly delayMs?: number
}

/** What a slave puts on the line for one request; nothing = silent. */
export type SlaveBehaviour = (request: SlaveRequest) => readonly SlaveReply[]

export interface RtuSlaves {
  readonly requests: SlaveRequest[]
  behave(unit: number, behaviour: SlaveBehaviour): void
  stop(): void
}

const REQUEST_BYTES = 8

/** Slaves on one line, each a function of the request. */
export function createRtuSlaves(line: PtyLine, { echo = false }: { readonly echo?: boolean } = {}): RtuSlaves {
  const behaviours = new Map<number, SlaveBehaviour>()
  const requests: SlaveRequest[] = []
  const timers = new Set<NodeJS.Timeout>()
  let pending: Buffer = Buffer.alloc(0)

  function answer(frame: Buffer): void {
    const unit = frame.readUInt8(0)
    const request: SlaveRequest = {
      unit,
      functionCode: frame.readUInt8(1),
      address: frame.readUInt16BE(2),
      quantity: frame.readUInt16BE(4),
      count: requests.filter((earlier) => earlier.unit === unit).length + 1,
    }
    requests.push(request)
    if (echo) line.write(frame)
    for (const { bytes, delayMs = 0 } of behaviours.get(unit)?.(request) ?? []) {
      if (delayMs === 0) line.write(bytes)
      else {
        const timer = setTimeout(() => {
          timers.delete(timer)
          line.write(bytes)
        }, delayMs)
        timers.add(timer)
      }
    }
  }

  line.onBytes((bytes) => {
    pending = Buffer.concat([pending, bytes])
    while (pending.length >= REQUEST_BYTES) {
      answer(pending.subarray(0, REQUEST_BYTES))
      pending = pending.subarray(REQUEST_BYTES)
    }
  })
  return {
    requests,
    behave: (unit, behaviour) => void behaviours.set(unit, behaviour),
    stop() {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

export function withCrc(body: readonly number[]): Uint8Array {
  const crc = modbusCrc(Uint8Array.from(body))
  return Uint8Array.of(...body, crc & 0xff, crc >> 8)
}

export function registersReply(
  { unit, functionCode }: Pick<SlaveRequest, 'unit' | 'functionCode'>,
  registers: readonly number[],
): Uint8Array {
  return withCrc([
    unit,
    functionCode,
    registers.length * 2,
    ...registers.flatMap((register) => [(register >> 8) & 0xff, register & 0xff]),
  ])
}

export function answering(...registers: number[]): SlaveBehaviour {
  return (request) => [{ bytes: registersReply(request, registers) }]
}

export const silent: SlaveBehaviour = () => []

export function withBadCrc(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 0x55 : byte))
}
