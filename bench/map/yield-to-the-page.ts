import { readdirSync, readFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'

/**
 * A dispatcher has a graphics card, and the cloud is another machine. Here a process that draws and this one stand in for
 * them on the same cores: they take what the page leaves, so that what is measured is the page and not the queue for a core.
 */
export function yieldToThePage(): void {
  // each thread has a priority of its own
  for (const pid of [process.pid, ...renderers()])
    for (const thread of readdirSync(`/proc/${pid}/task`)) setPriority(Number(thread), constants.priority.PRIORITY_LOW)
}

/** The processes, one at least, in which the browser that this process started draws. */
function renderers(): number[] {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandOf(pid).includes('--type=gpu-process') && isDescendant(pid))
    .map(Number)
  if (found.length === 0) throw new Error('the process that draws was not found')
  return found
}

function isDescendant(pid: string): boolean {
  for (let at = pid; at !== '0' && at !== ''; at = parentOf(at)) if (Number(at) === process.pid) return true
  return false
}

function commandOf(pid: string): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
}

/** The name before it, in brackets, may hold anything. */
function parentOf(pid: string): string {
  const stat = read(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? ''
}

/** '' where the process has ended */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
