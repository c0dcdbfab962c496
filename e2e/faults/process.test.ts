import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { type ProgramOptions, type RunningProgram, spawnProgram } from './process.ts'

function start(script: string, options: Partial<ProgramOptions> = {}): RunningProgram {
  const program = spawnProgram({
    name: 'example',
    command: process.execPath,
    args: ['-e', script],
    readyPattern: /^ready/,
    ...options,
  })
  onTestFinished(() => program.kill9())
  return program
}

/** A dead process whose parent has not asked for it yet (state Z) is dead. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const FOREVER = 'setInterval(() => {}, 1e6);'
const POLITE = `process.on('SIGTERM', () => { console.log('going'); process.exit(3) }); ${FOREVER} console.log('ready ' + process.pid);`

test('it is ready with the line that says so, is stopped by SIGTERM, and its last words are kept', async () => {
  const program = start(POLITE)
  expect(await program.ready).toBe(`ready ${program.pid}`)
  expect(program.end).toBeUndefined()
  expect(await program.stop()).toEqual({ code: 3, signal: null })
  expect(program.lines).toEqual([`ready ${program.pid}`, 'going'])
  expect(await program.stop()).toEqual({ code: 3, signal: null })
})

test('kill -9 leaves it no time for last words; a restart is a new process', async () => {
  const program = start(POLITE)
  await program.ready
  const first = program.pid
  await program.kill9()
  expect(program.end).toEqual({ code: null, signal: 'SIGKILL' })
  await program.restart()
  expect(program.pid).not.toBe(first)
  expect(program.lines).toEqual([`ready ${first}`, `ready ${program.pid}`])
})

test('kill -9 takes the children of the program with it', async () => {
  const program = start(
    `const child = require('node:child_process').spawn(process.execPath, ['-e', '${FOREVER}']); console.log('ready ' + child.pid); ${FOREVER}`,
  )
  const child = Number((await program.ready).split(' ')[1])
  expect(isAlive(child)).toBe(true)
  await program.kill9()
  await expect.poll(() => isAlive(child)).toBe(false)
})

test('one that ends before it is ready rejects with what it said', async () => {
  const program = start(`console.error('no such port'); process.exitCode = 98`)
  await expect(program.ready).rejects.toThrow('example ended (98) before it was ready:\nno such port')
})

test('one that cannot be started rejects', async () => {
  await expect(start('', { command: '/no/such/program' }).ready).rejects.toThrow('spawn /no/such/program ENOENT')
})

test('one that does not heed SIGTERM is killed, and that is an error', async () => {
  const program = start(`process.on('SIGTERM', () => {}); ${FOREVER} console.log('ready');`, { stopTimeoutMs: 50 })
  await program.ready
  await expect(program.stop()).rejects.toThrow('example did not end within 50 ms of SIGTERM')
  expect(program.end).toEqual({ code: null, signal: 'SIGKILL' })
})

test.each(['SIGKILL', 'SIGTERM'] as const)('it dies with a parent that ends by %s', async (signal) => {
  const parentScript = `
    const { spawnProgram } = await import(${JSON.stringify(new URL('process.ts', import.meta.url).href)});
    const program = spawnProgram({ name: 'child', command: process.execPath, args: ['-e', ${JSON.stringify(POLITE)}], readyPattern: /^ready/ });
    console.log(await program.ready)`
  const parent = start('', { args: ['--import', 'tsx', '--input-type=module', '-e', parentScript] })
  const child = Number((await parent.ready).split(' ')[1])
  expect(isAlive(child)).toBe(true)
  process.kill(parent.pid ?? 0, signal)
  await expect.poll(() => parent.end).toEqual({ code: null, signal })
  await expect.poll(() => isAlive(child)).toBe(false)
})

test('nothing of it keeps this process', async () => {
  const before = process.getActiveResourcesInfo().length
  const program = start(POLITE)
  await program.ready
  await program.stop()
  await expect.poll(() => process.getActiveResourcesInfo().length).toBe(before)
})
