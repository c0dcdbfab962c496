import { afterEach, describe, expect, it } from 'vitest'
import { openPtyLine, type PtyLine } from '../testing/pty-line.ts'
import {
  answering,
  createRtuSlaves,
  type RtuSlaves,
  registersReply,
  silent,
  withBadCrc,
  withCrc,
} from '../testing/rtu-slaves.ts'
import { until } from '../testing/until.ts'
import { type Bus, createBus, type ReadRequest } from './bus.ts'
import { type ByteLine, SILENT_LOG } from './line.ts'
import { openLine } from './open-line.ts'
import { RtuPort } from './rtu-port.ts'

const nowMs = (): number => performance.now()
const holding = (unit: number, address = 0, quantity = 2): ReadRequest => ({ unit, functionCode: 3, address, quantity })
const timeoutMs = 150
/** for what must be answered: a busy machine is no silent slave */
const PATIENT = { timeoutMs: 5_000 }

const cleanups: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function openBus(
  options: { echo?: boolean; timeoutMs?: number } = {},
): Promise<{ line: PtyLine; slaves: RtuSlaves; bus: Bus }> {
  const line = openPtyLine()
  const slaves = createRtuSlaves(line, options)
  const bus = createBus({
    id: 'rs485-1',
    settings: { path: line.path, baud: 9_600 },
    timeoutMs: options.timeoutMs ?? timeoutMs,
    openLine,
    nowMs,
    log: SILENT_LOG,
  })
  cleanups.push(
    () => line.unplug(),
    () => slaves.stop(),
    () => bus.stop(),
  )
  bus.start()
  await until('the bus is open', () => bus.isOpen)
  return { line, slaves, bus }
}

describe('bus arbiter on a pseudo-terminal', () => {
  it('reads two slaves on one line, callers at the same time, one request at a time', async () => {
    const { slaves, bus } = await openBus(PATIENT)
    slaves.behave(1, answering(101, 102))
    slaves.behave(2, (request) => [{ bytes: registersReply(request, [201, 202]), delayMs: 60 }])
    const outcomes = await Promise.all([holding(2), holding(1), holding(2), holding(1)].map((ask) => bus.read(ask)))
    expect(outcomes).toEqual(
      [
        [201, 202],
        [101, 102],
        [201, 202],
        [101, 102],
      ].map((values) => ({ values })),
    )
  })

  it('reads discrete inputs and input registers', async () => {
    const { slaves, bus } = await openBus(PATIENT)
    slaves.behave(9, (request) => [{ bytes: withCrc([9, request.functionCode, 1, 0b0000_0101]) }])
    slaves.behave(1, answering(7, 8))
    expect(await bus.read({ unit: 9, functionCode: 2, address: 0, quantity: 8 })).toEqual({
      values: [1, 0, 1, 0, 0, 0, 0, 0],
    })
    expect(await bus.read({ unit: 1, functionCode: 4, address: 1, quantity: 2 })).toEqual({ values: [7, 8] })
    expect(slaves.requests.at(-1)).toMatchObject({ functionCode: 4, address: 1, quantity: 2 })
  })

  // modbus-serial alone returned address 1's registers as address 9's here
  it.each([200, 350, 500, 650, 900, 1_300])(
    'never takes a reply late by %i ms for another request',
    async (delayMs) => {
      const { slaves, bus } = await openBus()
      slaves.behave(1, (request) => [
        {
          bytes: registersReply(request, [request.address * 100, request.count]),
          delayMs: request.address === 1 ? delayMs : 5,
        },
      ])
      expect(await bus.read(holding(1, 1))).toMatchObject({ mark: 'timeout' })
      const values: (number | undefined)[] = []
      for (let attempt = 0; attempt < 4; attempt++) {
        const outcome = await bus.read(holding(1, 9))
        if ('values' in outcome) values.push(outcome.values[0])
      }
      expect(values.filter((value) => value !== 900)).toEqual([])
      // a busy machine is late too, and what is late is believed no more than before
      let outcome = await bus.read(holding(1, 9))
      for (let more = 0; more < 20 && !('values' in outcome); more++) outcome = await bus.read(holding(1, 9))
      expect(outcome).toEqual({ values: [900, slaves.requests.length] })
    },
  )

  it.each([200, 400, 700, 1_100])('believes nothing of a slave that is always %i ms late', async (delayMs) => {
    const { slaves, bus } = await openBus()
    slaves.behave(1, (request) => [{ bytes: registersReply(request, [request.count, 0]), delayMs }])
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(await bus.read(holding(1))).toMatchObject({ mark: 'timeout' })
    }
  })

  it('skips the local echo of the adapter', async () => {
    const { slaves, bus } = await openBus({ echo: true, timeoutMs: 1_000 })
    slaves.behave(1, answering(43, 652))
    for (let attempt = 0; attempt < 5; attempt++) expect(await bus.read(holding(1))).toEqual({ values: [43, 652] })
    // an echo is no sign of life
    slaves.behave(1, silent)
    expect(await bus.read(holding(1))).toMatchObject({ mark: 'timeout' })
    expect(bus.counts.echoes).toBe(6)
  })

  it('marks a reply with a wrong check sum and goes on', async () => {
    const { slaves, bus } = await openBus({ timeoutMs: 1_000 })
    slaves.behave(1, (request) => {
      const reply = registersReply(request, [43, request.count])
      return [{ bytes: request.count === 1 ? withBadCrc(reply) : reply }]
    })
    expect(await bus.read(holding(1))).toMatchObject({ mark: 'crc' })
    expect(await bus.read(holding(1))).toEqual({ values: [43, 2] })
  })

  it('finds the reply between noise, even noise that begins like it', async () => {
    const { slaves, bus } = await openBus(PATIENT)
    slaves.behave(1, (request) => [
      { bytes: Uint8Array.of(0x00, 0xff, 1, 3, 4, 1, 2, 1, 3) },
      { bytes: registersReply(request, [43, 652]) },
      { bytes: Uint8Array.of(1, 3, 4) },
    ])
    for (let attempt = 0; attempt < 3; attempt++) expect(await bus.read(holding(1))).toEqual({ values: [43, 652] })
    expect(bus.counts.noiseBytes).toBeGreaterThan(0)
  })

  it('takes a reply that comes right after its time for the late one that it is, and trusts the next at once', async () => {
    const { slaves, bus } = await openBus()
    slaves.behave(1, (request) => [
      {
        bytes: registersReply(request, [request.count, 0]),
        ...(request.count === 1 ? { delayMs: timeoutMs + 50 } : {}),
      },
    ])
    expect(await bus.read(holding(1))).toMatchObject({ mark: 'timeout' })
    expect(bus.counts.strayReplies).toBe(1)
    expect(await bus.read(holding(1))).toEqual({ values: [2, 0] })
  })

  it('ignores the sound reply of another slave', async () => {
    const { slaves, bus } = await openBus()
    slaves.behave(1, () => [{ bytes: registersReply({ unit: 2, functionCode: 3 }, [1, 2]) }])
    expect(await bus.read(holding(1))).toMatchObject({ mark: 'timeout' })
    expect(bus.counts.strayReplies).toBe(1)
  })

  it('lets a babbling line fall silent before it asks the next slave', async () => {
    const { line, slaves, bus } = await openBus()
    const babble = [0, 120, 240, 360, 480]
    let babbled = 0
    slaves.behave(1, () => [])
    const failed = bus.read(holding(1))
    await until('the first request is out', () => slaves.requests.length === 1)
    for (const delayMs of babble) {
      const timer = setTimeout(() => {
        babbled++
        line.write(Uint8Array.of(0xaa, 0x55))
      }, delayMs)
      cleanups.push(() => clearTimeout(timer))
    }
    slaves.behave(2, (request) => [{ bytes: registersReply(request, [5, babbled]) }])
    expect(await failed).toMatchObject({ mark: 'crc' })
    expect(await bus.read(holding(2))).toEqual({ values: [5, babble.length] })
  })

  it('names an exception', async () => {
    const { slaves, bus } = await openBus(PATIENT)
    slaves.behave(1, () => [{ bytes: withCrc([1, 0x83, 2]) }])
    expect(await bus.read(holding(1))).toMatchObject({ mark: 'exception', reason: expect.stringContaining('2') })
  })

  it('asks and sets coils, and refuses to write anything else to whoever is on the line', () => {
    const written: number[] = []
    const line = { isOpen: true, write: (bytes: Uint8Array) => void written.push(bytes[1] ?? 0) } as unknown as ByteLine
    const port = new RtuPort({ line, nowMs, onStrayReply: () => undefined })
    const frame = (functionCode: number) => withCrc([1, functionCode, 0, 0, 0, 1])
    for (const reads of [1, 2, 3, 4]) port.write(frame(reads))
    port.send(frame(5))
    for (const writes of [5, 6, 15, 16, 22, 23]) expect(() => port.write(frame(writes))).toThrow('nothing else')
    for (const others of [3, 6, 15, 16, 22, 23]) expect(() => port.send(frame(others))).toThrow('nothing else')
    expect(written).toEqual([1, 2, 3, 4, 5])
  })

  it.each([false, true])('sets a coil and believes what the module then says of it, with echo: %s', async (echo) => {
    const { slaves, bus } = await openBus({ echo, timeoutMs: 1_000 })
    slaves.behave(1, answering(43, 652))
    if (echo) await bus.read(holding(1))
    const coils = new Map<number, boolean>()
    let isDeaf = false
    slaves.behave(21, ({ functionCode, address, quantity }) => {
      if (functionCode === 5) {
        if (!isDeaf) coils.set(address, quantity === 0xff00)
        return [{ bytes: withCrc([21, 5, address >> 8, address & 0xff, quantity >> 8, quantity & 0xff]), delayMs: 20 }]
      }
      return [{ bytes: withCrc([21, 1, 1, coils.get(address) === true ? 1 : 0]) }]
    })
    // a busy machine may let an answer come too late: what counts is what is believed
    const set = async (on: boolean) => await bus.setCoil({ unit: 21, coil: 3, on })
    const reading = bus.read(holding(1))
    await expect.poll(() => set(true)).toEqual({ values: [1] })
    await reading
    expect(coils.get(3)).toBe(true)
    await expect.poll(() => set(false)).toEqual({ values: [0] })
    expect(coils.get(3)).toBe(false)
    // it answers the write, and does not do it
    isDeaf = true
    await expect.poll(() => set(true)).toEqual({ values: [0] })
    slaves.behave(21, silent)
    expect(await set(true)).not.toHaveProperty('values')
    await expect.poll(() => bus.read(holding(1))).toEqual({ values: [43, 652] })
  })

  it('hands on every split of a reply', async () => {
    const { slaves, bus } = await openBus(PATIENT)
    slaves.behave(1, (request) =>
      [...registersReply(request, [43, 652])].map((byte, at) => ({ bytes: Uint8Array.of(byte), delayMs: 1 + at * 4 })),
    )
    expect(await bus.read(holding(1))).toEqual({ values: [43, 652] })
  })
})
