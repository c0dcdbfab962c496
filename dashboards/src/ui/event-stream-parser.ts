/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
export interface StreamEvent {
  readonly event: string
  readonly text: string
}

export interface EventStreamParser {
  /** The events completed by this piece of text. */
  push(text: string): StreamEvent[]
  lastEventId(): string | undefined
}

export function createEventStreamParser(): EventStreamParser {
  let rest = ''
  let event = ''
  let lines: string[] = []
  let id: string | undefined
  let lastEventId: string | undefined

  function take(line: string, events: StreamEvent[]): void {
    if (line === '') {
      // An id counts only when its block is complete: one cut in the middle must be sent again.
      lastEventId = id
      if (lines.length > 0) events.push({ event: event === '' ? 'message' : event, text: lines.join('\n') })
      event = ''
      lines = []
      return
    }
    const colon = line.indexOf(':')
    if (colon === 0) return
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') event = value
    else if (field === 'data') lines.push(value)
    else if (field === 'id' && !value.includes('\0')) id = value
  }

  return {
    push(text) {
      const events: StreamEvent[] = []
      rest += text
      for (;;) {
        const end = /\r\n|\n|\r(?!$)/.exec(rest)
        if (end === null) return events
        take(rest.slice(0, end.index), events)
        rest = rest.slice(end.index + end[0].length)
      }
    },
    lastEventId: () => lastEventId,
  }
}
