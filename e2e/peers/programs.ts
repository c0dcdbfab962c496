import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { repository } from '../world.ts'

export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a program to its end. Rejects where it is not installed: nothing would have been proved then. */
export function runProgram(command: string, args: readonly string[], timeoutMs = 60_000): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, [...args], { timeout: timeoutMs }, (error, out, err) => {
      if (error !== null && 'code' in error && typeof error.code === 'string') reject(error)
      else resolve({ code: child.exitCode ?? 1, out, err })
    })
  })
}

/** The program as it is shipped. */
export function runEdge(...args: readonly string[]): Promise<Outcome> {
  return runProgram(process.execPath, [join(repository, 'edge-agent/dist/main.js'), ...args])
}
