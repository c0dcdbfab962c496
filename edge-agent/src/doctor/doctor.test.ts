import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { openLine } from '../buses/open-line.ts'
import { enrol } from '../identity/enrol.ts'
import { RecorderCore } from '../recorder/recorder-core.ts'
import { RECORDER_FILE } from '../recorder/recorder-file.ts'
import { agentConfig } from '../testing/agent-fixture.ts'
import { startBroker, type TestBroker } from '../testing/fake-cloud.ts'
import { rmc } from '../testing/nmea.ts'
import { openPtyLine, type PtyLine } from '../testing/pty-line.ts'
import { entryAt, recorderSettings, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { MODEL_IMAGES, withRegisters } from '../testing/register-slaves.ts'
import { createRtuSlaves, type RtuSlaves } from '../testing/rtu-slaves.ts'
import { checkBroker } from './check-broker.ts'
import { checkClock } from './check-clock.ts'
import { checkCredentials } from './check-credentials.ts'
import { checkDisk, roomFinding } from './check-disk.ts'
import { checkRecorder } from './check-recorder.ts'
import { examine } from './doctor.ts'
import type { Finding } from './finding.ts'

const cleanups: (() => unknown)[] = []
let broker: TestBroker

beforeEach(async () => {
  broker = await startBroker()
  cleanups.push(() => broker.stop())
})

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

interface Truck {
  readonly directory: string
  readonly line: PtyLine
  readonly slaves: RtuSlaves
  readonly receiver: PtyLine
  readonly document: Record<string, unknown>
  readonly find: (gnssListenMs?: number) => Promise<readonly Finding[]>
}

/** A truck with two probes and a switch box on one line, and a receiver; all well unless the test changes it. */
function truck(): Truck {
  const directory = temporaryDirectory()
  const [line, receiver] = [openPtyLine(), openPtyLine()]
  cleanups.push(
    () => line.unplug(),
    () => receiver.unplug(),
  )
  const slaves = createRtuSlaves(line)
  slaves.behave(1, withRegisters(MODEL_IMAGES['xy-md02']?.(1) ?? {}))
  slaves.behave(2, withRegisters(MODEL_IMAGES.srth100?.(2) ?? {}))
  slaves.behave(9, withRegisters({ 2: Object.fromEntries(Array.from({ length: 8 }, (_, at) => [at, 0])) }))
  // a receiver says the time of now, which it is believed for when it advances as our own does
  const speak = setInterval(() => receiver.write(Buffer.from(rmc(Date.UTC(2026, 10, 25) + performance.now()))), 100)
  cleanups.push(() => clearInterval(speak))
  const config = agentConfig(directory, { brokerUrl: broker.url })
  const document = {
    ...config,
    compartments: [{ ...config.compartments[0], range: { minCelsius: 2, maxCelsius: 8 }, volumeCubicMetres: 12 }],
    buses: [
      {
        ...config.buses[0],
        path: line.path,
        timeoutMs: 100,
        probes: [
          { id: 'p1', unit: 1, profile: 'xy-md02', compartment: 'c1' },
          { id: 'p2', unit: 2, profile: 'srth100', compartment: 'c1' },
        ],
      },
    ],
    gnss: { id: 'gnss', path: receiver.path },
  }
  enrol(config)
  const file = join(directory, 'agent.json')
  return {
    ...{ directory, line, slaves, receiver, document },
    find(gnssListenMs = 8_000) {
      writeFileSync(file, JSON.stringify(document))
      return examine({
        ...{ configFile: file, gnssListenMs, openLine, nowMs: Date.now },
        readSynchronised: () => Promise.resolve(true),
        onFinding: () => undefined,
      })
    },
  }
}

const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code)
const wrong = (findings: readonly Finding[]): Finding[] => findings.filter(({ verdict }) => verdict !== 'ok')

function theOne(findings: readonly Finding[], code: string): Finding {
  const [found, ...others] = findings.filter((finding) => finding.code === code)
  if (found === undefined || others.length > 0) throw new Error(`${code}: ${JSON.stringify(findings)}`)
  return found
}

test('a truck in which all is well', async () => {
  const all = await truck().find()
  expect(codes(all)).toContain('disk-sound')
  // how large the disk of the machine is that tests run on does not matter
  const findings = all.filter(({ check }) => check !== 'disk')
  expect(wrong(findings)).toEqual([])
  expect(codes(findings)).toEqual([
    ...['configuration-right', 'enough-points', 'key-sound', 'secret-sound'],
    ...['nothing-recorded', 'clock-synchronised', 'ports-found', 'slave-answers', 'slave-answers', 'slave-answers'],
    ...['gnss-fix', 'broker-reached', 'broker-login', 'link-within-budget'],
  ])
  const answers = findings.filter(({ code }) => code === 'slave-answers').map(({ what }) => what.zh)
  expect(answers[0]).toBe('rs485-1 上的 p1（地址 1）：5.2 °C，65.2 %')
})

test('what is wrong in the file is told at once, by field', async () => {
  const { document, find } = truck()
  document.device = 'Not A Name'
  document.broker = { url: 'http://x', secretFile: '' }
  const findings = await find()
  expect(findings.every(({ code }) => code === 'configuration-wrong')).toBe(true)
  const told = findings.map(({ what }) => what.en).join('\n')
  for (const field of ['device: ', 'broker.url: ', 'broker.secretFile: ']) expect(told).toContain(field)
})

test('a device that is not enrolled, and a secret that others can read', async () => {
  const { directory, find } = truck()
  rmSync(join(directory, 'key.json'))
  chmodSync(join(directory, 'broker-secret'), 0o644)
  const findings = await find()
  expect(theOne(findings, 'not-enrolled').next?.en).toContain('coldrx-edge enrol')
  expect(theOne(findings, 'readable-by-others')).toMatchObject({ verdict: 'warning', detail: { mode: '644' } })
  writeFileSync(join(directory, 'key.json'), '{"privateKey":"1"}')
  expect(theOne(await find(), 'credentials-damaged').verdict).toBe('problem')
})

test('a damaged key in a place whose name speaks of missing things is damaged', () => {
  const directory = join(temporaryDirectory(), 'missing')
  mkdirSync(directory)
  writeFileSync(join(directory, 'key.json'), '{}', { mode: 0o600 })
  expect(codes(checkCredentials(agentConfig(directory)))).toEqual(['credentials-damaged', 'not-enrolled'])
})

test('too few probes for the size of the compartment', async () => {
  const { document, find } = truck()
  const [compartment] = document.compartments as object[]
  document.compartments = [{ ...compartment, volumeCubicMetres: 40.5 }]
  expect(theOne(await find(), 'too-few-points').detail).toMatchObject({ points: 2, required: 4 })
})

describe('on the line', () => {
  it('a probe that is silent, and one that nobody configured', async () => {
    const { slaves, find } = truck()
    slaves.behave(2, () => [])
    slaves.behave(3, withRegisters(MODEL_IMAGES.r444a01?.(3) ?? {}))
    const findings = await find()
    expect(theOne(findings, 'slave-silent').detail).toMatchObject({ source: 'p2', unit: 2, mark: 'timeout' })
    expect(theOne(findings, 'slave-not-configured').detail).toMatchObject({ unit: 3, profile: 'r444a01' })
  })

  it('a probe of another model than configured', async () => {
    const { slaves, find } = truck()
    slaves.behave(1, withRegisters(MODEL_IMAGES['renke-ws-n01']?.(1) ?? {}))
    const { next, detail } = theOne(await find(), 'slave-of-another-profile')
    expect(detail).toMatchObject({ source: 'p1', looksLike: 'renke-ws-n01' })
    expect(next?.zh).toBe('它像是 renke-ws-n01：把 profile 改为 renke-ws-n01')
  })

  it('a device that is not there, and one that somebody holds', async () => {
    const { document, line, find, receiver } = truck()
    const quiet = { onBytes: () => undefined, onLost: () => undefined }
    const held = await openLine({ path: line.path, baud: 9_600 }, quiet)
    cleanups.push(() => held.close())
    document.gnss = { id: 'gnss', path: `${receiver.path}-gone` }
    const findings = await find()
    expect(theOne(findings, 'line-held').detail).toEqual({ line: 'rs485-1' })
    expect(theOne(findings, 'gnss-missing').verdict).toBe('problem')
  })
})

describe('of the receiver', () => {
  it('no word, no sentence, no fix', async () => {
    const quiet = openPtyLine()
    cleanups.push(() => quiet.unplug())
    const { document, find } = truck()
    document.gnss = { id: 'gnss', path: quiet.path }
    expect(codes(await find(1_000))).toContain('gnss-silent')
    const noise = setInterval(() => quiet.write(Buffer.from([0xf8, 0x00, 0x8e, 0x1c])), 50)
    cleanups.push(() => clearInterval(noise))
    expect(codes(await find(1_000))).toContain('gnss-garbage')
    clearInterval(noise)
    const lost = setInterval(() => quiet.write(Buffer.from(rmc(Date.UTC(2026, 10, 25), { active: false }))), 100)
    cleanups.push(() => clearInterval(lost))
    expect(theOne(await find(1_000), 'gnss-no-fix').verdict).toBe('warning')
  })
})

describe('the way to the cloud', () => {
  const device = 'tk001'
  const ask = (url: string, secret: string | null = 'secret') => checkBroker({ url, device, secret, timeoutMs: 1_000 })

  /** Something else that listens there. */
  async function listen(onConnect: (socket: Socket) => void): Promise<string> {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
      onConnect(socket)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    cleanups.push(
      () =>
        new Promise<void>((resolve) => {
          server.close(() => resolve())
          for (const socket of sockets) socket.destroy()
        }),
    )
    const address = server.address()
    return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  }

  it('is refused to a device that the broker does not know', async () => {
    broker.returnCode = 5
    expect(theOne(await ask(broker.url), 'login-refused').detail).toMatchObject({ connack: 5 })
    broker.returnCode = 3
    expect(codes(await ask(broker.url))).toEqual(['broker-reached', 'broker-unavailable'])
  })

  it('ends where nobody listens, or at a name that nobody knows', async () => {
    expect(codes(await ask('mqtt://127.0.0.1:1'))).toEqual(['broker-refuses'])
    const [unknown] = await ask('mqtt://no-such-host.invalid')
    expect(['broker-name-unknown', 'no-network']).toContain(unknown?.code)
  })

  it('ends at a portal that speaks no MQTT', async () => {
    const portal = await listen((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 302 Found\r\nLocation: http://portal/\r\n\r\n'))
    })
    expect(codes(await ask(`mqtt://${portal}`))).toEqual(['broker-reached', 'no-connack'])
    const silent = await listen(() => undefined)
    expect(codes(await ask(`mqtt://${silent}`))).toEqual(['broker-reached', 'no-connack'])
    expect(codes(await ask(`mqtts://${portal}`))).toEqual(['broker-reached', 'tls-untrusted'])
  })

  it('is not taken from a running agent by a second session', async () => {
    expect(codes(await ask(broker.url, null))).toEqual(['broker-reached'])
    expect(broker.connectAttempts).toBe(0)
  })
})

describe('the recorder', () => {
  const cadence = { recordIntervalMs: 60_000 } as Parameters<typeof checkRecorder>[0]['config']['cadence']
  const check = (directory: string, nowMs: number, isRunning = false) =>
    checkRecorder({ config: { directory, cadence }, running: isRunning ? { pid: 1, cab: null } : null, nowMs })

  function recordedIn(directory: string): void {
    const recorder = new RecorderCore(recorderSettings(directory), () => Date.UTC(2026, 5, 1, 8))
    for (let at = 1; at <= 20; at++) recorder.record(entryAt(at * 1_000))
    recorder.closeAndSeal(20_000)
    recorder.close()
  }

  it('is sound, and tells what waits for the cloud', () => {
    const directory = temporaryDirectory()
    recordedIn(directory)
    const soon = check(directory, Date.UTC(2026, 5, 1, 9))
    expect(codes(soon)).toEqual(['recorder-sound'])
    expect(soon[0]?.detail).toMatchObject({ damagedRows: 0, lastRecordedAt: '2026-06-01T08:00:20.000Z' })
    const later = check(directory, Date.UTC(2026, 5, 4, 9))
    expect(theOne(later, 'waiting-for-long').detail).toMatchObject({ days: 3 })
    expect(codes(check(directory, Date.UTC(2026, 5, 1, 9), true))).toContain('not-recording')
  })

  it('is damaged, and what was put aside is told', () => {
    const directory = temporaryDirectory()
    writeFileSync(join(directory, RECORDER_FILE), Buffer.alloc(8_192, 0x5a))
    mkdirSync(join(directory, 'quarantine', '2026-06-01'), { recursive: true })
    const findings = check(directory, 0)
    expect(codes(findings)).toEqual(['recorder-damaged', 'quarantined'])
    expect(findings[0]?.next?.en).toContain('Do not delete it')
  })
})

test('a disk that is not there', async () => {
  const findings = await checkDisk({ directory: '/no/such/place', recorder: { mostMebibytes: 2_048 } })
  expect(findings.map(({ verdict, code }) => [verdict, code])).toEqual([
    ['problem', 'disk-unusable'],
    ['problem', 'disk-unusable'],
  ])
})

test.each([
  [50, 0, 'disk-full', 'problem'],
  [300, 100, 'disk-small', 'warning'],
  [300, 200, 'disk-below-limit', 'warning'],
  [1_900, 200, 'disk-room', 'ok'],
])('a disk with %d MiB free beside %d MiB of records', (free, recorded, code, verdict) => {
  const room = { freeBytes: free * 2 ** 20, recordedBytes: recorded * 2 ** 20, mostMebibytes: 2_048 }
  expect(roomFinding(room)).toMatchObject({ code, verdict })
})

test.each([
  [Date.UTC(1970, 0, 2), true, true, 'clock-never-set', 'problem'],
  [Date.UTC(2026, 5, 1), true, false, 'clock-synchronised', 'ok'],
  [Date.UTC(2026, 5, 1), false, false, 'clock-not-synchronised', 'warning'],
  [Date.UTC(2026, 5, 1), false, true, 'clock-by-gnss', 'ok'],
  [Date.UTC(2026, 5, 1), null, false, 'clock-not-synchronised', 'warning'],
])('a clock at %d, synchronised: %s, with a receiver: %s', async (nowMs, synchronised, hasGnss, code, verdict) => {
  const readSynchronised = (): Promise<boolean> =>
    synchronised === null ? Promise.reject(new Error('no timedatectl')) : Promise.resolve(synchronised)
  expect(await checkClock({ nowMs, readSynchronised, hasGnss })).toMatchObject([{ code, verdict }])
})
