import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

export interface Program {
  readonly child: ChildProcess
  /** Settles with the port, or rejects with what the program said when it ended first. */
  readonly port: Promise<number>
  readonly metricsPort: Promise<number>
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>
}

/** The broker as a process of its own. */
export function startProgram(args: readonly string[], env: Readonly<Record<string, string>> = {}): Program {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let stdout = ''
  let stderr = ''
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, stdout, stderr }))
  child.stdout.on('data', (bytes: Buffer) => {
    stdout += bytes.toString()
  })
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString()
  })
  const portIn = (pattern: RegExp) => {
    const port = new Promise<number>((resolve, reject) => {
      child.stdout.on('data', () => {
        const found = pattern.exec(stdout)?.[1]
        if (found !== undefined) resolve(Number(found))
      })
      child.once('close', () => reject(new Error(`the broker ended before it was ready:\n${stdout}${stderr}`)))
    })
    // A test that expects the failure looks at `ended`.
    port.catch(() => undefined)
    return port
  }
  return {
    child,
    port: portIn(/^ready mqtt:\/\/127\.0\.0\.1:(\d+)\n/m),
    metricsPort: portIn(/"metricsPort":(\d+)/),
    ended,
  }
}
