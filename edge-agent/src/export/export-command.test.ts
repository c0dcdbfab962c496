import { execFile } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { toHex, toUtf8 } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import { RecorderCore } from '../recorder/recorder-core.ts'
import { RECORDER_FILE } from '../recorder/recorder-file.ts'
import { agentConfig } from '../testing/agent-fixture.ts'
import { recordedIo } from '../testing/recorded-io.ts'
import { BOOT_WALL_MS, entryAt, recorderSettings, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { exportCommand } from './export-command.ts'

const VERIFIER = fileURLToPath(new URL('../../../e2e/independent/coldrx_verify.py', import.meta.url))
const iso = (ms: number): string => new Date(ms).toISOString()

/** Values as the independent verifier prints them: epoch, n, group, channel, monotonic ms, value, mark. */
interface Proved {
  readonly runs: number
  readonly frames: number
  readonly documents: number
  readonly seals: number
  readonly unsigned: number
  readonly unproved: number
  readonly values: readonly (readonly [string, number, string, string, number, number | null, string])[]
}

async function verify(out: string): Promise<Proved> {
  const { stdout } = await promisify(execFile)('python3', [VERIFIER, 'bundle', join(out, 'proof.ndjson')], {
    maxBuffer: 64 * 1_048_576,
  })
  return JSON.parse(stdout) as Proved
}

async function run(...args: readonly string[]) {
  const { io, said } = recordedIo()
  const code = await exportCommand.run([...args, '--timezone', 'Asia/Shanghai'], io)
  return { code, ...said }
}

/** Sixty seconds of one reading a second, in frames of five, sealed every ten. */
function recorded({ seconds = 60, close = true }: { seconds?: number; close?: boolean } = {}) {
  const directory = temporaryDirectory()
  const settings = recorderSettings(directory)
  const recorder = new RecorderCore(settings)
  for (let at = 1; at <= seconds; at++) {
    const opened = { monotonicMs: at * 1_000, code: 'door-opened', subject: 'c1', detail: {} }
    recorder.record(entryAt(at * 1_000, { mark: at === 7 ? 'timeout' : 'ok', events: at === 30 ? [opened] : [] }))
  }
  if (close) recorder.closeAndSeal(seconds * 1_000)
  const config = join(directory, 'agent.json')
  writeFileSync(config, JSON.stringify(agentConfig(directory)))
  const { privateKey, publicKey } = settings.key
  const key = { privateKey: toHex(privateKey), publicKey: toHex(publicKey) }
  writeFileSync(join(directory, 'key.json'), JSON.stringify(key))
  return { directory, recorder, config, settings, publicKey: key.publicKey, out: join(directory, 'out') }
}

function csv(out: string, name: string): string[][] {
  return readFileSync(join(out, name), 'utf8')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','))
}

test('a span becomes a table in UTC and local time, and frames that prove it by themselves', async () => {
  const { config, out, recorder } = recorded()
  const [from, to] = [BOOT_WALL_MS + 22_000, BOOT_WALL_MS + 33_000]
  const { code, out: said } = await run('--config', config, '--from', iso(from), '--to', iso(to), '--out', out)
  recorder.close()
  expect(said).toContain('48 readings, 1 events')
  expect(code).toBe(0)
  const [head, ...rows] = csv(out, 'readings.csv')
  expect(head?.[0]).toBe('\ufeffutc')
  const temperatures = rows.filter(([, , , , , , channel]) => channel === 'p1.temperature')
  expect(temperatures.map(([utc]) => utc)).toEqual(
    Array.from({ length: 12 }, (_, at) => iso(BOOT_WALL_MS + 22_000 + at * 1_000)),
  )
  // 08:00:22 UTC is 16:00:22 in Shanghai; the 22nd sample reads 2.2 °C
  expect(temperatures[0]?.slice(1, 11)).toEqual([
    '2026-06-01 16:00:22',
    'no',
    'rtc',
    'c1',
    'Front',
    'p1.temperature',
    'temperature',
    '2.2',
    'Cel',
    'ok',
  ])
  const [, opened] = csv(out, 'events.csv')
  expect(opened?.slice(0, 5)).toEqual([iso(BOOT_WALL_MS + 30_000), '2026-06-01 16:00:30', 'no', 'door-opened', 'c1'])

  const proved = await verify(out)
  expect(proved).toMatchObject({ runs: 1, unsigned: 0, unproved: 0 })
  expect(proved.seals).toBeGreaterThan(0)
  const inTable = new Set(rows.map(([, , , , , , channel, , value]) => `${channel} ${value}`))
  const inProof = new Set(proved.values.map(([, , , channel, , value]) => `${channel} ${String(value)}`))
  for (const shown of ['p1.temperature 2.2', 'p1.temperature 3.3']) {
    expect(inTable).toContain(shown)
    expect(inProof).toContain(shown)
  }
  // from seal to seal, and not the whole recording
  expect(proved.values.some(([, , , , monotonicMs]) => monotonicMs < 10_000)).toBe(false)
})

test('what is not framed yet is in the table, beside a recorder that goes on', async () => {
  const { config, out, recorder } = recorded({ seconds: 58, close: false })
  const span = ['--from', iso(BOOT_WALL_MS), '--to', iso(BOOT_WALL_MS + 100_000)]
  const { code } = await run('--config', config, ...span, '--out', out)
  expect(code).toBe(0)
  const rows = csv(out, 'readings.csv').filter(([, , , , , , channel]) => channel === 'p1.temperature')
  expect(rows).toHaveLength(58)
  expect(rows.at(-1)?.slice(-2)).toEqual(['', ''])
  expect(rows[6]?.slice(8, 11)).toEqual(['', 'Cel', 'timeout'])
  const proved = await verify(out)
  expect(proved.runs).toBe(1)
  expect(recorder.record(entryAt(59_000)).problem).toBeNull()
  recorder.close()
})

test('a copy of the file alone, with the key named, gives the same', async () => {
  const { directory, recorder, publicKey } = recorded()
  recorder.close()
  const copy = temporaryDirectory()
  copyFileSync(join(directory, RECORDER_FILE), join(copy, 'truck-7.db'))
  const out = join(copy, 'out')
  const span = ['--from', '2026-06-01', '--to', '2026-06-01', '--out', out]
  const without = await run('--recorder', join(copy, 'truck-7.db'), ...span).catch((error: Error) => error.message)
  expect(without).toMatch(/name the device’s key by --public-key/)
  const { code } = await run('--recorder', join(copy, 'truck-7.db'), '--public-key', publicKey, ...span)
  expect(code).toBe(0)
  expect(await verify(out)).toMatchObject({ runs: 1, unsigned: 0 })
})

test('a byte that is changed in the file is found by the verifier', async () => {
  const { config, out, recorder } = recorded()
  recorder.close()
  await run('--config', config, '--from', '2026-06-01', '--to', '2026-06-01', '--out', out)
  const proof = join(out, 'proof.ndjson')
  const lines = readFileSync(proof, 'utf8').split('\n')
  const at = lines.findLastIndex((line) => line.startsWith('{"frame"'))
  lines[at] = (lines[at] ?? '').replace(/(..)"}$/, (_, byte: string) => `${byte === '00' ? '01' : '00'}"}`)
  writeFileSync(proof, lines.join('\n'))
  await expect(verify(out)).rejects.toThrow(/Fault/)
})

test('readings of a clock that was set later stand where they belong', async () => {
  const directory = temporaryDirectory()
  const settings = recorderSettings(directory, { start: { monotonicMs: 0, wallMs: 0, clock: 'none' } })
  const recorder = new RecorderCore(settings)
  for (let at = 1; at <= 12; at++) recorder.record({ ...entryAt(at * 1_000, { wallMs: at * 1_000 }), clock: 'none' })
  for (let at = 13; at <= 24; at++) recorder.record({ ...entryAt(at * 1_000), clock: 'gnss' })
  recorder.closeAndSeal(24_000)
  recorder.close()
  const out = join(directory, 'out')
  const key = ['--public-key', toHex(settings.key.publicKey)]
  const span = ['--from', '2026-06-01', '--to', '2026-06-01', '--out', out]
  expect((await run('--recorder', join(directory, RECORDER_FILE), ...key, ...span)).code).toBe(0)
  const rows = csv(out, 'readings.csv').filter(([, , , , , , channel]) => channel === 'p1.temperature')
  expect(rows.map(([utc, , trusted, clock]) => [utc, trusted, clock])).toEqual(
    Array.from({ length: 24 }, (_, at) => [iso(BOOT_WALL_MS + (at + 1) * 1_000), 'yes', at < 12 ? 'none' : 'gnss']),
  )
})

test('a trip is found by its id or number, with what was handed over on it', async () => {
  const { config, out, recorder } = recorded({ close: false })
  const stop = { id: 's1', name: { zh: '一', en: 'One' }, address: '', position: { latitude: 31, longitude: 121 } }
  const window = { geofenceRadiusMetres: 200, windowFromMs: BOOT_WALL_MS, windowToMs: BOOT_WALL_MS + 3_600_000 }
  recorder.keepTrip({
    v: 1,
    revision: 1,
    trip: {
      ...{ id: 't1', number: 'T20260601-001', revision: 1, state: 'under-way', plannedDepartureMs: BOOT_WALL_MS },
      ...{ stops: [{ ...stop, ...window, state: 'planned' }], shipments: [] },
    },
  })
  const paper = { id: 'handover-1', kind: 'handover', salt: new Uint8Array(16), bytes: toUtf8('{"v":1}') }
  recorder.keepDocument(paper, { monotonicMs: 61_000, wallMs: BOOT_WALL_MS + 61_000, clock: 'rtc' })
  recorder.close()
  for (const name of ['t1', 'T20260601-001']) {
    const { code, out: said } = await run('--config', config, '--trip', name, '--out', out, '--json')
    expect(JSON.parse(said)).toMatchObject({ device: 'tk001', readings: 240, documents: 1, unsealed: 0 })
    expect(code).toBe(0)
  }
  expect(await verify(out)).toMatchObject({ documents: 1, unsigned: 0 })
  const other = await run('--config', config, '--trip', 't2', '--out', out)
  expect(other).toMatchObject({ code: 1, out: '' })
  expect(other.err).toContain('There is no trip t2 on this device; there is T20260601-001 (t1)')
})

test.each([
  [['--out', 'x'], 'export needs --config FILE or --recorder FILE'],
  [['--recorder', 'r.db', '--trip', 't'], 'export needs --out DIRECTORY'],
  [['--recorder', 'r.db', '--out', 'x', '--from', '2026-06-01'], 'either --trip ID, or --from TIME and --to TIME'],
])('%j is refused by name', async (args, text) => {
  await expect(exportCommand.run(args, recordedIo().io)).rejects.toThrow(text)
})
