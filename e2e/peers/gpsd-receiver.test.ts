import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulatedTruck, parseHardware } from '@coldrx/firmware-sim'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readJournal } from '../../firmware-sim/src/testing/read-journal.ts'
import { freePort } from '../../tooling/free-port.ts'
import { type RunningProgram, spawnProgram } from '../faults/process.ts'

const directory = mkdtempSync(join(tmpdir(), 'coldrx-gpsd-'))
const truck = createSimulatedTruck({
  hardware: parseHardware({
    ...{ device: 'tk001', directory, seed: 7, compartments: [], lines: [] },
    gnss: { id: 'gnss', baud: 9_600, route: 'shanghai-hangzhou', startFraction: 0.1 },
  }),
})

/** gpsd's report of a fix. */
interface Tpv {
  readonly class: string
  readonly mode?: number
  readonly time?: string
  readonly lat?: number
  readonly lon?: number
  /** metres a second */
  readonly speed?: number
}

const reports: Tpv[] = []
let gpsd: RunningProgram
let client: ReturnType<typeof connect> | undefined
let isOver = false

beforeAll(async () => {
  await truck.start()
  const port = await freePort()
  // in the foreground, at once, and never writing to the receiver
  const args = ['-N', '-n', '-b', '-S', String(port), join(directory, 'dev', 'gnss')]
  gpsd = spawnProgram({ name: 'gpsd', command: '/usr/sbin/gpsd', args, readyPattern: /./ })
  watch(port)
})

afterAll(async () => {
  isOver = true
  client?.destroy()
  await gpsd.kill9()
  await truck.stop()
  rmSync(directory, { recursive: true, force: true })
})

/** Connects as soon as it listens. */
function watch(port: number): void {
  let heard = ''
  const socket = connect(port, '127.0.0.1')
  client = socket
  socket.on('connect', () => void socket.write('?WATCH={"enable":true,"json":true};\n'))
  socket.on('data', (chunk) => {
    const lines = (heard + chunk.toString()).split('\n')
    heard = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') reports.push(JSON.parse(line) as Tpv)
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    if (!isOver) setTimeout(() => watch(port), 100)
  })
}

/** A first one may come before a sentence with a date: it has no time yet. */
const fixes = (): Tpv[] =>
  reports.filter(({ class: kind, mode = 0, time }) => kind === 'TPV' && mode >= 2 && time !== undefined)

test('gpsd takes what the simulated receiver sends for the fixes that it is', async () => {
  await expect.poll(() => fixes().length, { timeout: 30_000, message: gpsd.lines.join('\n') }).toBeGreaterThanOrEqual(3)
  const told = readJournal(truck.journalPath)
  for (const { lat = 0, lon = 0, time } of fixes()) {
    const meant = told.find(({ values }) => near(values.latitude, lat) && near(values.longitude, lon))
    expect(meant, `${lat}, ${lon} at ${time}`).toBeDefined()
    expect(Math.abs(Date.parse(time ?? '') - (meant?.t ?? 0))).toBeLessThan(1_500)
  }
})

test('without a fix gpsd has none either', async () => {
  const seen = reports.length
  truck.faults.set('gnss', { kind: 'void' })
  const since = (): Tpv[] => reports.slice(seen).filter((report) => report.class === 'TPV')
  await expect.poll(() => since().at(-1)?.mode, { timeout: 30_000 }).toBe(1)
})

/** To the digits that NMEA has: about two centimetres. */
const near = (meant: number | undefined, told: number): boolean => Math.abs((meant ?? 0) - told) < 2e-6
