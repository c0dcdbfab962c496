import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type RunningProgram, spawnProgram } from '../faults/process.ts'
import { repository } from '../world.ts'

const MARK = 'COLDRX_TEST_START'

/** Everything that a marked start has left running, by the mark that each child inherits. */
export function processesMarked(mark: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && textOf(`/proc/${name}/environ`).split('\0').includes(`${MARK}=${mark}`))
    .map((pid) => textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() || `process ${pid}`)
}

/** A process that ended in between has no text. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

export const marked = (mark: string): Record<string, string> => ({ [MARK]: mark })

/**
 * A start script in a fresh clone where nothing is installed, on a machine with no other tools than those given, as
 * shell scripts: what npm does is the test's to say.
 */
export function startInBareClone({
  script,
  tools,
  readyPattern = /(?!)/,
}: {
  script: 'start' | 'test'
  tools: Readonly<Record<string, string>>
  readyPattern?: RegExp
}): { program: RunningProgram; mark: string } {
  // a path as people have them
  const clone = mkdtempSync(join(tmpdir(), 'coldrx 冷链 '))
  cpSync(join(repository, 'start'), join(clone, 'start'), { recursive: true })
  cpSync(join(repository, 'package-lock.json'), join(clone, 'package-lock.json'))
  const bin = join(clone, 'bin')
  mkdirSync(bin)
  for (const [tool, does] of Object.entries({ ...tools, sh: 'exec /bin/sh "$@"' })) {
    writeFileSync(join(bin, tool), `#!/bin/sh\n${does}\n`, { mode: 0o755 })
  }
  const program = spawnProgram({
    name: script,
    command: process.execPath,
    args: [join(clone, 'start', `${script}.mjs`)],
    env: { PATH: bin, CXX: '', CI: 'true', ...marked(clone) },
    readyPattern,
  })
  onTestFinished(async () => {
    await program.kill9()
    rmSync(clone, { recursive: true, force: true })
  })
  return { program, mark: clone }
}
