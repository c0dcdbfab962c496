import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Disclosure, FrameEvent } from '@coldrx/protocol'

const SCRIPT = join(import.meta.dirname, 'coldrx_verify.py')

type Value = readonly [
  epoch: string,
  n: number,
  group: string,
  channel: string,
  monotonicMs: number,
  value: number | null,
  mark: string,
]

/** What each command is given. */
export interface Documents {
  frames: {
    readonly publicKey: string
    readonly device: string
    /** frames in hex, in order from n = 0 */
    readonly epochs: readonly { readonly epoch: string; readonly frames: readonly string[] }[]
  }
  disclosure: {
    readonly publicKey: string
    readonly disclosure: Disclosure
    /** layout documents, for the values of what is shown */
    readonly layouts?: readonly string[]
  }
  columns: readonly { readonly hex: string; readonly length: number }[]
  /** the very text of a proof bundle */
  bundle: string
}

/** What each command prints. */
export interface Reports {
  frames: {
    readonly seals: number
    readonly values: readonly Value[]
    readonly events: readonly (readonly [
      epoch: string,
      n: number,
      time: number,
      code: string,
      subject: string,
      detail: FrameEvent['detail'],
    ])[]
    readonly heads: readonly (readonly [epoch: string, n: number, head: string])[]
  }
  disclosure: {
    readonly sections: readonly (readonly [n: number, sectionId: number])[]
    readonly values: readonly Value[]
  }
  columns: readonly (readonly number[])[]
  bundle: Pick<Reports['frames'], 'values' | 'events'> &
    Readonly<Record<'runs' | 'frames' | 'documents' | 'seals' | 'unsigned' | 'unproved', number>> & {
      readonly device: string
    }
}

type ReadDocument = { [K in 'frames' | 'disclosure']: readonly [command: K, document: Documents[K]] }[
  | 'frames'
  | 'disclosure']

export type IndependentReport = Reports['frames']

/** Runs the Python verifier; a machine without python3 fails, since nothing was then proved. */
export function runIndependentVerifier<K extends keyof Documents>(
  command: K,
  document: Documents[K],
): Promise<{ code: number; printed: string; problem: string }> {
  return run(command, document)
}

/** Of each, in one run of the verifier: what is wrong with it, or null. */
export async function problemsFoundIndependently(
  documents: readonly ReadDocument[],
): Promise<readonly (string | null)[]> {
  const { code, printed, problem } = await run('each', documents)
  if (code !== 0) throw new Error(`the independent verifier: ${problem}`)
  return JSON.parse(printed) as (string | null)[]
}

async function run(command: string, document: unknown): Promise<{ code: number; printed: string; problem: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'coldrx-independent-'))
  const file = join(directory, 'document.json')
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document))
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn('python3', [SCRIPT, command, file], { stdio: ['ignore', 'pipe', 'pipe'] })
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
export async function readIndependently<K extends keyof Documents>(
  command: K,
  document: Documents[K],
): Promise<Reports[K]> {
  const { code, printed, problem } = await runIndependentVerifier(command, document)
  if (code !== 0) throw new Error(`the independent verifier: ${problem}`)
  return JSON.parse(printed) as Reports[K]
}
