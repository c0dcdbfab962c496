import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestProgram, type TestProgram } from '../../tooling/test-program.ts'

const MAIN = join(import.meta.dirname, '..', 'dist', 'server.js')

let pages: string
let kill: (() => Promise<unknown>)[]

beforeEach(() => {
  pages = mkdtempSync(join(tmpdir(), 'coldrx-pages-'))
  kill = []
  mkdirSync(join(pages, 'dispatch'))
  writeFileSync(join(pages, 'dispatch/index.html'), 'page')
})
afterEach(async () => {
  for (const end of kill) await end()
  rmSync(pages, { recursive: true })
})

function run(...args: readonly string[]): TestProgram {
  const program = startTestProgram([MAIN, ...args])
  kill.push(() => {
    program.child.kill('SIGKILL')
    return program.exit
  })
  return program
}

describe('the pages server', () => {
  it('says where it is, says that a port is taken, and ends by itself when told to', async () => {
    const first = run('--port', '0', '--cloud', 'http://127.0.0.1:9', '--pages', pages)
    await expect.poll(first.output, { timeout: 30_000 }).toMatch(/^ready pages http:\/\/127\.0\.0\.1:\d+\n$/)
    const url = first.output().trim().replace('ready pages ', '')
    expect(await (await fetch(url)).text()).toBe('page')

    const second = run('--port', new URL(url).port, '--cloud', 'http://127.0.0.1:9', '--pages', pages)
    expect([await second.exit, second.errors()]).toEqual([
      98,
      `port ${new URL(url).port} is taken by another program.\n`,
    ])

    first.child.kill('SIGTERM')
    expect(await first.exit).toBe(0)
  })

  it('names every problem of its command line', async () => {
    const program = run('--port', '99999', '--cloud', 'ftp://x', '--colour', 'red')
    expect(await program.exit).toBe(2)
    expect(program.errors()).toMatch(/--colour: is not an option\nred: .*\n--port: must be .*\n--cloud: must be a URL/)
  })

  it('names the page that is not built', async () => {
    const program = run('--port', '0', '--cloud', 'http://127.0.0.1:9', '--pages', join(pages, 'none'))
    expect(await program.exit).toBe(1)
    expect(program.errors()).toMatch(/^\S+index\.html does not exist: build the pages first\.\n$/)
  })
})
