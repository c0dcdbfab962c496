import { createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type LineSettings, SILENT_LOG } from '../buses/line.ts'
import { openLine } from '../buses/open-line.ts'
import { rmc } from '../testing/nmea.ts'
import { openPtyLine } from '../testing/pty-line.ts'
import { until } from '../testing/until.ts'
import { createGnssReceiver } from './receiver.ts'

const cleanups: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const nowMs = (): number => performance.now()

function startReceiver(settings: LineSettings, silenceMs = 60_000) {
  const receiver = createGnssReceiver({
    id: 'gnss',
    settings,
    staleMs: 5_000,
    referenceUtcMs: Date.UTC(2026, 0, 1),
    trackUnitMs: 1_000,
    fastestKmh: 250,
    silenceMs,
    openLine,
    nowMs,
    log: SILENT_LOG,
  })
  cleanups.push(() => receiver.stop())
  receiver.start()
  return receiver
}

/** Says the present time every 200 ms. */
function speak(write: (text: string) => void): void {
  const begunUtcMs = Date.UTC(2026, 10, 25)
  const begunAtMs = nowMs()
  const timer = setInterval(() => write(rmc(Math.round(begunUtcMs + nowMs() - begunAtMs))), 200)
  cleanups.push(() => clearInterval(timer))
}

describe('receiver', () => {
  it('reads position and trusted time from a serial line', async () => {
    const line = openPtyLine()
    cleanups.push(() => line.unplug())
    const receiver = startReceiver({ path: line.path, baud: 9_600 })
    speak((text) => line.write(Buffer.from(text)))
    await until('the time is trusted', () => receiver.at(nowMs()).utcMs !== null)
    expect(receiver.at(nowMs()).latitude).toEqual({ integer: 3_123_040, mark: 'ok' })
  })

  it('opens a silent line anew, and the line of a receiver that came back', async () => {
    const line = openPtyLine()
    cleanups.push(() => line.unplug())
    const receiver = startReceiver({ path: line.path, baud: 9_600 }, 600)
    await until('the silent line was opened again', () => receiver.opened >= 2)
    speak((text) => line.write(Buffer.from(text)))
    await until('there is a position', () => receiver.at(nowMs()).latitude.mark === 'ok')
    expect(receiver.at(nowMs()).latitude.integer).toBe(3_123_040)
  })

  it('reads from a TCP server, again after it hung up', async () => {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    cleanups.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the server has no port')
    const receiver = startReceiver({ tcp: { host: '127.0.0.1', port: address.port }, baud: 9_600 })
    await until('the receiver connected', () => sockets.size === 1)
    for (const socket of sockets) socket.destroy()
    speak((text) => {
      for (const socket of sockets) if (!socket.destroyed) socket.write(text)
    })
    await until('there is a position', () => receiver.at(nowMs()).latitude.mark === 'ok')
    expect(receiver.opened).toBe(2)
  })
})
