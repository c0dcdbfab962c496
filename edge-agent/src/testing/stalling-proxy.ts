import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface StallingProxy {
  readonly url: string
  readonly connections: number
  /** connections whose near end is still open */
  readonly open: number
  /** From now on bytes go nowhere, in both directions, and nobody is told: a half-open link. */
  stall(): void
  restore(): void
}

export async function startStallingProxy(targetPort: number): Promise<StallingProxy> {
  const pairs: [Socket, Socket][] = []
  let stalled = false
  let connections = 0
  let open = 0
  const server = createServer((near) => {
    connections++
    open++
    near.once('close', () => {
      open--
    })
    const far = connect(targetPort, '127.0.0.1')
    pairs.push([near, far])
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk) => {
        if (!stalled) to.write(chunk)
      })
      from.on('error', () => undefined)
      from.on('close', () => {
        if (!stalled) to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const cut = (): void => {
    for (const pair of pairs.splice(0)) for (const socket of pair) socket.destroy()
  }
  onTestFinished(async () => {
    cut()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return {
    url: `mqtt://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    get connections() {
      return connections
    },
    get open() {
      return open
    },
    stall: () => {
      stalled = true
    },
    restore: () => {
      stalled = false
    },
  }
}
