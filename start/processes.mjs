import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.mjs'

const GRACE_MS = 8_000
const RESTART_MS = 1_000

/** Starts programs as processes of their own, restarts one that dies, and stops all in the order given. */
export function createProcesses({ data, say }) {
  const logs = join(data, 'logs')
  mkdirSync(logs, { recursive: true })
  const running = new Map()
  let stopping = false

  function start({ name, program, args, ready }) {
    return new Promise((resolve, reject) => {
      const log = join(logs, `${name}.log`)
      const child = spawn(process.execPath, ['--enable-source-maps', join(root, program), ...args], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        // Ctrl-C reaches a terminal's whole group: only we may tell the others, in order
        detached: true,
      })
      let settled = false
      let output = ''
      const hear = (chunk) => {
        appendFileSync(log, chunk)
        if (settled) return
        output = (output + chunk).slice(-8_000)
        const line = output.split('\n').find((text) => ready.test(text))
        if (line === undefined) return
        settled = true
        resolve(line)
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('error', reject)
      child.once('close', (code, signal) => {
        running.delete(name)
        if (!settled) {
          settled = true
          reject(
            new Error(
              `${name} did not start (exit ${code ?? signal}):\n${output.trim().split('\n').slice(-6).join('\n')}\nLog: ${log}`,
            ),
          )
        } else if (!stopping) {
          say(`${name} ended (${code ?? signal}); starting it again. Log: ${log}`)
          setTimeout(() => {
            if (!stopping) start({ name, program, args, ready }).catch((error) => say(error.message))
          }, RESTART_MS)
        }
      })
      running.set(name, child)
    })
  }

  async function stopAll() {
    stopping = true
    // last started first: agents close and seal their frames while the broker and the cloud can still take them
    for (const group of [/^agent-/, /^truck-/, /^pages$/, /^cloud$/, /^broker$/]) {
      await Promise.all([...running].filter(([name]) => group.test(name)).map(([, child]) => stopOne(child)))
    }
  }

  return { start, stopAll, fresh: (name) => writeFileSync(join(logs, `${name}.log`), '') }
}

function stopOne(child) {
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
    child.once('close', () => {
      clearTimeout(kill)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
