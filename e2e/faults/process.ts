import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { dieWithThisProcess, killGroup } from '../../start/guard.mjs'

export interface ProgramOptions {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  /** Added to this process's own. */
  readonly env?: Readonly<Record<string, string>>
  /** Matched against each line of stdout and stderr. */
  readonly readyPattern: RegExp
  readonly stopTimeoutMs?: number
}

export interface ProgramEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface RunningProgram {
  readonly name: string
  /** Of the current run. */
  readonly pid: number | undefined
  /** The line that matched in the current run; rejects with the last lines when the program ends before it. */
  readonly ready: Promise<string>
  /** What all runs printed, the oldest dropped beyond 10,000 lines. */
  readonly lines: readonly string[]
  /** How the last run ended; undefined while one runs. */
  readonly end: ProgramEnd | undefined
  kill9(): Promise<void>
  /** SIGTERM; rejects when the program had to be killed because it did not end in time. */
  stop(): Promise<ProgramEnd>
  /** Starts it again with the same arguments and settles once it is ready. */
  restart(): Promise<void>
}

const KEPT_LINES = 10_000
const SHOWN_LINES = 40

/**
 * A program as a process group of its own that dies with this process, however this one ends.
 */
export function spawnProgram(options: ProgramOptions): RunningProgram {
  return new Program(options)
}

interface Run {
  readonly child: ChildProcess
  readonly ready: Promise<string>
  /** After the last line was read. */
  readonly ended: Promise<ProgramEnd>
}

class Program implements RunningProgram {
  readonly name: string
  readonly lines: string[] = []
  readonly #options: ProgramOptions
  #run: Run
  #end: ProgramEnd | undefined

  constructor(options: ProgramOptions) {
    this.name = options.name
    this.#options = options
    this.#run = this.#launch()
  }

  get pid(): number | undefined {
    return this.#run.child.pid
  }

  get ready(): Promise<string> {
    return this.#run.ready
  }

  get end(): ProgramEnd | undefined {
    return this.#end
  }

  async kill9(): Promise<void> {
    killGroup(this.#run.child)
    await this.#run.ended
  }

  async stop(): Promise<ProgramEnd> {
    const { child, ended } = this.#run
    const { stopTimeoutMs = 30_000 } = this.#options
    let overdue = false
    const timer = setTimeout(() => {
      overdue = true
      killGroup(child)
    }, stopTimeoutMs)
    child.kill('SIGTERM')
    const end = await ended
    clearTimeout(timer)
    if (overdue)
      throw new Error(`${this.name} did not end within ${stopTimeoutMs} ms of SIGTERM:\n${this.#lastLines()}`)
    return end
  }

  async restart(): Promise<void> {
    if (this.#end === undefined) await this.stop()
    this.#run = this.#launch()
    await this.#run.ready
  }

  #launch(): Run {
    const { command, args, env, readyPattern } = this.#options
    this.#end = undefined
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    const release = dieWithThisProcess(child)
    child.once('error', ({ message }) => this.lines.push(message))
    const ended = new Promise<ProgramEnd>((resolve) => {
      child.once('close', (code, signal) => {
        release()
        this.#end = { code, signal }
        resolve(this.#end)
      })
    })
    const ready = new Promise<string>((resolve, reject) => {
      for (const input of [child.stdout, child.stderr]) {
        createInterface({ input }).on('line', (line) => {
          this.lines.push(line)
          if (this.lines.length > KEPT_LINES) this.lines.shift()
          if (readyPattern.test(line)) resolve(line)
        })
      }
      void ended.then(({ code, signal }) =>
        reject(new Error(`${this.name} ended (${signal ?? code}) before it was ready:\n${this.#lastLines()}`)),
      )
    })
    // Whoever waits for it is told; nobody has to.
    ready.catch(() => undefined)
    return { child, ready, ended }
  }

  #lastLines(): string {
    return this.lines.slice(-SHOWN_LINES).join('\n')
  }
}
