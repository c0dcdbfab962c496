import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type GeofencesMessage, generateSm2KeyPair, type TripMessage, toHex } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenedBusiness, openBusiness } from '../business-opening.ts'
import type { Birth } from '../ingest/device-messages.ts'
import { systemClock } from '../lib/clock.ts'
import { silentLog } from '../lib/log.ts'
import { cookieOf, ORIGIN } from '../testing/api-world.ts'
import { readEvents } from '../testing/event-reader.ts'
import { MemoryReadModel, truckSnapshot } from '../testing/memory-read-model.ts'
import { NO_FRAMES } from '../testing/no-frames.ts'
import { PortTakenError } from './server.ts'
import { startWeb, type WebParts } from './web.ts'

const DEVICES = ['tk001', 'tk002', 'tk003'].map((device) => ({
  ...{ device, publicKey: toHex(generateSm2KeyPair().publicKey), secretHash: '00'.repeat(32) },
}))

let directory: string
let parts: WebParts
let readModel: MemoryReadModel
let leased: string[]
let opened: OpenedBusiness
let bear: (birth: Birth) => void
let told: [device: string, message: TripMessage][]
let fenced: [device: string, message: GeofencesMessage][]

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'coldrx-web-'))
  readModel = new MemoryReadModel()
  leased = []
  told = []
  fenced = []
  const credentialsFile = join(directory, 'devices.json')
  await writeFile(credentialsFile, JSON.stringify({ devices: DEVICES, services: [] }))
  opened = await openBusiness({
    ...{ directory, credentialsFile, clock: systemClock, log: silentLog },
    place: { path: join(directory, 'business.db') },
  })
  parts = {
    ...{ directory, opened },
    trucks: {
      onBirth: (listener) => {
        bear = listener
        return () => {}
      },
      publishTrip: async (device, message) => void told.push([device, message]),
      publishGeofences: async (device, message) => void fenced.push([device, message]),
      publishSettings: async () => {},
      publishRelease: () => {},
      onReleaseAsked: () => () => {},
    },
    documents: { onKept: () => () => {} },
    port: 0,
    frames: NO_FRAMES,
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
afterEach(async () => {
  await opened.close()
  await rm(directory, { recursive: true })
})

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

  it('tells a truck that is born with none what it is to drive', async () => {
    const web = await startWeb(parts)
    const birth: Birth = {
      ...{ v: 1, online: true, device: 'tk001', agentVersion: '0.1.0', boot: 1, tripRevision: null },
      epochs: [{ epoch: '000000000001', nextN: 1, acknowledgedThrough: -1 }],
      ...{ layoutHash: '0000000000000000', layoutText: '' },
    }
    bear(birth)
    await expect.poll(() => told).toEqual([['tk001', { v: 1, revision: 0, trip: null }]])
    bear({ ...birth, tripRevision: 0 })
    bear({ ...birth, device: 'tk002', geofencesRevision: null })
    await expect.poll(() => told.map(([device]) => device)).toEqual(['tk001', 'tk002'])
    // one whose agent knows of no geofences is told none
    await expect.poll(() => fenced).toEqual([['tk002', { v: 1, revision: 0, geofences: [] }]])
    await web.stop()
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
