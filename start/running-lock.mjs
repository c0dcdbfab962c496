import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Keeps a second start away from a data directory. The file names a process by its id and its start: an id alone may
 * belong to anybody after a reboot. Returns the function that gives the directory free.
 */
export function takeLock({ file, data }) {
  for (;;) {
    try {
      writeFileSync(file, `${process.pid} ${startOf(process.pid)}`, { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const [, pid, start] = /^(\d+) (.*)/.exec(readFileSync(file, 'utf8')) ?? []
    if (pid !== undefined && startOf(pid) === start)
      throw new Error(`ColdRx already runs with ${data} (process ${pid}); stop it first or choose another --data.`)
    rmSync(file, { force: true })
  }
}

/** When a process started, as the system says it; the same text means the same process. */
function startOf(pid) {
  if (process.platform !== 'linux') return spawnSync('ps', ['-o', 'lstart=', '-p', pid]).stdout?.toString().trim()
  try {
    // after the name, in brackets because it may hold spaces: the state is field 3 of all, the start 22, in ticks since boot
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    const isDead = fields[0] === 'Z'
    return isDead ? undefined : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`
  } catch {
    return undefined
  }
}
