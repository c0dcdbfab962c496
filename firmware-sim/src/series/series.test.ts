import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withCrc } from '../modbus/crc16.ts'
import { openPort } from '../testing/port.ts'
import { sharedFile } from '../testing/shared-files.ts'
import { startTruck } from '../testing/truck-fixture.ts'
import { parseSeries, readSeriesFile } from './series-file.ts'

test('each format finds temperature and humidity', () => {
  expect(parseSeries('timestamp,temperature,humidity\n2020-05-05T09:21:56+0200,1.73,44.2\n', 'ruuvi', 'x')).toEqual([
    { temperature: 1.73, humidity: 44.2 },
  ])
  expect(parseSeries('"date","Temperature"\n"140","2015-02-02 14:19:00",23.7,26.272,585.2\n', 'uci', 'x')).toEqual([
    { temperature: 23.7, humidity: 26.272 },
  ])
  expect(parseSeries('timestamp,value\n2013-07-04 00:00:00,50\n', 'nab', 'x')).toEqual([{ temperature: 10 }])
  expect(() => parseSeries('timestamp,value\n2013,warm\n', 'nab', 'x')).toThrow(/row 0: column 1/)
})

test('the recorded files are read to their last row', (context) => {
  const ruuvi = sharedFile('coldchain/ruuvi-fridge-20200505.csv')
  const uci = sharedFile('coldchain/uci-occupancy-datatest.txt')
  const nab = sharedFile('coldchain/nab-ambient_temperature_system_failure.csv')
  if (ruuvi === undefined || uci === undefined || nab === undefined) return context.skip('recorded series are not here')
  expect(readSeriesFile(ruuvi, 'ruuvi')).toHaveLength(368)
  expect(readSeriesFile(uci, 'uci')).toHaveLength(2665)
  expect(readSeriesFile(nab, 'nab')).toHaveLength(7267)
})

test('a probe serves a recorded fridge row by row and says in the journal which', async (context) => {
  const file = sharedFile('coldchain/ruuvi-fridge-20200505.csv')
  if (file === undefined) return context.skip('recorded series are not here')
  const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1)
  let nowMs = 1_000_000
  const clock = { nowMs: () => nowMs }
  const series = { path: file, format: 'ruuvi', stepMs: 1000 } as const
  const slaves = [{ unit: 1, model: 'qfa3150', source: 'p1', series }] as const
  await using running = await startTruck({ lines: [{ id: 'rs485-1', baud: 9600, slaves: [...slaves] }] }, clock)
  const port = await openPort(running.path('rs485-1'))
  for (const row of [0, 1, 17, 367, 5_000]) {
    nowMs = 1_000_000 + row * 1000
    port.forget()
    await port.write(withCrc(Buffer.from([1, 3, 0, 1, 0, 4])))
    const reply = await port.hear(13)
    const played = Math.min(row, 367)
    const [, temperature, humidity] = rows[played]?.split(',') ?? []
    expect(reply.readInt16BE(3) / 100).toBe(Number(temperature))
    expect(reply.readInt16BE(7) / 100).toBe(Number(humidity))
    expect(running.journal().at(-1)).toMatchObject({
      row: played,
      values: { temperature: Number(temperature), humidity: Number(humidity) },
    })
  }
  await port.close()
})
