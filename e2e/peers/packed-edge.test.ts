import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { repository } from '../world.ts'
import { runProgram, startProgram } from './programs.ts'

interface AgentDocument {
  directory: string
  broker: { url: string; secretFile: string }
  cab: { port: number; pages: string; portFile?: string }
}

test('what is packed for a truck runs where nothing else is installed, as the guide says', {
  timeout: 300_000,
}, async () => {
  const place = mkdtempSync(join(tmpdir(), 'coldrx-packed-'))
  onTestFinished(() => rmSync(place, { recursive: true, force: true }))
  const packed = await runProgram(process.execPath, [join(repository, 'start/pack-edge.mjs')], 240_000)
  expect(packed).toMatchObject({ code: 0 })
  const archive = join(repository, packed.out.trim())
  expect(await runProgram('tar', ['-xzf', archive, '--strip-components=1', '-C', place])).toMatchObject({ code: 0 })

  // the example of the guide, with the paths of this place
  const document = JSON.parse(readFileSync(join(place, 'agent.example.json'), 'utf8')) as AgentDocument
  const directory = join(place, 'var')
  document.directory = directory
  document.broker = { url: 'mqtt://127.0.0.1:1', secretFile: join(directory, 'broker-secret') }
  document.cab = { port: 0, pages: join(place, 'pages/cab'), portFile: join(directory, 'cab-port') }
  const config = join(place, 'agent.json')
  writeFileSync(config, JSON.stringify(document))
  const program = join(place, 'bin/coldrx-edge')
  expect(await runProgram(program, ['enrol', '--config', config])).toMatchObject({ code: 0, err: '' })

  const agent = startProgram(program, ['run', '--config', config])
  onTestFinished(() => agent.stop())
  await expect.poll(() => agent.said.text, { timeout: 60_000 }).toMatch(/^ready cab http/m)
  const [, url] = /^ready cab (\S+)/m.exec(agent.said.text) ?? []
  expect(await (await fetch(`${url}/`)).text()).toContain('<div id="page">')
  const doctor = await runProgram(program, ['doctor', '--config', config, '--json'])
  const { findings } = JSON.parse(doctor.out) as { findings: { code: string }[] }
  expect(findings.map(({ code }) => code)).toContain('agent-runs')
})
