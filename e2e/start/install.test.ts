import { expect, test } from 'vitest'
import { installProblem, nodeProblem } from '../../start/install.mjs'
import type { RunningProgram } from '../faults/process.ts'
import { until } from '../world.ts'
import { processesMarked, startInBareClone } from './bare-clone.ts'

const COMPILED = { 'g++': 'exit 0', make: 'exit 0', python3: 'exit 0' }
const OK = 'exit 0'
const SYSTEM = {
  ...COMPILED,
  ...{ chromium: OK, openssl: OK, mbpoll: OK, 'systemd-notify': OK, 'victoria-metrics': OK },
}
const NO_COMPILER = `echo 'npm error path node_modules/better-sqlite3
npm error gyp ERR! stack Error: not found: make' >&2; exit 1`
const NO_NETWORK = `echo 'npm error code ENOTFOUND
npm error network request to the registry for better-sqlite3 failed' >&2; exit 1`
const ENDLESS = '/bin/sleep 1000 & /bin/sleep 1000'

async function endOf(program: RunningProgram): Promise<readonly string[]> {
  await until('its end', () => program.end)
  return program.lines.filter((line) => !/^\[ *\d+ s\]|^— /.test(line))
}

test('a missing compiler is one sentence that names what is missing and how to get it', async () => {
  const { program } = startInBareClone({ script: 'start', tools: { npm: NO_COMPILER, python3: 'exit 0' } })
  expect(await endOf(program)).toEqual([
    'SQLite could not be compiled for this machine, because make, g++ cannot be found: install a C++ compiler, make and python3 (Debian: apt-get install build-essential python3) and start again.',
  ])
  expect(program.end).toEqual({ code: 1, signal: null })
})

test('another failure of npm is shown as npm says it', async () => {
  const { program } = startInBareClone({ script: 'start', tools: { ...COMPILED, npm: NO_NETWORK } })
  expect(await endOf(program)).toEqual([
    'npm failed:',
    'npm error code ENOTFOUND',
    'npm error network request to the registry for better-sqlite3 failed',
  ])
})

test('a compiler that is missing is not blamed for what has nothing to do with it', () => {
  expect(installProblem({ output: 'npm error code ENOSPC\n', missing: ['g++'] })).toBe(
    'npm failed:\nnpm error code ENOSPC',
  )
})

test('Ctrl-C while packages are installed ends npm and whatever it started', async () => {
  const { program, mark } = startInBareClone({ script: 'start', tools: { npm: ENDLESS } })
  await until('npm works', () => processesMarked(mark).filter((command) => command.includes('sleep')).length === 2)
  process.kill(program.pid ?? 0, 'SIGINT')
  expect((await endOf(program)).join('\n')).toBe('')
  expect(program.end).toEqual({ code: 0, signal: null })
  await until('nothing is left', () => processesMarked(mark).length === 0)
})

test('kill -9 while packages are installed ends npm and whatever it started', async () => {
  const { program, mark } = startInBareClone({ script: 'start', tools: { npm: ENDLESS } })
  await until('npm works', () => processesMarked(mark).filter((command) => command.includes('sleep')).length === 2)
  await program.kill9()
  expect(program.end).toEqual({ code: null, signal: 'SIGKILL' })
  await until('nothing is left', () => processesMarked(mark).length === 0)
})

test('npm test asks for a compiler, and ends with its closing line when it cannot have one', async () => {
  const { 'g++': _, make: __, ...others } = SYSTEM
  const { program } = startInBareClone({ script: 'test', tools: { ...others, 'apt-get': 'exit 1', npm: 'exit 1' } })
  await endOf(program)
  expect(program.lines.join('\n')).toMatch(/missing: g\+\+ .* on Debian: apt-get install build-essential/)
  expect(program.lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped')
  expect(program.end).toEqual({ code: 1, signal: null })
})

test('npm test ends with its closing line when nothing can be installed', async () => {
  const { program } = startInBareClone({ script: 'test', tools: { ...SYSTEM, npm: NO_NETWORK } })
  expect((await endOf(program)).slice(0, 2)).toEqual(['npm failed:', 'npm error code ENOTFOUND'])
  expect(program.lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped')
})

test.each(['18.20.0', '20.18.3', '21.7.0', '22.11.0'])('Node %s is refused by name', (version) => {
  expect(nodeProblem(version)).toBe(`ColdRx needs Node 20.19 or newer (of 22: 22.12 or newer); this is ${version}.`)
})

test.each(['20.19.0', '20.20.2', '22.12.0', '24.0.0'])('Node %s will do', (version) => {
  expect(nodeProblem(version)).toBeUndefined()
})
