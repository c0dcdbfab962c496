import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SCRIPT = join(import.meta.dirname, 'coldrx_verify.py')

export interface IndependentReport {
  readonly frames: number
  readonly seals: number
  readonly values: readonly (readonly [
    epoch: string,
    n: number,
    group: string,
    channel: string,
    monotonicMs: number,
    value: number | null,
    mark: string,
  ])[]
  readonly events: readonly (readonly [epoch: string, n: number, code: string, subject: string])[]
  readonly heads: readonly (readonly [epoch: string, n: number, head: string])[]
}

export interface FramesDocument {
  readonly publicKey: string
  readonly device: string
  /** frames in hex, in order from n = 0 */
  readonly epochs: readonly { readonly epoch: string; readonly frames: readonly string[] }[]
}

/** Runs the Python verifier; a machine without python3 fails, since nothing was then proved. */
export async function runIndependentVerifier(
  kind: 'frames' | 'disclosure',
  document: unknown,
): Promise<{ code: number; printed: string; problem: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'coldrx-independent-'))
  const file = join(directory, 'document.json')
  writeFileSync(file, JSON.stringify(document))
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn('python3', [SCRIPT, kind, file], { stdio: ['ignore', 'pipe', 'pipe'] })
      let printed = ''
      let problem = ''
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString()
      })
      child.stderr.on('data', (chunk: Buffer) => {
        problem += chunk.toString()
      })
      child.once('error', reject)
      child.once('close', (code) => resolve({ code: code ?? 1, printed, problem: problem.trim() }))
    })
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** @throws Error with the verifier's one sentence when it finds a fault */
export async function verifyFramesIndependently(document: FramesDocument): Promise<IndependentReport> {
  const { code, printed, problem } = await runIndependentVerifier('frames', document)
  if (code !== 0) throw new Error(`the independent verifier: ${problem}`)
  return JSON.parse(printed) as IndependentReport
}
