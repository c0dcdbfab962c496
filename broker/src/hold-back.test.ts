import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createHoldBacks } from './hold-back.ts'

/** Sockets of the broker's side, each with five bytes that wait to be read. */
async function publishers(count: number): Promise<Socket[]> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ours: Socket[] = []
  const theirs: Socket[] = []
  for (let at = 0; at < count; at += 1) {
    const accepted = once(server, 'connection') as Promise<[Socket]>
    const peer = connect(port, '127.0.0.1')
    theirs.push(peer)
    const [socket] = await accepted
    ours.push(socket)
    const readable = once(socket, 'readable')
    peer.write('frame')
    await readable
  }
  onTestFinished(async () => {
    for (const socket of [...ours, ...theirs]) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return ours
}

/** Reads as aedes does, at each 'readable'; resolves when the events of what came before have passed. */
async function readAlong(socket: Socket): Promise<string[]> {
  const chunks: string[] = []
  socket.on('readable', () => {
    const chunk = socket.read()
    if (chunk !== null) chunks.push(String(chunk))
  })
  socket.emit('readable')
  await new Promise((resolve) => setImmediate(resolve))
  return chunks
}

test('what waits of all together holds back who has nothing under way, and wakes it when there is room again', async () => {
  const [busy, idle] = await publishers(2)
  if (busy === undefined || idle === undefined) throw new Error('two publishers were asked for')
  const holdBack = createHoldBacks({ maxBytes: 1_000, maxTotalBytes: 100 })
  const [busyHold] = [holdBack(busy, () => true), holdBack(idle, () => true)]
  busyHold.taken(101)
  const chunks = await readAlong(idle)
  expect(chunks).toEqual([])
  busyHold.handedOn(1)
  await expect.poll(() => chunks).toEqual(['frame'])
})

test('a publisher that goes away leaves its share of the total to the others', async () => {
  const [dying, idle] = await publishers(2)
  if (dying === undefined || idle === undefined) throw new Error('two publishers were asked for')
  const holdBack = createHoldBacks({ maxBytes: 1_000, maxTotalBytes: 100 })
  const [dyingHold] = [holdBack(dying, () => true), holdBack(idle, () => true)]
  dyingHold.taken(500)
  const chunks = await readAlong(idle)
  expect(chunks).toEqual([])
  dying.destroy()
  await expect.poll(() => chunks).toEqual(['frame'])
})

test('who does not wait for the others is read whatever they have under way, but not beyond its own bound', async () => {
  const [busy, service] = await publishers(2)
  if (busy === undefined || service === undefined) throw new Error('two publishers were asked for')
  const holdBack = createHoldBacks({ maxBytes: 1_000, maxTotalBytes: 100 })
  const [busyHold, serviceHold] = [holdBack(busy, () => true), holdBack(service, () => false)]
  busyHold.taken(500)
  serviceHold.taken(1_001)
  expect(service.read()).toBeNull()
  serviceHold.handedOn(1)
  expect(String(service.read())).toBe('frame')
})
