/** The event stream format: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream */
export const HEARTBEAT = ': \n\n'

/** How long a browser waits before it comes back. */
export const RETRY_HINT = 'retry: 1000\n\n'

/** JSON text has no line breaks of its own, so one `data` line carries it. */
export function eventText(event: string, json: string): string {
  return `event: ${event}\ndata: ${json}\n`
}

export const END_OF_EVENT = '\n'

/** A browser remembers the id of a block that has nothing else, without an event coming of it. */
export function idLine(cursor: string): string {
  return `id: ${cursor}\n`
}
