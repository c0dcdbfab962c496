import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { reasonOf, SimulatorError } from '../errors.ts'
import type { Line, LineOptions } from './line.ts'

/** About a minute of a 9,600 baud line; a reader further behind loses bytes. */
const MAX_QUEUED_BYTES = 64 * 1024

/** The same line behind a serial-to-Ethernet converter: raw bytes over TCP, every client hears everything. */
export async function openTcpLine({ id, port, onBytes }: LineOptions & { port: number }): Promise<Line> {
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('data', onBytes)
    // A master that vanishes is not this line's trouble; 'close' follows.
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new SimulatorError(`line ${id}: port ${port} cannot be used: ${reasonOf(error)}`)
  }
  const listening = server.address()
  const chosen = listening !== null && typeof listening === 'object' ? listening.port : port
  return {
    id,
    port: chosen,
    address: `tcp://127.0.0.1:${chosen}`,
    write(bytes) {
      for (const socket of sockets) if (socket.writableLength < MAX_QUEUED_BYTES) socket.write(bytes)
    },
    async close() {
      if (!server.listening) return
      const gone = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await gone
    },
  }
}
