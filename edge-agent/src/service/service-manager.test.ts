import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { SILENT_LOG } from '../buses/line.ts'
import { temporaryDirectory } from '../testing/recorder-fixture.ts'
import { until } from '../testing/until.ts'
import { createServiceManager } from './service-manager.ts'

/** Prints what comes to a socket as systemd listens on it: Node has no datagrams in the file system. */
const LISTEN = `
import socket, sys
listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind(sys.argv[1])
print('listening', flush=True)
while True:
    print(listener.recv(4096).decode(), flush=True)
`

const cleanups: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function listen() {
  const path = join(temporaryDirectory(), 'notify')
  const child = spawn('python3', ['-c', LISTEN, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  cleanups.push(async () => {
    const ended = once(child, 'close')
    child.kill()
    await ended
  })
  const heard = { text: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    heard.text += chunk.toString()
  })
  await until('somebody listens', () => heard.text.includes('listening'))
  return { path, heard }
}

test('systemd is told when it is ready, and is fed while it is alive', async () => {
  const { path, heard } = await listen()
  let isAlive = true
  const asked = { count: 0 }
  const service = createServiceManager({
    env: { ...process.env, NOTIFY_SOCKET: path, WATCHDOG_USEC: '200000' },
    isAlive: () => {
      asked.count++
      return isAlive
    },
    log: SILENT_LOG,
  })
  cleanups.push(() => service.close())
  service.ready()
  await until('it was ready and fed twice', () => /READY=1/.test(heard.text) && feedings(heard.text) >= 2)
  isAlive = false
  const before = asked.count
  await until('it was asked again', () => asked.count >= before + 2)
  // one that was on its way may still come
  const fed = feedings(heard.text)
  const then = asked.count
  await until('it was asked some more', () => asked.count >= then + 3)
  expect(feedings(heard.text)).toBeLessThanOrEqual(fed + 1)
  service.stopping()
  await until('it was told of the stop', () => heard.text.includes('STOPPING=1'))
})

const feedings = (text: string): number => text.match(/WATCHDOG=1/g)?.length ?? 0

test('without systemd nothing is started', () => {
  const warned: object[] = []
  const log = { ...SILENT_LOG, warn: (fields: object) => void warned.push(fields) }
  const service = createServiceManager({ env: {}, isAlive: () => true, log, command: '/no/such/command' })
  service.ready()
  service.stopping()
  service.close()
  expect(warned).toEqual([])
})

test('a host that cannot tell systemd says so once', async () => {
  const warned: object[] = []
  const log = { ...SILENT_LOG, warn: (fields: object) => void warned.push(fields) }
  const env = { NOTIFY_SOCKET: '/run/nowhere' }
  const service = createServiceManager({ env, isAlive: () => true, log, command: '/no/such/command' })
  service.ready()
  await until('it was logged', () => warned.length > 0)
  service.stopping()
  service.close()
  expect(warned).toHaveLength(1)
})
