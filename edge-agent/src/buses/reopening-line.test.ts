import { getEventListeners } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openPtyLine } from '../testing/pty-line.ts'
import { answering, createRtuSlaves, registersReply } from '../testing/rtu-slaves.ts'
import { until } from '../testing/until.ts'
import { createBus, type ReadRequest } from './bus.ts'
import { type LineListeners, type LineSettings, type OpenLine, SILENT_LOG } from './line.ts'
import { openLine } from './open-line.ts'
import { createReopeningLine } from './reopening-line.ts'

const request: ReadRequest = { unit: 1, functionCode: 3, address: 0, quantity: 2 }
const cleanups: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

function startBus(settings: LineSettings, open: OpenLine = openLine) {
  const bus = createBus({
    id: 'line',
    settings,
    timeoutMs: 200,
    openLine: open,
    nowMs: () => performance.now(),
    log: SILENT_LOG,
  })
  cleanups.push(() => bus.stop())
  bus.start()
  return { bus }
}

describe('a line that comes and goes', () => {
  it('is opened anew after it was unplugged, wherever its link points then', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'coldrx-line-'))
    cleanups.push(() => rmSync(directory, { recursive: true }))
    const link = join(directory, 'rs485-1')
    const first = openPtyLine()
    cleanups.push(() => first.unplug())
    symlinkSync(first.path, link)
    createRtuSlaves(first).behave(1, answering(1, 1))
    const { bus } = startBus({ path: link, baud: 9_600 })
    await until('the line is open', () => bus.isOpen)
    expect(await bus.read(request)).toEqual({ values: [1, 1] })

    const second = openPtyLine()
    cleanups.push(() => second.unplug())
    createRtuSlaves(second).behave(1, answering(2, 2))
    first.unplug()
    await until('the loss is noticed', () => !bus.isOpen)
    expect(await bus.read(request)).toMatchObject({ mark: 'open' })
    unlinkSync(link)
    symlinkSync(second.path, link)
    await until('the line is open again', () => bus.isOpen)
    expect(await bus.read(request)).toEqual({ values: [2, 2] })
  })

  it('forgets what the kernel kept while nobody read', async () => {
    const line = openPtyLine()
    cleanups.push(() => line.unplug())
    const settings = { path: line.path, baud: 9_600 }
    // sets the pseudo-terminal to raw mode, in which it stays
    const before = await openLine(settings, { onBytes: () => undefined, onLost: () => undefined })
    await before.close()
    line.write(Buffer.alloc(1_000, registersReply(request, [9, 9])))
    createRtuSlaves(line).behave(1, answering(1, 1))
    const stale: Uint8Array[] = []
    const { bus } = startBus(settings, (at, listeners) =>
      openLine(at, {
        ...listeners,
        onBytes(bytes) {
          stale.push(bytes)
          listeners.onBytes(bytes)
        },
      }),
    )
    await until('the line is open', () => bus.isOpen)
    expect(await bus.read(request)).toEqual({ values: [1, 1] })
    expect(Buffer.concat(stale)).toHaveLength(9)
  })

  it('is tried again while it does not exist', async () => {
    const line = openPtyLine()
    cleanups.push(() => line.unplug())
    let attempts = 0
    const { bus } = startBus({ path: line.path, baud: 9_600 }, (settings, listeners) => {
      attempts++
      return attempts < 3 ? Promise.reject(new Error('ENOENT')) : openLine(settings, listeners)
    })
    await until('the line is open', () => bus.isOpen)
    expect(attempts).toBe(3)
  })

  it('that can be opened but says nothing is tried ever more rarely, told once, and leaves no listener behind', async () => {
    const clock = { ms: 0 }
    const pauses: number[] = []
    const logged: string[] = []
    let listeners: LineListeners | null = null
    let signal: AbortSignal | undefined
    const line = createReopeningLine({
      id: 'line',
      settings: { path: '/dev/gnss', baud: 9_600 },
      openLine(_settings, given, stopping) {
        listeners = given
        signal = stopping
        return Promise.resolve({ isOpen: true, write: () => undefined, close: () => Promise.resolve() })
      },
      nowMs: () => clock.ms,
      pause: (ms) => {
        pauses.push(ms)
        return Promise.resolve()
      },
      onOpened: () => undefined,
      onBytes: () => undefined,
      log: {
        ...SILENT_LOG,
        info: (_fields, message) => logged.push(message),
        warn: (_fields, message) => logged.push(message),
      },
    })
    cleanups.push(() => line.stop())
    line.start()
    const reopenAfter = async (ms: number, bytes = false): Promise<void> => {
      const { opened } = line
      clock.ms += ms
      if (bytes) listeners?.onBytes(Uint8Array.of(1))
      line.reopen('silent')
      await until('it is opened anew', () => line.opened > opened)
    }
    await until('the line is open', () => line.opened === 1)
    for (let count = 0; count < 12; count++) await reopenAfter(60_000)
    expect(pauses.slice(0, 3)).toEqual([250, 375, 562.5])
    expect(pauses.at(-1)).toBeGreaterThan(20_000)
    expect(logged).toEqual(['line opened', 'line lost'])
    expect(signal === undefined ? [] : getEventListeners(signal, 'abort')).toHaveLength(1)
    // noise right after opening is no sign that it works
    await reopenAfter(0, true)
    expect(pauses.at(-1)).toBeGreaterThan(30_000)
    await reopenAfter(60_000, true)
    expect(pauses.at(-1)).toBe(250)
    expect(logged).toEqual(['line opened', 'line lost', 'line works again', 'line lost'])
  })

  it('lets go of a serial server at once when it stops while connecting', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    cleanups.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the server has no port')
    const stopping = new AbortController()
    const opening = openLine(
      { tcp: { host: '127.0.0.1', port: address.port }, baud: 9_600 },
      { onBytes: () => undefined, onLost: () => undefined },
      stopping.signal,
    )
    stopping.abort()
    await expect(opening).rejects.toThrow('stopping')
    expect(getEventListeners(stopping.signal, 'abort')).toEqual([])
  })

  it('is closed when the bus stops in the middle of a request', async () => {
    const line = openPtyLine()
    cleanups.push(() => line.unplug())
    const slaves = createRtuSlaves(line)
    const { bus } = startBus({ path: line.path, baud: 9_600 })
    await until('the line is open', () => bus.isOpen)
    const outcomes = [bus.read(request), bus.read(request)]
    await until('the request is out', () => slaves.requests.length === 1)
    await bus.stop()
    expect(bus.isOpen).toBe(false)
    expect(await Promise.all(outcomes)).toMatchObject([{ mark: 'timeout' }, { mark: 'open' }])
  })

  it('speaks RTU over TCP to a serial server, and finds it again', async () => {
    const sockets: Socket[] = []
    const server = createServer((socket) => {
      sockets.push(socket)
      socket.on('data', (bytes) => {
        expect(bytes.length).toBe(8)
        socket.write(registersReply({ unit: 1, functionCode: 3 }, [43, sockets.length]))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    cleanups.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the server has no port')
    const { bus } = startBus({ tcp: { host: '127.0.0.1', port: address.port }, baud: 9_600 })
    await until('the line is open', () => bus.isOpen)
    expect(await bus.read(request)).toEqual({ values: [43, 1] })
    sockets[0]?.destroy()
    await until('the loss is noticed', () => !bus.isOpen)
    await until('the line is open again', () => bus.isOpen)
    expect(await bus.read(request)).toEqual({ values: [43, 2] })
  })
})
