import modbusSerial from 'modbus-serial'
import { expect, test } from 'vitest'
import { startTruck } from '../testing/truck-fixture.ts'

const { default: ModbusRtu } = modbusSerial

test('an independent master switches relays and reads them back', async () => {
  await using running = await startTruck({
    lines: [{ id: 'rs485-1', baud: 9600, slaves: [{ unit: 21, model: 'waveshare-relay8', source: 'relays' }] }],
  })
  const master = new ModbusRtu()
  await master.connectRTUBuffered(running.path('rs485-1'), { baudRate: 9600 })
  master.setTimeout(2_000)
  master.setID(21)
  await master.writeCoil(2, true)
  expect((await master.readCoils(0, 8)).data).toEqual([false, false, true, false, false, false, false, false])
  await master.writeCoil(2, false)
  expect((await master.readCoils(2, 1)).data[0]).toBe(false)
  await expect(master.writeCoil(8, true)).rejects.toMatchObject({ modbusCode: 2 })
  expect(running.journal().flatMap(({ values }) => values.coil2 ?? [])).toEqual([1, 0])
  await new Promise<void>((resolve) => master.close(() => resolve()))
})
