import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { planAsset } from '../../start/world.mjs'
import { spawnProgram } from '../faults/process.ts'
import { runProgram } from '../peers/programs.ts'
import { QUICK_CADENCE, repository } from '../world.ts'

const WORKS_MS = 120_000

interface Finding {
  readonly verdict: string
  readonly code: string
}

test('what is packed for a truck runs in an empty place: it enrols, is examined, samples, and is replaced by the next', {
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

  const truck = planAsset({
    ...{ data: join(place, 'var'), number: 1, cabPages: join(place, 'opt/current/pages/cab') },
    ...{ brokerUrl: 'mqtt://127.0.0.1:1', cadence: QUICK_CADENCE },
  })
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
  mkdirSync(join(place, 'keys'))
  cpSync(join(repository, 'dist/release-key.pem'), join(place, 'keys/release-key.pem'))
  const update = (from: string) =>
    edge(
      ...['update', '--from', from, '--root', join(place, 'opt'), '--keys', join(place, 'keys')],
      ...['--steady-seconds', '2'],
    )
  const recorded = () => countFrames(join(truck.directory, 'agent/recorder.db'))
  const before = recorded()
  expect(await update(paths.release)).toMatchObject({ code: 0, err: '' })
  const status = async () => (await runProgram(program, ['update', '--status', '--root', join(place, 'opt')])).out
  await expect.poll(status, { timeout: WORKS_MS }).toContain('0.1.1')
  await expect.poll(status, { timeout: WORKS_MS }).not.toContain('on trial')
  expect(await status()).toBe('in use / 正在使用: 0.1.1\n')
  expect(realpathSync(join(place, 'opt/current'))).toBe(realpathSync(join(place, 'opt/a')))
  // one epoch, and what was recorded before is still there
  const after = recorded()
  expect(after.epochs).toBe(1)
  expect(after.first).toEqual(before.first)
  await expect.poll(() => recorded().frames, { timeout: WORKS_MS }).toBeGreaterThan(after.frames)
  expect(await update(archive.replace(/\.tar\.gz$/, '.release'))).toMatchObject({
    code: 1,
    err: expect.stringContaining('is older than 0.1.1') as string,
  })
})

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
