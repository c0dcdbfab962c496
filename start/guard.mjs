import { spawn } from 'node:child_process'

/**
 * Kills a detached child and whatever it started.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function killGroup(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    // it ended by itself in between
    if (error.code !== 'ESRCH') throw error
  }
}

/**
 * Lets a detached child die with this process, however this one ends: after a kill -9 nobody is left to do it but a shell
 * that waits for the end of a pipe. Returns the function that takes the guard away again.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void}
 */
export function dieWithThisProcess(child) {
  if (child.pid === undefined) return () => undefined
  // `read` fails at the end of the pipe only; a line means that there is nothing to kill any more
  const guard = spawn('/bin/sh', ['-c', `trap '' INT TERM HUP; read -r _ || kill -s KILL -- -${child.pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.stdin.on('error', () => undefined)
  guard.unref()
  return () => {
    guard.stdin.end('released\n')
  }
}
