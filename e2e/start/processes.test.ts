import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createProcesses } from '../../start/processes.mjs'
import { until } from '../world.ts'

function setup() {
  const data = mkdtempSync(join(tmpdir(), 'coldrx-processes-'))
  const said: string[] = []
  const ending = new AbortController()
  const processes = createProcesses({
    data,
    say: (text) => said.push(text),
    signal: ending.signal,
    restartMs: 1,
  })
  onTestFinished(async () => {
    ending.abort()
    await processes.stopAll()
    rmSync(data, { recursive: true, force: true })
  })
  return {
    data,
    said,
    ending,
    ...processes,
    /** A program whose n-th run is told n. */
    program: (name: string, source: string): { name: string; program: string; args: string[]; ready: RegExp } => {
      const program = join(data, `${name}.mjs`)
      const counter = join(data, `${name}.runs`)
      writeFileSync(
        program,
        `import { appendFileSync, readFileSync } from 'node:fs'
appendFileSync(${JSON.stringify(counter)}, '.')
const run = readFileSync(${JSON.stringify(counter)}).length
setInterval(() => {}, 1e6)
${source}`,
      )
      return { name, program, args: [], ready: /^ready/ }
    },
    runs: (name: string) => readFileSync(join(data, `${name}.runs`), 'utf8').length,
  }
}

test('a program that dies is started again, and again while the start fails', async () => {
  const { start, program, said, data } = setup()
  const flaky = program('flaky', `if (run === 2 || run === 3) process.exit(3); console.log('ready ' + process.pid)`)
  const first = Number((await start(flaky)).split(' ')[1])
  process.kill(first, 'SIGKILL')
  await until(
    'its fourth run',
    () => readFileSync(join(data, 'logs', 'flaky.log'), 'utf8').split('ready ').length === 3,
  )
  expect(said.map((text) => text.split('\n')[0])).toEqual([
    expect.stringMatching(/^flaky ended \(SIGKILL\); starting it again\. Log: /),
    'flaky did not start (exit 3):',
    'flaky did not start (exit 3):',
  ])
})

test('a program that does not start the first time is an error with its last lines', async () => {
  const { start, program, runs } = setup()
  const broken = program('broken', `console.error('no such line'); process.exit(2)`)
  await expect(start(broken)).rejects.toThrow('broken did not start (exit 2):\nno such line\nLog: ')
  expect(runs('broken')).toBe(1)
})

test('a restart takes the arguments that its first ready line asks for', async () => {
  const { start, program, data } = setup()
  const line = await start({
    ...program('fixed', `console.log('ready', process.argv[2]); if (run === 1) setTimeout(() => process.exit(1), 1)`),
    args: ['any'],
    argsAgain: (ready: string) => [`again-${ready.split(' ')[1]}`],
  })
  expect(line).toBe('ready any')
  await until('its second run', () => readFileSync(join(data, 'logs', 'fixed.log'), 'utf8').includes('ready again-any'))
})

test('a log that cannot be written is said once, and its program runs on', async () => {
  const { start, stopAll, program, ending, said, data } = setup()
  mkdirSync(join(data, 'logs', 'chatty.log'))
  // two streams, so that there are two writes
  await start(program('chatty', `console.error('a'); console.log('ready')`))
  ending.abort()
  await stopAll()
  expect(said).toEqual([expect.stringMatching(/^a log cannot be written, going on without it: EISDIR/)])
})

test('once it ends, nothing starts any more, and who waits for a program is told', async () => {
  const { start, stopAll, program, ending, runs } = setup()
  const slow = start(program('slow', ''))
  await until('it runs', () => runs('slow') === 1)
  ending.abort()
  await expect(slow).rejects.toThrow('aborted')
  await expect(start(program('late', ''))).rejects.toThrow('aborted')
  expect(() => runs('late')).toThrow('ENOENT')
  await stopAll()
})
