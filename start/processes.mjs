import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { dieWithThisProcess, killGroup } from './guard.mjs'
import { root } from './install.mjs'

const GRACE_MS = 8_000
const RESTART_MS = 1_000
const LONGEST_RESTART_MS = 30_000
const HEARD_CHARACTERS = 8_000

/**
 * Starts programs as processes of their own and starts one that dies again, until `signal` aborts: from then on
 * nothing starts any more, and `stopAll` stops what runs in the order in which it may go.
 *
 * @param {object} how
 * @param {string} how.data directory of the logs
 * @param {(text: string) => void} how.say
 * @param {AbortSignal} how.signal
 * @param {number} [how.restartMs] wait before the first restart; doubles while restarts fail
 */
export function createProcesses({ data, say, signal, restartMs = RESTART_MS }) {
  const logs = join(data, 'logs')
  mkdirSync(logs, { recursive: true })
  const running = new Map()

  function launch({ name, program, args, ready }) {
    const log = join(logs, `${name}.log`)
    const child = spawn(process.execPath, ['--enable-source-maps', resolve(root, program), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C reaches a terminal's whole group: only we may tell the others, in order
      detached: true,
    })
    const release = dieWithThisProcess(child)
    running.set(name, child)
    const ended = new Promise((settle) => {
      const end = (how) => {
        running.delete(name)
        release()
        settle(how)
      }
      child.once('error', (error) => end(error.message))
      child.once('close', (code, by) => end(by ?? `exit ${code}`))
    })
    const started = new Promise((settle, refuse) => {
      const write = createLogWriter(log, say)
      let heard = ''
      const hear = (chunk) => {
        write(chunk)
        heard = (heard + chunk).slice(-HEARD_CHARACTERS)
        const line = heard
          .split('\n')
          .slice(0, -1)
          .find((text) => ready.test(text))
        if (line !== undefined) settle(line)
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      const stop = () => refuse(signal.reason)
      signal.addEventListener('abort', stop)
      void ended.then((how) => {
        signal.removeEventListener('abort', stop)
        const lastLines = heard.trim().split('\n').slice(-6).join('\n')
        refuse(new Error(`${name} did not start (${how}):\n${lastLines}\nLog: ${log}`))
      })
    })
    return { started, ended, log }
  }

  /**
   * Settles with the line that matches `ready`; a restart may have other arguments, derived from that line.
   *
   * @param {object} program
   * @param {string} program.name
   * @param {string} program.program
   * @param {readonly string[]} program.args
   * @param {RegExp} program.ready
   * @param {(readyLine: string) => readonly string[]} [program.argsAgain]
   * @returns {Promise<string>}
   */
  async function start({ name, program, args, argsAgain = () => args, ready }) {
    signal.throwIfAborted()
    const first = launch({ name, program, args, ready })
    const line = await first.started
    void keepRunning({ name, program, args: argsAgain(line), ready }, first)
    return line
  }

  async function keepRunning(program, first) {
    for (let run = first; run !== undefined; run = await startAgain(program)) {
      const how = await run.ended
      if (!signal.aborted) say(`${program.name} ended (${how}); starting it again. Log: ${run.log}`)
    }
  }

  async function startAgain(program) {
    for (let waitMs = restartMs; ; waitMs = Math.min(waitMs * 2, LONGEST_RESTART_MS)) {
      await wait(waitMs, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return undefined
      const run = launch(program)
      try {
        await run.started
        return run
      } catch (error) {
        if (!signal.aborted) say(`${error.message}\nTrying again.`)
      }
    }
  }

  async function stopAll() {
    // last started first: agents close and seal their frames while the broker and the cloud can still take them
    for (const group of [/^agent-/, /^truck-/, /^pages$/, /^cloud$/, /^broker$/, /./]) {
      await Promise.all([...running].filter(([name]) => group.test(name)).map(([, child]) => stopOne(child)))
    }
  }

  return { start, stopAll }
}

/** A log that cannot be written (the disk is full) is said, once, and keeps no program from running. */
function createLogWriter(log, say) {
  let failing = false
  return (chunk) => {
    try {
      appendFileSync(log, chunk)
      failing = false
    } catch (error) {
      if (!failing) say(`a log cannot be written, going on without it: ${error.message}`)
      failing = true
    }
  }
}

function stopOne(child) {
  return new Promise((settle) => {
    const kill = setTimeout(() => killGroup(child), GRACE_MS)
    child.once('close', () => {
      clearTimeout(kill)
      settle()
    })
    child.kill('SIGTERM')
  })
}
