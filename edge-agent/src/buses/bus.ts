import modbusSerial from 'modbus-serial'
import { messageOf } from '../message-of.ts'
import { LateReplies } from './late-replies.ts'
import type { LineSettings, Log, OpenLine } from './line.ts'
import { createReopeningLine, type ReopeningLine } from './reopening-line.ts'
import { coilRequest } from './rtu-frames.ts'
import { RtuPort, type RtuPortCounts } from './rtu-port.ts'
import { wait } from './wait.ts'

const { default: ModbusRtu } = modbusSerial

/** After an error: what is still under way must have arrived before the next request goes out. */
export const SILENCE_MS = 400
const SILENCE_CAP_MS = 2_000
/** 3.5 characters of 11 bits end a frame; Node's timers are no finer than this anyway. */
const SHORTEST_GAP_MS = 10
const COIL_POLL_MS = 10
/** Exchanges in a row without one byte after which the device is opened anew: USB adapters hang. */
const SILENT_EXCHANGES_TO_REOPEN = 20

export interface ReadRequest {
  readonly unit: number
  /** 1 coils, 2 discrete inputs, 3 holding registers, 4 input registers */
  readonly functionCode: 1 | 2 | 3 | 4
  readonly address: number
  readonly quantity: number
}

export interface CoilCommand {
  readonly unit: number
  readonly coil: number
  readonly on: boolean
}

export type FailureMark = 'timeout' | 'crc' | 'exception' | 'open'

/** `values` are registers, or 0 and 1 for coils and discrete inputs. */
export type ReadOutcome =
  | { readonly values: readonly number[] }
  | { readonly mark: FailureMark; readonly reason: string }

export interface Bus {
  readonly id: string
  readonly timeoutMs: number
  readonly isOpen: boolean
  readonly counts: Readonly<RtuPortCounts>
  start(): void
  /** Waits for its turn: one request at a time is on the line. Never rejects for what happens on the line. */
  read(request: ReadRequest): Promise<ReadOutcome>
  /**
   * Sets one coil and reads it back, in one turn. The answer to a write is the request's own bytes, which an adapter's echo
   * is too: `values` is what the module then says of its coil.
   */
  setCoil(command: CoilCommand): Promise<ReadOutcome>
  stop(): Promise<void>
}

interface Session {
  readonly port: RtuPort
  readonly client: InstanceType<typeof ModbusRtu>
}

export function createBus({
  id,
  settings,
  timeoutMs,
  silenceMs = SILENCE_MS,
  openLine,
  nowMs,
  log,
}: {
  readonly id: string
  readonly settings: LineSettings
  readonly timeoutMs: number
  /** waited for after an error; shorter only where many slaves are looked for that are not there */
  readonly silenceMs?: number
  readonly openLine: OpenLine
  readonly nowMs: () => number
  readonly log: Log
}): Bus {
  const gapMs = Math.max(SHORTEST_GAP_MS, (3.5 * 11 * 1_000) / settings.baud)
  const stopping = new AbortController()
  const late = new LateReplies()
  const counts: RtuPortCounts = { echoes: 0, strayReplies: 0, noiseBytes: 0 }
  let session: Session | null = null
  let turn: Promise<unknown> = Promise.resolve()
  let silentExchanges = 0

  const line: ReopeningLine = createReopeningLine({
    id,
    settings,
    openLine,
    nowMs,
    log,
    onOpened(opened) {
      const port = new RtuPort({ line: opened, nowMs, onStrayReply: (unit) => late.strayed(unit, nowMs()) })
      const client = new ModbusRtu(port)
      client.setTimeout(timeoutMs)
      client.open()
      session = { port, client }
      silentExchanges = 0
    },
    onBytes: (bytes) => session?.port.receive(bytes),
    onLost: retire,
  })

  function retire(): void {
    if (session === null) return
    session.port.clear()
    for (const count of ['echoes', 'strayReplies', 'noiseBytes'] as const) counts[count] += session.port.counts[count]
    session = null
  }

  async function exchange(request: ReadRequest): Promise<ReadOutcome> {
    const held = session
    if (held === null || !held.port.isOpen || stopping.signal.aborted) {
      return { mark: 'open', reason: `line ${id} is not open` }
    }
    const { port } = held
    await wait(gapMs - (nowMs() - port.lastByteMs), stopping.signal)
    const strays = late.strays(request.unit)
    const received = port.bytesReceived
    const sentAtMs = nowMs()
    const outcome = await ask(held, request)
    if ('values' in outcome) {
      silentExchanges = 0
      const suspicionMs = late.suspicionMs(request.unit, sentAtMs)
      if (suspicionMs === 0) return outcome
      await wait(suspicionMs, stopping.signal)
      late.cleared(request.unit)
      if (late.strays(request.unit) === strays && !stopping.signal.aborted) return outcome
      await settle(port)
      return { mark: 'timeout', reason: 'answers to earlier requests came late' }
    }
    if (outcome.mark !== 'exception') late.missed(request.unit, sentAtMs)
    silentExchanges = port.bytesReceived === received ? silentExchanges + 1 : 0
    await settle(port)
    if (silentExchanges >= SILENT_EXCHANGES_TO_REOPEN) line.reopen('no byte for many requests')
    return outcome
  }

  async function command(wanted: CoilCommand): Promise<ReadOutcome> {
    const held = session
    if (held === null || !held.port.isOpen || stopping.signal.aborted) {
      return { mark: 'open', reason: `line ${id} is not open` }
    }
    const { port } = held
    await wait(gapMs - (nowMs() - port.lastByteMs), stopping.signal)
    const request = coilRequest(wanted)
    const received = port.bytesReceived
    const sentAtMs = nowMs()
    port.send(request)
    // on a line that echoes the answer is the second copy; asking before it has come would talk over it
    const expected = request.length * (port.counts.echoes > 0 ? 2 : 1)
    while (port.bytesReceived - received < expected && nowMs() - sentAtMs < timeoutMs && !stopping.signal.aborted) {
      await wait(COIL_POLL_MS, stopping.signal)
    }
    port.clear()
    return await exchange({ unit: wanted.unit, functionCode: 1, address: wanted.coil, quantity: 1 })
  }

  async function settle(port: RtuPort): Promise<void> {
    const begunAtMs = nowMs()
    // from here on a reply is a late one: it settles what its slave owes
    port.stopExpecting()
    for (;;) {
      const quietMs = nowMs() - Math.max(begunAtMs, port.lastByteMs)
      const leftMs = Math.min(silenceMs - quietMs, SILENCE_CAP_MS - (nowMs() - begunAtMs))
      if (leftMs <= 0 || stopping.signal.aborted) break
      await wait(Math.ceil(leftMs), stopping.signal)
    }
    port.clear()
  }

  async function ask({ client, port }: Session, request: ReadRequest): Promise<ReadOutcome> {
    const { unit, functionCode, address, quantity } = request
    client.setID(unit)
    try {
      if (functionCode <= 2) {
        const { data } = await (functionCode === 1
          ? client.readCoils(address, quantity)
          : client.readDiscreteInputs(address, quantity))
        return { values: data.slice(0, quantity).map(Number) }
      }
      const { data } = await (functionCode === 3
        ? client.readHoldingRegisters(address, quantity)
        : client.readInputRegisters(address, quantity))
      return { values: data }
    } catch (error) {
      const reason = messageOf(error)
      if (error instanceof Error && 'modbusCode' in error) return { mark: 'exception', reason }
      return port.undecodedBytes > 0
        ? { mark: 'crc', reason: `${port.undecodedBytes} bytes without a sound frame` }
        : { mark: 'timeout', reason }
    }
  }

  return {
    id,
    timeoutMs,
    get isOpen() {
      return session !== null
    },
    get counts() {
      const now = session?.port.counts
      return {
        echoes: counts.echoes + (now?.echoes ?? 0),
        strayReplies: counts.strayReplies + (now?.strayReplies ?? 0),
        noiseBytes: counts.noiseBytes + (now?.noiseBytes ?? 0),
      }
    },
    start: () => line.start(),
    read(request) {
      const outcome = turn.then(() => exchange(request))
      turn = outcome
      return outcome
    },
    setCoil(wanted) {
      const outcome = turn.then(() => command(wanted))
      turn = outcome
      return outcome
    },
    async stop() {
      stopping.abort()
      await turn
      await line.stop()
      retire()
    },
  }
}
