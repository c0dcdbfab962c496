import { expect, test } from 'vitest'
import type { HardwareInput } from '../hardware.ts'
import { hasValidCrc, withCrc } from '../modbus/crc16.ts'
import { type OpenPort, openPort } from '../testing/port.ts'
import { startTruck } from '../testing/truck-fixture.ts'
import { waitFor } from '../testing/wait.ts'

const lines: HardwareInput['lines'] = [
  {
    id: 'rs485-1',
    baud: 9600,
    slaves: [
      { unit: 1, model: 'xy-md02', source: 'p1', compartment: 'c1' },
      { unit: 2, model: 'srth100', source: 'p2', compartment: 'c1' },
    ],
  },
]
const READ_P1 = withCrc(Buffer.from([1, 4, 0, 1, 0, 2]))
const READ_P2 = withCrc(Buffer.from([2, 3, 0, 0, 0, 2]))
const REPLY_BYTES = 9

async function ask(port: OpenPort, request: Buffer, bytes: number): Promise<Buffer> {
  port.forget()
  await port.write(request)
  return port.hear(bytes)
}

test('wrong CRC: the reply is damaged, the journal holds the value and the fault', async () => {
  await using running = await startTruck({ lines })
  const { truck, path, journal } = running
  const port = await openPort(path('rs485-1'))
  truck.force('p1', { values: { temperature: 4.3 } })
  expect(hasValidCrc(await ask(port, READ_P1, REPLY_BYTES))).toBe(true)
  truck.faults.set('p1', { kind: 'wrong-crc' })
  expect(hasValidCrc(await ask(port, READ_P1, REPLY_BYTES))).toBe(false)
  expect(journal().at(-1)).toMatchObject({ source: 'p1', values: { temperature: 4.3 }, fault: 'wrong-crc' })
  truck.faults.clear('p1')
  expect(hasValidCrc(await ask(port, READ_P1, REPLY_BYTES))).toBe(true)
  expect(journal().at(-1)).not.toHaveProperty('fault')
  await port.close()
})

test('silent: no byte from the slave, its neighbour answers; on the whole line nobody does', async () => {
  await using running = await startTruck({ lines })
  const { truck, path, journal } = running
  const port = await openPort(path('rs485-1'))
  truck.faults.set('p1', { kind: 'silent' })
  await port.write(READ_P1)
  expect((await ask(port, READ_P2, REPLY_BYTES)).readUInt8(0)).toBe(2)
  expect(journal().map(({ source }) => source)).toEqual(['p2'])
  truck.faults.set('rs485-1', { kind: 'silent' })
  port.forget()
  await port.write(READ_P2)
  truck.faults.clearAll()
  expect((await ask(port, READ_P1, REPLY_BYTES)).readUInt8(0)).toBe(1)
  await port.close()
})

test('frozen: the value stands still while the compartment warms up', async () => {
  let nowMs = Date.UTC(2026, 5, 1)
  await using running = await startTruck({ lines }, { nowMs: () => nowMs })
  const { truck, path, journal } = running
  const port = await openPort(path('rs485-1'))
  truck.faults.set('p1', { kind: 'frozen' })
  truck.force('c1', { compressor: 'off' })
  truck.force('c1', { door: 'open' })
  for (let minute = 0; minute < 5; minute += 1) {
    await ask(port, READ_P1, REPLY_BYTES)
    await ask(port, READ_P2, REPLY_BYTES)
    nowMs += 240_000
  }
  const temperatures = (source: string): number[] =>
    journal().flatMap((entry) => (entry.source === source ? [entry.values.temperature ?? Number.NaN] : []))
  expect(new Set(temperatures('p1')).size).toBe(1)
  expect(temperatures('p2').at(-1)).toBeGreaterThan(10)
  await port.close()
})

test('frozen: a value set meanwhile is served when the probe moves again, not before', async () => {
  await using running = await startTruck({ lines })
  const { truck, path, journal } = running
  const port = await openPort(path('rs485-1'))
  truck.force('p1', { values: { temperature: 4.3 } })
  truck.faults.set('p1', { kind: 'frozen' })
  await ask(port, READ_P1, REPLY_BYTES)
  truck.force('p1', { values: { temperature: 9.4 } })
  expect((await ask(port, READ_P1, REPLY_BYTES)).readInt16BE(3)).toBe(43)
  expect(journal().at(-1)).toMatchObject({ values: { temperature: 4.3 }, fault: 'frozen' })
  truck.faults.clear('p1')
  expect((await ask(port, READ_P1, REPLY_BYTES)).readInt16BE(3)).toBe(94)
  await port.close()
})

test('what measures nothing cannot be frozen or out of range, not through its line either', async () => {
  const [line] = lines
  const inputs = { unit: 9, model: 'waveshare-di8' as const, source: 'inputs', inputs: ['door:c1', 'power'] }
  await using running = await startTruck({
    lines: [
      { id: 'rs485-1', baud: 9600, slaves: [...(line?.slaves ?? []), inputs] },
      { id: 'rs485-2', baud: 9600, slaves: [{ ...inputs, source: 'doors' }] },
    ],
  })
  const { truck, path, journal } = running
  for (const kind of ['frozen', 'out-of-range'] as const) {
    for (const target of ['inputs', 'doors', 'rs485-2']) {
      expect(() => truck.faults.set(target, { kind, temperatureCelsius: 125 })).toThrow(
        new RegExp(`"${target}" cannot have the fault "${kind}"; allowed: silent, slow, wrong-crc, noise, `),
      )
    }
    truck.faults.set('rs485-1', { kind, temperatureCelsius: 125 })
  }
  const port = await openPort(path('rs485-1'))
  truck.force('c1', { door: 'open' })
  const reply = await ask(port, withCrc(Buffer.from([9, 2, 0, 0, 0, 2])), 6)
  expect(reply.readUInt8(3)).toBe(0b11)
  expect(journal().at(-1)).toMatchObject({ source: 'inputs', values: { 'door:c1': 1, power: 1 } })
  expect(journal().at(-1)).not.toHaveProperty('fault')
  await ask(port, READ_P1, REPLY_BYTES)
  expect(journal().at(-1)).toMatchObject({ source: 'p1', fault: 'frozen+out-of-range' })
  await port.close()
})

test('out of range, noise and local echo are on the wire as named', async () => {
  await using running = await startTruck({ lines })
  const { truck, path, journal } = running
  const port = await openPort(path('rs485-1'))
  truck.faults.set('p1', { kind: 'out-of-range', temperatureCelsius: 125 })
  expect((await ask(port, READ_P1, REPLY_BYTES)).readInt16BE(3)).toBe(1250)
  expect(journal().at(-1)).toMatchObject({ values: { temperature: 125 }, fault: 'out-of-range' })
  truck.faults.clear('p1')

  truck.faults.set('p1', { kind: 'noise' })
  const noisy = await ask(port, READ_P1, REPLY_BYTES + 10)
  expect(hasValidCrc(noisy.subarray(5, 5 + REPLY_BYTES))).toBe(true)
  truck.faults.clear('p1')

  truck.faults.set('rs485-1', { kind: 'local-echo' })
  const echoed = await ask(port, READ_P1, READ_P1.length + REPLY_BYTES)
  expect(echoed.subarray(0, READ_P1.length)).toEqual(READ_P1)
  expect(hasValidCrc(echoed.subarray(READ_P1.length))).toBe(true)
  await port.close()
})

test.each(['slow', 'late-reply'] as const)('%s: it comes whole, after the answer to the next request', async (kind) => {
  await using running = await startTruck({ lines })
  const { truck, path, journal } = running
  const port = await openPort(path('rs485-1'))
  truck.force('p1', { values: { temperature: 4.3 } })
  truck.faults.set('p1', { kind, delayMs: 500 })
  await port.write(READ_P1)
  await port.write(READ_P2)
  const both = await port.hear(2 * REPLY_BYTES)
  expect([both.readUInt8(0), both.readUInt8(REPLY_BYTES)]).toEqual([2, 1])
  const late = both.subarray(REPLY_BYTES)
  expect([hasValidCrc(late), late.readInt16BE(3)]).toEqual([true, 43])
  expect(journal().find(({ source }) => source === 'p1')).toMatchObject({ values: { temperature: 4.3 }, fault: kind })
  await port.close()
})

test('a reply takes the time of its bytes on the wire', async () => {
  const slow: HardwareInput['lines'] = [{ ...lines[0], id: 'rs485-1', baud: 1200, slaves: lines[0]?.slaves ?? [] }]
  await using running = await startTruck({ lines: slow })
  const { path } = running
  const port = await openPort(path('rs485-1'), 1200)
  const askedMs = performance.now()
  await ask(port, READ_P1, REPLY_BYTES)
  // Never faster than the wire: 17 bytes of 11 bits at 1,200 baud; one millisecond for the timer's rounding.
  expect(performance.now() - askedMs).toBeGreaterThanOrEqual((17 * 11 * 1000) / 1200 - 1)
  await port.close()
})

test('a fault of the wrong kind or on an unknown target is refused by name', async () => {
  await using running = await startTruck({ lines })
  const { truck } = running
  expect(() => truck.faults.set('p1', { kind: 'rollover' })).toThrow(
    /"p1" cannot have the fault "rollover"; allowed: silent/,
  )
  expect(() => truck.faults.set('p9', { kind: 'silent' })).toThrow(/no target "p9"; allowed: rs485-1, p1, p2/)
})

test('stop leaves nothing open and the truck can be started again', async () => {
  await using running = await startTruck({ lines })
  const { truck, path } = running
  truck.faults.set('p1', { kind: 'late-reply', delayMs: 60_000 })
  const port = await openPort(path('rs485-1'))
  await port.write(READ_P1)
  await port.write(READ_P2)
  await port.hear(REPLY_BYTES)
  await port.close()
  await Promise.all([truck.stop(), truck.stop()])
  await waitFor(() => !process.getActiveResourcesInfo().some((name) => name === 'TTYWrap' || name === 'Timeout'))
  expect(await truck.start()).toMatchObject([{ id: 'rs485-1', address: path('rs485-1') }])
  await truck.stop()
})
