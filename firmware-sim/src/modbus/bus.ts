import type { Clock } from '../clock.ts'
import type { FaultTable } from '../faults/fault.ts'
import type { Line } from '../lines/line.ts'
import { createPendingWork } from '../lines/pending-work.ts'
import { wireTimeMs } from '../lines/wire-time.ts'
import type { Random } from '../random.ts'
import { parseRequest } from './request.ts'
import { createRequestReader } from './request-reader.ts'
import type { Slave } from './slave.ts'

/** Slaves of one RS-485 line. All hear every request, the addressed one answers in real baud time. */
export type Bus = { readonly receive: (bytes: Buffer) => void; readonly stop: () => void }

export type BusOptions = {
  readonly id: string
  readonly baud: number
  readonly slaves: readonly Slave[]
  readonly line: () => Line | undefined
  readonly faults: FaultTable
  readonly random: Random
  readonly clock: Clock
}

const NOISE_BYTES = 5

export function createBus({ id, baud, slaves, line, faults, random, clock }: BusOptions): Bus {
  const reader = createRequestReader()
  const pending = createPendingWork()
  const send = (bytes: Buffer): void => line()?.write(bytes)
  const noise = (): Buffer => Buffer.from(Array.from({ length: NOISE_BYTES }, () => Math.floor(random.uniform() * 256)))

  const serve = (frame: Buffer): void => {
    const request = parseRequest(frame)
    const slave = slaves.find(({ unit }) => unit === request.unit)
    // An echo comes from the adapter, so it is there even if nobody has the address.
    const standing = faults.slaveFaults(slave === undefined ? [id] : [id, slave.source])
    if (standing.get('local-echo') !== undefined) send(frame)
    if (slave === undefined || standing.get('silent') !== undefined) return

    const reply = slave.answer(request, standing, clock.nowMs())
    if (standing.get('wrong-crc') !== undefined)
      reply.writeUInt8(reply.readUInt8(reply.length - 1) ^ 0x55, reply.length - 1)
    const noisy = standing.get('noise') === undefined ? reply : Buffer.concat([noise(), reply, noise()])
    const delayMs =
      wireTimeMs(frame.length + noisy.length, baud, 11) +
      slave.latencyMs +
      (standing.get('slow')?.delayMs ?? 0) +
      (standing.get('late-reply')?.delayMs ?? 0)
    pending.after(delayMs, () => send(noisy))
  }

  return {
    receive(bytes) {
      for (const frame of reader.push(bytes, clock.nowMs())) serve(frame)
    },
    stop: () => pending.cancel(),
  }
}
