import { afterAll, beforeAll } from 'vitest'

/** What keeps a process alive and can be forgotten by a stop(): sockets, servers, timers, children, watchers, workers. */
const WATCHED = [
  'TCPSocketWrap',
  'TCPServerWrap',
  'PipeServerWrap',
  'Timeout',
  'ProcessWrap',
  'FSEventWrap',
  'MessagePort',
  'TTYWrap',
]
const GRACE_MS = 5_000

let before = new Map<string, number>()

function activeResources(): Map<string, number> {
  const counts = new Map<string, number>()
  for (const resource of process.getActiveResourcesInfo()) counts.set(resource, (counts.get(resource) ?? 0) + 1)
  return counts
}

function leaks(): string[] {
  const now = activeResources()
  return WATCHED.flatMap((resource) => {
    const more = (now.get(resource) ?? 0) - (before.get(resource) ?? 0)
    return more > 0 ? [`${more} × ${resource}`] : []
  })
}

beforeAll(() => {
  before = activeResources()
  // the runner's own timers tick here, and are gone by the time of the check
  before.delete('Timeout')
})

// closing takes a few turns of the event loop, so a leak is what is still there after a grace
afterAll(async () => {
  const deadline = Date.now() + GRACE_MS
  while (leaks().length > 0 && Date.now() < deadline) {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 20).unref()
      setImmediate(resolve)
    })
  }
  const left = leaks()
  if (left.length > 0) throw new Error(`this file's tests leave something open: ${left.join(', ')}`)
})
