import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

export interface TestProgram {
  readonly child: ChildProcessByStdio<null, Readable, Readable>
  readonly output: () => string
  readonly errors: () => string
  /** null: it was killed */
  readonly exit: Promise<number | null>
}

/** A Node program as a process of its own; whoever starts it ends it. */
export function startTestProgram(
  args: readonly string[],
  { environment = {} }: { readonly environment?: Readonly<Record<string, string>> } = {},
): TestProgram {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const exit = once(child, 'close').then(([code]) => code as number | null)
  return { child, output: () => output, errors: () => errors, exit }
}
