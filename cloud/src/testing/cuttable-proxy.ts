import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** For tests: stands before a server on 127.0.0.1, and can be cut as a network can. */
export class CuttableProxy {
  readonly #server = createServer((client) => this.#join(client))
  readonly #sockets = new Set<Socket>()
  readonly #targetPort: number
  #cut = false

  private constructor(targetPort: number) {
    this.#targetPort = targetPort
  }

  static async before(targetPort: number): Promise<CuttableProxy> {
    const proxy = new CuttableProxy(targetPort)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  get port(): number {
    const address = this.#server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  }

  /** Ends every connection, and refuses new ones until `mend`. */
  cut(): void {
    this.#cut = true
    for (const socket of this.#sockets) socket.destroy()
  }

  mend(): void {
    this.#cut = false
  }

  async close(): Promise<void> {
    this.cut()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(client: Socket): void {
    if (this.#cut) {
      client.destroy()
      return
    }
    const server = connect(this.#targetPort, '127.0.0.1')
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        this.#sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  }
}
