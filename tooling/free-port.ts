import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below those that Linux lends to connections (32,768 and up): none of them takes the port before its server does. */
const [LOWEST, HIGHEST] = [20_000, 32_000]

/** A port of 127.0.0.1 for a server that must know it before it listens. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
