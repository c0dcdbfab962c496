import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Program {
  readonly pid: number
  readonly ready: string
  waitFor(pattern: RegExp): Promise<string>
  stop(): Promise<void>
}

/** Whatever `use` starts is stopped after it, the last first, also where it fails: none outlives the bench. */
export async function withPrograms<T>(use: (start: typeof startProgram) => Promise<T>): Promise<T> {
  const started: Program[] = []
  try {
    return await use(async (args) => {
      const program = await startProgram(args)
      started.push(program)
      return program
    })
  } finally {
    for (const program of started.toReversed()) await program.stop()
  }
}

/** Starts a Node program and resolves at its first line that begins with `ready`. */
async function startProgram(args: readonly string[]): Promise<Program> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
    child.emit('printed')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
    child.emit('printed')
  })
  const waitFor = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const line = printed.split('\n').find((text) => pattern.test(text))
      if (line !== undefined) return line
      if (hasEnded(child)) throw new Error(`${args.join(' ')} ended early:\n${printed.slice(-2_000)}`)
      await Promise.race([once(child, 'printed'), once(child, 'close')])
    }
  }
  return {
    pid: child.pid ?? 0,
    ready: await waitFor(/^ready/),
    waitFor,
    async stop() {
      if (hasEnded(child)) return
      const closed = once(child, 'close')
      child.kill('SIGTERM')
      await closed
    },
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
