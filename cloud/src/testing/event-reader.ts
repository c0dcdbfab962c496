import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { expect } from 'vitest'

interface ReadEvent {
  readonly event: string
  readonly json: unknown
  readonly id: string | undefined
}

/** A reader of an event stream over a real connection, as a browser is one. */
export async function readEvents(url: string, headers: Record<string, string>) {
  const outgoing = request(url, { headers, agent: false })
  outgoing.end()
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  const events: ReadEvent[] = []
  let lastEventId = ''
  let comments = 0
  let closed = false
  let rest = ''
  response.setEncoding('utf8')
  response.on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line): [string, string] => [line.slice(0, line.indexOf(':')), line]),
      )
      const field = (name: string) => fields.get(name)?.slice(name.length + 2)
      if (fields.has('')) comments += 1
      const id = field('id')
      if (id !== undefined) lastEventId = id
      const event = field('event')
      if (event !== undefined) events.push({ event, json: JSON.parse(field('data') ?? '') as unknown, id })
    }
  })
  response.on('error', () => {})
  response.on('close', () => {
    closed = true
  })
  return {
    response,
    events,
    lastEventId: () => lastEventId,
    comments: () => comments,
    isClosed: () => closed,
    /** device or alarm id of each event, in order */
    summary: () => events.map(({ event, json }) => `${event} ${nameOf(json)}`),
    async untilCount(count: number): Promise<void> {
      await expect.poll(() => events.length, { timeout: 30_000, interval: 5 }).toBeGreaterThanOrEqual(count)
    },
    drop(): void {
      outgoing.destroy()
    },
  }
}

function nameOf(json: unknown): string {
  const { id, device } = json as { id?: string; device?: string }
  return id ?? device ?? ''
}
