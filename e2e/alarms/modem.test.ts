import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SILENT_LOG } from '../../edge-agent/src/buses/line.ts'
import { openLine } from '../../edge-agent/src/buses/open-line.ts'
import { checkModem } from '../../edge-agent/src/doctor/check-modem.ts'
import { createModem, type Modem } from '../../edge-agent/src/sms/modem.ts'
import { parseHardware } from '../../firmware-sim/src/hardware.ts'
import { createSimulatedTruck, type SimulatedTruck } from '../../firmware-sim/src/truck.ts'

const NUMBER = '+8613900000001'

let directory: string
let truck: SimulatedTruck
let modem: Modem

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'coldrx-modem-'))
  truck = createSimulatedTruck({
    hardware: parseHardware({
      ...{ device: 'tk001', directory, compartments: [], lines: [] },
      modem: { id: 'modem', baud: 115_200 },
    }),
  })
  await truck.start()
  modem = createModem({
    settings: { path: join(directory, 'dev/modem'), baud: 115_200 },
    ...{ openLine, log: SILENT_LOG, sentMs: 1_500, nowMs: () => performance.now() },
  })
  modem.start()
})

afterEach(async () => {
  await modem.stop()
  await truck.stop()
  rmSync(directory, { recursive: true, force: true })
})

const send = (text: string, reference = 7) => modem.send({ number: NUMBER, text, reference })
/** The line opens on its own time. */
const ready = () => expect.poll(async () => (await send('开机')).sent).toBe(true)

test('Chinese goes out in PDU mode, and what is long in parts that the network joins', async () => {
  await ready()
  const long = '前舱温度超限，请关好车门、检查制冷机🚚。'.repeat(8)
  expect(await send(long, 42)).toMatchObject({ sent: true, parts: 3, signal: 21, mayHaveGone: false })
  expect(truck.sentSms().at(-1)).toMatchObject({ number: NUMBER, text: long, parts: 3 })
})

test('an error of the network is told by its number, and the next message goes out', async () => {
  await ready()
  truck.faults.set('modem', { kind: 'sms-refused', code: 38 })
  expect(await send('一')).toMatchObject({ sent: false, reason: '+CMS ERROR: 38', mayHaveGone: false })
  truck.faults.clear('modem')
  expect(await send('二')).toMatchObject({ sent: true })
})

test('without a network nothing is given to the modem', async () => {
  await ready()
  truck.faults.set('modem', { kind: 'not-registered' })
  expect(await send('一')).toMatchObject({ sent: false, reason: expect.stringContaining('not registered') })
  truck.faults.clear('modem')
  expect(await send('二')).toMatchObject({ sent: true })
  expect(truck.sentSms().map(({ text }) => text)).not.toContain('一')
})

test('no answer after the text: it may have gone out, and the modem is found again', async () => {
  await ready()
  truck.faults.set('modem', { kind: 'slow', delayMs: 2_000 })
  expect(await send('一')).toMatchObject({ sent: false, mayHaveGone: true })
  truck.faults.clear('modem')
  await expect.poll(async () => (await send('二')).sent).toBe(true)
})

test('a modem that is silent is said to be', async () => {
  await ready()
  truck.faults.set('modem', { kind: 'silent' })
  expect(await send('一')).toMatchObject({ sent: false, mayHaveGone: false })
  expect(await send('一')).toMatchObject({ sent: false, reason: 'the modem does not answer' })
  truck.faults.clear('modem')
  await expect.poll(async () => (await send('二')).sent).toBe(true)
})

test('a technician is told in words what a modem lacks, and what to do', async () => {
  await modem.stop()
  const settings = { path: join(directory, 'dev/modem'), baud: 115_200 }
  const find = async () => {
    const findings = await checkModem({ settings, openLine, answerMs: 700 })
    const bad = findings.filter(({ verdict }) => verdict !== 'ok')
    expect(bad.every(({ next }) => next !== null)).toBe(true)
    return bad.map(({ code }) => code)
  }
  const all = await checkModem({ settings, openLine })
  expect(all.map(({ code, verdict }) => [code, verdict])).toEqual(
    ['modem-answers', 'sim-ready', 'modem-registered', 'signal-fair', 'centre-set'].map((code) => [code, 'ok']),
  )
  expect(truck.sentSms()).toEqual([])
  const faults = ['not-registered', 'no-centre', 'weak', 'no-sim', 'sim-locked', 'text-only', 'silent'] as const
  const found: string[][] = []
  for (const kind of faults) {
    truck.faults.set('modem', { kind })
    found.push(await find())
    truck.faults.clear('modem')
  }
  expect(found).toEqual([
    ...[['not-registered'], ['centre-missing'], ['signal-weak'], ['sim-missing'], ['sim-locked'], ['no-pdu-mode']],
    ['modem-silent'],
  ])
  expect((await checkModem({ settings: { ...settings, path: `${settings.path}-gone` }, openLine }))[0]).toMatchObject({
    ...{ verdict: 'problem', code: 'modem-missing' },
  })
})
