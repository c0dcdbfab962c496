import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startAgent } from '../../edge-agent/src/agent.ts'
import { SILENT_LOG } from '../../edge-agent/src/buses/line.ts'
import { openLine } from '../../edge-agent/src/buses/open-line.ts'
import type { CabState } from '../../edge-agent/src/cab/cab-state.ts'
import { createMonotonicClock } from '../../edge-agent/src/clock/monotonic.ts'
import { parseConfig } from '../../edge-agent/src/config.ts'
import { readRecorder } from '../../edge-agent/src/testing/read-recorder.ts'
import { parseHardware } from '../../firmware-sim/src/hardware.ts'
import { readJournal } from '../../firmware-sim/src/testing/read-journal.ts'
import { createSimulatedTruck } from '../../firmware-sim/src/truck.ts'
import { generateSm2KeyPair } from '../../protocol/src/index.ts'
import { freePort } from '../../tooling/free-port.ts'

const PATIENT = { timeout: 60_000 }
const NUMBERS = ['+8613900000001', '+8613900000002', '+8613900000003']
const cleanups: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

test('a truck with no network sounds, shines, tells three people, and keeps it all for the cloud', {
  timeout: 180_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'coldrx-alarm-'))
  cleanups.push(() => rmSync(directory, { recursive: true, force: true }))
  const truck = createSimulatedTruck({
    hardware: parseHardware({
      ...{ device: 'tk001', directory, seed: 7, modem: { id: 'modem', baud: 115_200 } },
      compartments: [{ id: 'c1', setpointCelsius: 5, volumeCubicMetres: 12, loadKg: 900 }],
      lines: [
        {
          ...{ id: 'rs485-1', baud: 9_600 },
          slaves: [
            { unit: 1, model: 'xy-md02', source: 'p1', compartment: 'c1' },
            { unit: 21, model: 'waveshare-relay8', source: 'relays' },
          ],
        },
      ],
    }),
  })
  cleanups.push(() => truck.stop())
  await truck.start()
  truck.force('p1', { values: { temperature: 5 } })

  const data = join(directory, 'agent')
  mkdirSync(data)
  const key = generateSm2KeyPair()
  const bus = 'rs485-1'
  const config = parseConfig({
    ...{ device: 'tk001', asset: { kind: 'truck', name: '沪A·D8231' }, directory: data },
    broker: { url: `mqtt://127.0.0.1:${await freePort()}`, secretFile: join(data, 'secret') },
    cab: { pages: join(data, 'no-pages') },
    cadence: { sampleIntervalMs: 1_000, recordIntervalMs: 2_000, outOfRangeRecordIntervalMs: 1_000 },
    compartments: [{ id: 'c1', name: { zh: '前舱', en: 'Front' }, range: { minCelsius: 2, maxCelsius: 8 } }],
    buses: [
      {
        ...{ id: bus, path: join(directory, 'dev/rs485-1') },
        probes: [{ id: 'p1', unit: 1, profile: 'xy-md02', compartment: 'c1' }],
      },
    ],
    alarms: {
      relays: [
        { id: 'horn', bus, unit: 21, coil: 0, purpose: 'siren' },
        { id: 'lamp', bus, unit: 21, coil: 1, purpose: 'light' },
      ],
      sms: {
        modem: { path: join(directory, 'dev/modem') },
        recipients: NUMBERS.map((number, at) => ({ name: `人${at}`, number })),
        policy: { delaySeconds: 0 },
      },
    },
  })
  const agent = await startAgent({
    ...{ config, key, secret: 'secret', clock: createMonotonicClock(), random: Math.random },
    ...{ openPort: openLine, log: SILENT_LOG },
    hostClock: { nowMs: Date.now, isSynchronised: () => false },
  })
  let isStopped = false
  const stop = async (): Promise<void> => {
    isStopped = true
    await agent.stop()
  }
  cleanups.push(async () => (isStopped ? undefined : await stop()))
  const cab = async () => (await (await fetch(`http://127.0.0.1:${agent.cabPort}/api/cab`)).json()) as CabState
  await expect.poll(cab, PATIENT).toMatchObject({ compartments: [{ state: 'in-range' }], alarms: { open: [] } })

  truck.force('p1', { values: { temperature: 9.4 } })
  const coils = () => {
    const newest: Record<string, number> = {}
    for (const { source, values } of readJournal(truck.journalPath)) {
      if (source === 'relays') Object.assign(newest, values)
    }
    return newest
  }
  await expect.poll(coils, PATIENT).toEqual({ coil0: 1, coil1: 1 })
  await expect.poll(() => truck.sentSms().map(({ number }) => number), PATIENT).toEqual(NUMBERS)
  const [message] = truck.sentSms()
  expect(message?.text).toMatch(/^【冷链报警】沪A·D8231 前舱：温度超限 9\.4℃（\d\d:\d\d起）。/)
  await expect.poll(cab, PATIENT).toMatchObject({ alarms: { sound: 'sounding', sms: { waiting: 0, sent: 3 } } })
  // the probe was asked all along
  expect(await cab()).toMatchObject({ compartments: [{ temperatureCelsius: 9.4, probes: [{ mark: 'ok' }] }] })

  await stop()
  const { events } = readRecorder(data, { device: 'tk001', publicKey: key.publicKey })
  const codes = events.map(({ code }) => code)
  expect(codes).toContain('alarm-raised')
  expect(codes.filter((code) => code === 'sms-sent')).toHaveLength(3)
  expect(codes).not.toContain('relay-lost')
})
