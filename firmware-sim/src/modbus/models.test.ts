import modbusSerial from 'modbus-serial'
import { expect, test } from 'vitest'
import type { HardwareInput } from '../hardware.ts'
import { startTruck } from '../testing/truck-fixture.ts'

const { default: ModbusRtu } = modbusSerial
type Master = InstanceType<typeof ModbusRtu>
type SlaveInput = HardwareInput['lines'][number]['slaves'][number]
const probe = (unit: number, model: SlaveInput['model']): SlaveInput => ({
  unit,
  model,
  source: `p${unit}`,
  compartment: 'c1',
})

const lines: HardwareInput['lines'] = [
  {
    id: 'rs485-1',
    baud: 9600,
    slaves: [
      probe(1, 'xy-md02'),
      probe(2, 'srth100'),
      probe(3, 'r444a01'),
      probe(4, 'kincony-sht30'),
      probe(5, 'qfa3150'),
      probe(6, 'dixell-xr'),
      probe(7, 'renke-ws-n01'),
      { unit: 9, model: 'waveshare-di8', source: 'inputs', inputs: ['door:c1', 'power', 'defrost:c1'] },
    ],
  },
]

async function connect(path: string): Promise<Master> {
  const master = new ModbusRtu()
  await master.connectRTUBuffered(path, { baudRate: 9600 })
  master.setTimeout(2_000)
  return master
}

const close = (master: Master): Promise<void> => new Promise((resolve) => master.close(() => resolve()))
const signed = (word: number | undefined): number => ((word ?? 0) << 16) >> 16

test('an independent master reads every model, below and above zero, as the journal says', async () => {
  await using running = await startTruck({ lines })
  const { truck, path, journal } = running
  const master = await connect(path('rs485-1'))
  const read = async (unit: number, address: number, quantity: number, fc: 3 | 4 = 3): Promise<number[]> => {
    master.setID(unit)
    const reply = await (fc === 4
      ? master.readInputRegisters(address, quantity)
      : master.readHoldingRegisters(address, quantity))
    return reply.data
  }
  for (const temperature of [-20.5, -0.1, 0, 4.3]) {
    for (let unit = 1; unit <= 7; unit += 1) truck.force(`p${unit}`, { values: { temperature, humidity: 65.2 } })
    const int = Math.round(temperature * 10)

    const md02 = await read(1, 1, 2, 4)
    expect(md02.map(signed)).toEqual([int, 652])
    expect(md02[0]).toBe(int & 0xffff)
    expect((await read(2, 0, 2)).map(signed)).toEqual([int, 652])
    expect((await read(3, 0, 2)).map(signed)).toEqual([int, 652])
    expect(await read(4, 0, 2, 4)).toEqual([int < 0 ? 10_000 - int : int, 652])
    const float = Buffer.alloc(4)
    const [high = 0, low = 0] = await read(4, 2, 2)
    float.writeUInt16BE(high, 0)
    float.writeUInt16BE(low, 2)
    expect(float.readFloatBE()).toBeCloseTo(temperature, 5)
    expect((await read(5, 1, 4)).map(signed)).toEqual([int * 10, 0, 6_520, 0])
    expect((await read(6, 256, 1)).map(signed)).toEqual([int])
    expect((await read(7, 0, 2)).map(signed)).toEqual([652, int])

    const last = journal().slice(-8)
    expect(last.map(({ source }) => source)).toEqual(['p1', 'p2', 'p3', 'p4', 'p4', 'p5', 'p6', 'p7'])
    for (const entry of last) expect(entry.values.temperature).toBe(temperature)
    expect(last[0]).toMatchObject({ line: 'rs485-1', unit: 1, fc: 4, address: 1, registers: md02 })
  }
  await close(master)
})

test('the inputs module reports doors, power and defrosts', async () => {
  await using running = await startTruck({ lines })
  const { truck, path, journal } = running
  const master = await connect(path('rs485-1'))
  master.setID(9)
  expect((await master.readDiscreteInputs(0, 8)).data.slice(0, 3)).toEqual([false, true, false])
  truck.force('c1', { door: 'open' })
  truck.force('power', { power: 'cut' })
  expect((await master.readDiscreteInputs(0, 8)).data.slice(0, 3)).toEqual([true, false, false])
  truck.force('power', { power: 'on' })
  truck.force('c1', { defrost: 'start' })
  expect((await master.readDiscreteInputs(0, 8)).data.slice(0, 3)).toEqual([true, true, true])
  expect(journal().map(({ source, values }) => ({ source, values }))).toEqual([
    { source: 'inputs', values: { 'door:c1': 0, power: 1, 'defrost:c1': 0 } },
    { source: 'inputs', values: { 'door:c1': 1, power: 0, 'defrost:c1': 0 } },
    { source: 'inputs', values: { 'door:c1': 1, power: 1, 'defrost:c1': 1 } },
  ])
  await close(master)
})

test('settings are kept, corrections act, wrong functions and addresses get their exceptions', async () => {
  await using running = await startTruck({ lines })
  const { truck, path } = running
  const master = await connect(path('rs485-1'))
  master.setID(1)
  truck.force('p1', { values: { temperature: 4 } })
  expect((await master.readHoldingRegisters(0x0101, 2)).data).toEqual([1, 9600])
  await master.writeRegister(0x0103, -5 & 0xffff)
  expect((await master.readInputRegisters(1, 1)).data).toEqual([35])
  await master.writeRegisters(0x0103, [10, 0])
  expect((await master.readInputRegisters(1, 1)).data).toEqual([50])
  await expect(master.readInputRegisters(1, 3)).rejects.toMatchObject({ modbusCode: 2 })
  await expect(master.readDiscreteInputs(0, 8)).rejects.toMatchObject({ modbusCode: 1 })
  await expect(master.writeCoil(0, true)).rejects.toMatchObject({ modbusCode: 1 })
  master.setID(6)
  await expect(master.writeRegister(768, 1)).rejects.toMatchObject({ modbusCode: 1 })
  await master.writeRegisters(768, [7])
  expect((await master.readHoldingRegisters(768, 1)).data).toEqual([7])
  expect((await master.readCoils(512, 4)).data.slice(0, 4)).toEqual([false, true, false, false])
  master.setID(100)
  master.setTimeout(200)
  await expect(master.readHoldingRegisters(0, 1)).rejects.toMatchObject({ errno: 'ETIMEDOUT' })
  await close(master)
})

test('the same registers stand behind a TCP line', async () => {
  await using running = await startTruck({ lines, transport: 'tcp' })
  const { truck } = running
  await truck.stop()
  const [line] = await truck.start()
  truck.force('p2', { values: { temperature: -1.5 } })
  const master = new ModbusRtu()
  // Its "telnet" port is RTU bytes in TCP; the one called TcpRTUBuffered sends Modbus/TCP headers.
  await master.connectTelnet('127.0.0.1', { port: line?.port ?? 0 })
  master.setID(2)
  master.setTimeout(2_000)
  expect((await master.readHoldingRegisters(0, 1)).data).toEqual([0xfff1])
  await close(master)
})
