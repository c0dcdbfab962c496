import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../lib/clock.ts'
import { silentLog } from '../lib/log.ts'
import { cookieOf, ORIGIN } from '../testing/api-world.ts'
import { readEvents } from '../testing/event-reader.ts'
import { MemoryReadModel, truckSnapshot } from '../testing/memory-read-model.ts'
import { PortTakenError } from './server.ts'
import { startWeb, type WebParts } from './web.ts'

let directory: string
let parts: WebParts
let readModel: MemoryReadModel
let leased: string[]

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'coldrx-web-'))
  readModel = new MemoryReadModel()
  leased = []
  parts = {
    directory,
    port: 0,
    origins: [ORIGIN],
    readModel,
    publishCommand: async (device) => {
      leased.push(device)
    },
    clock: systemClock,
    log: silentLog,
    onFailure: (error) => {
      throw error
    },
  }
})
afterEach(() => rm(directory, { recursive: true }))

async function signIn(url: string): Promise<string> {
  const { signIns } = JSON.parse(await readFile(join(directory, 'sign-ins.json'), 'utf8')) as {
    signIns: { name: string; password: string }[]
  }
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: ORIGIN },
    body: JSON.stringify({ name: signIns[0]?.name, password: signIns[0]?.password }),
  })
  await response.text()
  return cookieOf(response)
}

describe('the HTTP half', () => {
  it('asks devices for live hints while somebody watches', async () => {
    readModel.commit({ trucks: [truckSnapshot('tk001')] })
    const web = await startWeb(parts)
    const cookie = await signIn(web.url)
    const reader = await readEvents(`${web.url}/api/feed`, { cookie })
    await expect.poll(() => leased, { timeout: 30_000 }).toEqual(['tk001'])
    readModel.commit({ trucks: [truckSnapshot('tk002')] })
    expect(leased).toEqual(['tk001', 'tk002'])
    reader.drop()
    await expect.poll(() => readModel.listenerCount(), { timeout: 30_000 }).toBe(4)
    readModel.commit({ trucks: [truckSnapshot('tk003')] })
    expect(leased).toEqual(['tk001', 'tk002'])
    await web.stop()
  })

  it('ends feeds at stop, leaves nothing open, and knows its sessions after a restart', async () => {
    const before = process
      .getActiveResourcesInfo()
      .filter((name) => name.startsWith('TCP'))
      .sort()
    const web = await startWeb(parts)
    const cookie = await signIn(web.url)
    const reader = await readEvents(`${web.url}/api/feed`, { cookie })
    await web.stop()
    await expect.poll(() => reader.isClosed(), { timeout: 30_000 }).toBe(true)
    expect(reader.response.complete).toBe(true)
    expect(readModel.listenerCount()).toBe(0)
    await expect
      .poll(
        () =>
          process
            .getActiveResourcesInfo()
            .filter((name) => name.startsWith('TCP'))
            .sort(),
        { timeout: 10_000 },
      )
      .toEqual(before)

    const again = await startWeb(parts)
    const response = await fetch(`${again.url}/api/session`, { headers: { cookie, connection: 'close' } })
    expect(response.status).toBe(200)
    await response.text()
    await again.stop()
  })

  it('says that its port is taken, and holds nothing then', async () => {
    const web = await startWeb(parts)
    const port = Number(new URL(web.url).port)
    await expect(startWeb({ ...parts, port })).rejects.toThrow(PortTakenError)
    await expect(startWeb({ ...parts, port })).rejects.toThrow(`port ${port} is taken by another program`)
    expect(readModel.listenerCount()).toBe(4)
    await web.stop()
    expect(readModel.listenerCount()).toBe(0)
  })
})
