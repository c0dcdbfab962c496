import type { Socket } from 'node:net'

/** A line longer than this is nobody's command; the connection is ended. */
const MAX_LINE_CHARACTERS = 16_384

export function readLines(socket: Socket, onLine: (line: string) => void): void {
  let pending = ''
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    const lines = `${pending}${text}`.split('\n')
    pending = lines.pop() ?? ''
    if (pending.length > MAX_LINE_CHARACTERS) socket.destroy()
    for (const line of lines) if (line.trim() !== '') onLine(line)
  })
}
