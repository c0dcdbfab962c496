import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

test('what is packed for a truck runs in an empty place: it enrols, is examined, samples and is examined again', {
  timeout: WORKS_MS,
}, async () => {
  const place = mkdtempSync(join(tmpdir(), 'coldrx-packed-'))
  onTestFinished(() => rmSync(place, { recursive: true, force: true }))
  const packed = await runProgram(process.execPath, [join(repository, 'start/pack-edge.mjs')], WORKS_MS)
  expect(packed).toMatchObject({ code: 0 })
  const archive = join(repository, packed.out.trim())
  expect(await runProgram('tar', ['-xzf', archive, '--strip-components=1', '-C', place])).toMatchObject({ code: 0 })

  const truck = planAsset({
    ...{ data: join(place, 'var'), number: 1, cabPages: join(place, 'pages/cab') },
    ...{ brokerUrl: 'mqtt://127.0.0.1:1', cadence: QUICK_CADENCE },
  })
  const program = join(place, 'bin/coldrx-edge')
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

  const before = await examine()
  expect(before.filter(({ verdict }) => verdict === 'problem').map(({ code }) => code)).toEqual(['broker-refuses'])
  // five probes and a box of switches
  expect(before.filter(({ code }) => code === 'slave-answers')).toHaveLength(6)

  const [, url] = /^ready cab (\S+)/.exec(await start('agent', program, ['run', '--config', truck.agentFile])) ?? []
  expect(await (await fetch(`${url}/`)).text()).toContain('<div id="page">')
  await expect
    .poll(async () => (await examine()).map(({ code }) => code), { timeout: WORKS_MS })
    .toEqual(expect.arrayContaining(['agent-runs', 'recorder-sound', 'slave-answers', 'gnss-fix']))
})
