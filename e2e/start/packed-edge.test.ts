import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { decodeEvents, decodeFrame, EVENTS_SECTION } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { startBroker, startCloud } from '../../edge-agent/src/testing/fake-cloud.ts'
import { sendCommand } from '../../firmware-sim/src/index.ts'
import { planAsset } from '../../start/world.mjs'
import { freePort } from '../../tooling/free-port.ts'
import { spawnProgram } from '../faults/process.ts'
import { runProgram } from '../peers/programs.ts'
import { QUICK_CADENCE, repository } from '../world.ts'

const WORKS_MS = 120_000

interface Finding {
  readonly verdict: string
  readonly code: string
}

test('what is packed for a truck runs in an empty place: it enrols, is examined, samples, and is replaced by the next by the cloud’s order', {
  timeout: WORKS_MS,
}, async () => {
  const place = mkdtempSync(join(tmpdir(), 'coldrx-packed-'))
  onTestFinished(() => rmSync(place, { recursive: true, force: true }))
  const packed = await runProgram(process.execPath, [join(repository, 'start/pack-edge.mjs')], WORKS_MS)
  expect(packed).toMatchObject({ code: 0 })
  const archive = join(repository, packed.out.trim())
  const first = join(place, 'opt', basename(archive, '.tar.gz'))
  mkdirSync(join(place, 'opt'))
  expect(await runProgram('tar', ['-xzf', archive, '-C', join(place, 'opt')])).toMatchObject({ code: 0 })
  symlinkSync(basename(first), join(place, 'opt/current'))

  const brokerPort = await freePort()
  const truck = planAsset({
    ...{ data: join(place, 'var'), number: 1, cabPages: join(place, 'opt/current/pages/cab') },
    ...{ brokerUrl: `mqtt://127.0.0.1:${brokerPort}`, cadence: QUICK_CADENCE },
  })
  const keys = join(place, 'keys')
  configure(truck.agentFile, { updates: { keys, steadySeconds: 2 } })
  const program = join(place, 'opt/current/bin/coldrx-edge')
  const edge = (...args: string[]) => runProgram(program, [...args, '--config', truck.agentFile])
  const examine = async (): Promise<readonly Finding[]> => {
    const { out } = await edge('doctor', '--json', '--gnss-seconds', '1')
    return (JSON.parse(out) as { findings: Finding[] }).findings
  }
  const start = async (name: string, command: string, args: readonly string[]): Promise<string> => {
    const started = spawnProgram({ name, command, args, readyPattern: /^ready/ })
    onTestFinished(async () => void (await started.stop()))
    return await started.ready
  }
  expect(await edge('enrol')).toMatchObject({ code: 0, err: '' })
  const simulator = join(repository, 'firmware-sim/dist/main.js')
  await start('truck', process.execPath, [simulator, 'run', '--hardware', truck.hardwareFile])

  const examined = await examine()
  expect(examined.filter(({ verdict }) => verdict === 'problem').map(({ code }) => code)).toEqual(['broker-refuses'])
  // five probes and a box of switches
  expect(examined.filter(({ code }) => code === 'slave-answers')).toHaveLength(6)

  const [, url] = /^ready cab (\S+)/.exec(await start('agent', program, ['run', '--config', truck.agentFile])) ?? []
  expect(await (await fetch(`${url}/`)).text()).toContain('<div id="page">')
  await expect
    .poll(async () => (await examine()).map(({ code }) => code), { timeout: WORKS_MS })
    .toEqual(expect.arrayContaining(['agent-runs', 'recorder-sound', 'slave-answers', 'gnss-fix']))

  // the same program under another version is another release
  const next = join(place, 'next', 'coldrx-edge-0.1.1')
  cpSync(first, next, { recursive: true, verbatimSymlinks: true })
  const about = JSON.parse(readFileSync(join(next, 'package.json'), 'utf8')) as object
  writeFileSync(join(next, 'package.json'), JSON.stringify({ ...about, version: '0.1.1' }))
  const paths = { archive: `${next}.tar.gz`, release: `${next}.release` }
  await runProgram('tar', ['-czf', paths.archive, '-C', join(place, 'next'), 'coldrx-edge-0.1.1'])
  const sign = ['sign-release', '--folder', next, '--archive', paths.archive, '--out', paths.release]
  const key = join(repository, '.cache/release-key.pem')
  expect(await runProgram(program, [...sign, '--key', key])).toMatchObject({ code: 0 })
  mkdirSync(keys)
  cpSync(join(repository, 'dist/release-key.pem'), join(keys, 'release-key.pem'))
  const recorded = () => countFrames(join(truck.directory, 'agent/recorder.db'))
  const before = recorded()
  const broker = await startBroker(brokerPort)
  const cloud = await startCloud(broker.url)
  await cloud.sayState(true, 's-1')
  const update = () => cloud.births.flatMap((birth) => (birth.online ? [birth] : [])).at(-1)
  await expect.poll(() => update()?.agentVersion, { timeout: WORKS_MS }).toBe('0.1.0')

  // it drives: what is ordered is fetched, and waits until it stands
  const file = readFileSync(paths.release)
  const id = createHash('sha256').update(file).digest('hex')
  cloud.releases.set(id, file)
  await cloud.command({ type: 'update', order: 1, release: { id, version: '0.1.1', sizeBytes: file.length } })
  await expect.poll(() => update()?.update?.order, { timeout: WORKS_MS }).toEqual({ number: 1, state: 'waiting' })
  expect(cloud.releaseRequests).toEqual([...new Set(cloud.releaseRequests)])
  const status = async () => (await runProgram(program, ['update', '--status', '--root', join(place, 'opt')])).out
  expect(await status()).toBe('in use / 正在使用: 0.1.0\n')
  await sendCommand(truck.control, ['gnss', 'void'])
  await expect.poll(() => update()?.update?.order, { timeout: WORKS_MS }).toEqual({ number: 1, state: 'kept' })
  expect(update()?.agentVersion).toBe('0.1.1')
  expect(await status()).toBe('in use / 正在使用: 0.1.1\n')
  expect(realpathSync(join(place, 'opt/current'))).toBe(realpathSync(join(place, 'opt/a')))
  await expect
    .poll(() => eventsOf(cloud).filter(({ code }) => code.startsWith('update')), { timeout: WORKS_MS })
    .toMatchObject([{ code: 'updated', detail: { from: '0.1.0', to: '0.1.1' } }])
  // one epoch, and what was recorded before is still there
  const after = recorded()
  expect(after.epochs).toBe(1)
  expect(after.first).toEqual(before.first)
  await expect.poll(() => recorded().frames, { timeout: WORKS_MS }).toBeGreaterThan(after.frames)
  const older = ['update', '--from', archive.replace(/\.tar\.gz$/, '.release')]
  expect(await edge(...older, '--root', join(place, 'opt'), '--keys', keys)).toMatchObject({
    code: 1,
    err: expect.stringContaining('is older than 0.1.1') as string,
  })
})

function configure(file: string, changes: object): void {
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...changes }))
}

const eventsOf = ({ frames }: Awaited<ReturnType<typeof startCloud>>) =>
  [...frames.values()].flatMap((ofEpoch) =>
    [...ofEpoch.values()].flatMap((bytes) =>
      decodeFrame(bytes).sections.flatMap((body) => (body[0] === EVENTS_SECTION ? decodeEvents(body) : [])),
    ),
  )

function countFrames(path: string): { epochs: number; frames: number; first: unknown } {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    const counts = db.prepare('SELECT count(DISTINCT epoch) AS epochs, count(*) AS frames FROM frames').get()
    return {
      ...(counts as { epochs: number; frames: number }),
      first: db.prepare('SELECT bytes FROM frames WHERE n = 0').get(),
    }
  } finally {
    db.close()
  }
}
