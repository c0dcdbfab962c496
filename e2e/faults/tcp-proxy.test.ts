import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createTcpProxy } from './tcp-proxy.ts'

async function setup() {
  const accepted: Socket[] = []
  const echo = createServer((socket) => {
    accepted.push(socket)
    socket.on('error', () => undefined)
    socket.pipe(socket)
  })
  echo.listen(0, '127.0.0.1')
  await once(echo, 'listening')
  const { port: targetPort } = echo.address() as AddressInfo
  const proxy = createTcpProxy({ target: { host: '127.0.0.1', port: targetPort } })
  const { port } = await proxy.start()
  const opened: Socket[] = []
  onTestFinished(async () => {
    for (const socket of opened) socket.destroy()
    await proxy.stop()
    await proxy.stop()
    for (const socket of accepted) socket.destroy()
    echo.close()
  })
  return {
    proxy,
    accepted,
    /** A connection through the proxy, and what came back over it. */
    open: async ({ isRefused = false } = {}) => {
      const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
      opened.push(socket)
      let received = Buffer.alloc(0)
      const errors: string[] = []
      socket.on('data', (bytes: Buffer) => {
        received = Buffer.concat([received, bytes])
      })
      socket.on('error', (error: NodeJS.ErrnoException) => errors.push(error.code ?? error.message))
      if (!isRefused) await once(socket, 'connect')
      return { socket, errors, text: () => received.toString('latin1'), bytes: () => received }
    },
    stopTarget: () => {
      echo.close()
      for (const socket of accepted) socket.destroy()
    },
  }
}

test('bytes pass both ways whole and in order, their end too, and are counted', async () => {
  const { proxy, open } = await setup()
  const { socket, bytes } = await open()
  const sent = randomBytes(5_000_000)
  socket.end(sent)
  await once(socket, 'close')
  expect(bytes().equals(sent)).toBe(true)
  expect(proxy.counters).toMatchObject({ accepted: 1, bytesToTarget: 5_000_000, bytesFromTarget: 5_000_000 })
})

test('a cut resets both sides and refuses newcomers, until it is restored', async () => {
  const { proxy, open, accepted } = await setup()
  const first = await open()
  first.socket.write('a')
  await expect.poll(first.text).toBe('a')
  const targetErrors: string[] = []
  accepted[0]?.on('error', (error: NodeJS.ErrnoException) => targetErrors.push(error.code ?? ''))

  await proxy.cut()
  await expect.poll(() => first.errors).toEqual(['ECONNRESET'])
  await expect.poll(() => targetErrors).toEqual(['ECONNRESET'])
  const refused = await open({ isRefused: true })
  await expect.poll(() => refused.errors).toEqual(['ECONNRESET'])
  expect(accepted).toHaveLength(1)

  proxy.restore()
  const second = await open()
  second.socket.write('b')
  await expect.poll(second.text).toBe('b')
  expect(proxy.counters).toMatchObject({ accepted: 2, refused: 1, cut: 1 })
})

test('half-open: nothing passes and nobody is told, and a restored link delivers what was sent meanwhile', async () => {
  const { proxy, open, accepted } = await setup()
  const early = await open()
  early.socket.write('a')
  await expect.poll(early.text).toBe('a')

  proxy.halfOpen()
  early.socket.write('b')
  accepted[0]?.write('from target')
  const newcomer = await open()
  newcomer.socket.write('c')
  // What a link that is open delivers within one round trip has had time for many.
  const control = await setup()
  const beside = await control.open()
  for (let round = 1; round <= 20; round += 1) {
    beside.socket.write('x')
    await expect.poll(beside.text).toHaveLength(round)
  }
  expect([early.text(), newcomer.text()]).toEqual(['a', ''])
  expect([early.socket.closed, newcomer.socket.closed, accepted.length]).toEqual([false, false, 1])

  proxy.restore()
  await expect.poll(early.text).toBe('afrom targetb')
  await expect.poll(newcomer.text).toBe('c')
})

test('an end on one side of a half-open link reaches the other when it is restored', async () => {
  const { proxy, open, accepted } = await setup()
  const { socket, text } = await open()
  socket.write('a')
  await expect.poll(text).toBe('a')
  proxy.halfOpen()
  socket.resetAndDestroy()
  await once(socket, 'close')
  expect(accepted[0]?.destroyed).toBe(false)
  proxy.restore()
  await expect.poll(() => accepted[0]?.destroyed).toBe(true)
})

test('a half-open link can be cut', async () => {
  const { proxy, open } = await setup()
  const { errors } = await open()
  proxy.halfOpen()
  expect(proxy.counters).toMatchObject({ held: 1, cut: 0 })
  const newcomer = await open()
  await proxy.cut()
  await expect.poll(() => errors).toEqual(['ECONNRESET'])
  await expect.poll(() => newcomer.errors).toEqual(['ECONNRESET'])
})

test('a link that loses packets stands still for them, and delivers all in order', async () => {
  const { proxy, open } = await setup()
  const { socket, text } = await open()
  let drawn = 0
  // the first packet each way is lost once
  proxy.lose({ share: 0.5, firstTimeoutMs: 30, random: () => (drawn++ % 2 === 0 && drawn < 4 ? 0 : 0.9) })
  const begunMs = performance.now()
  socket.write('first ')
  socket.write('second')
  await expect.poll(text).toBe('first second')
  expect(performance.now() - begunMs).toBeGreaterThanOrEqual(59)
  proxy.lose(null)
  const [before] = [drawn]
  socket.write(' third')
  await expect.poll(text).toBe('first second third')
  expect(drawn).toBe(before)
})

test('a delayed link delivers later, in order, and the end last', async () => {
  const { proxy, open } = await setup()
  const { socket, text } = await open()
  proxy.delay(60)
  const start = performance.now()
  socket.write('slow ')
  await expect.poll(() => proxy.counters.bytesToTarget).toBe(5)
  // The second is faster, and must not overtake.
  proxy.delay(0)
  socket.end('fast')
  await once(socket, 'close')
  expect(text()).toBe('slow fast')
  // A lower bound only: timers are never early, but may be late.
  expect(performance.now() - start).toBeGreaterThanOrEqual(59)
})

test('a target that is not there resets the connection', async () => {
  const { open, stopTarget, proxy } = await setup()
  stopTarget()
  const { errors } = await open({ isRefused: true })
  await expect.poll(() => errors).toEqual(['ECONNRESET'])
  expect(proxy.counters.accepted).toBe(1)
})

test('after all of these, no socket is left', async () => {
  const openSockets = () => process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP'))
  await expect.poll(openSockets).toEqual([])
})
