import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { signIn } from './feed-client.ts'
import { readIndependently } from './independent/run.ts'
import { framesInCloud, framesOf } from './independent/system-frames.ts'
import { settle } from './kill-run.ts'
import { programOf, startWorld, type Truck, until, type World } from './world.ts'

let world: World | undefined
const data = mkdtempSync(join(tmpdir(), 'coldrx-trip-'))

afterEach(async ({ task }) => {
  await world?.stop()
  // evidence of a failure is kept
  if (task.result?.state === 'pass') rmSync(data, { recursive: true, force: true })
})

interface CabTrip {
  readonly trip: {
    readonly number: string
    readonly nextStop: string | null
    readonly shipments: readonly { readonly id: string; readonly handover: { readonly acknowledged: boolean } | null }[]
  } | null
}

test('a trip planned while the truck is away reaches it; its hand-over reaches the cloud after an outage, whole and pinned, and a cloud that lost everything too', {
  timeout: 240_000,
}, async () => {
  const running = await startWorld({ data, trucks: 1 })
  world = running
  const [truck] = running.trucks
  const [link] = running.links
  if (truck === undefined || link === undefined) throw new Error('one truck')
  const { signIns } = JSON.parse(readFileSync(join(data, 'cloud', 'sign-ins.json'), 'utf8')) as {
    signIns: { name: string; password: string }[]
  }
  const cookieOf = (name: string): Promise<string> => {
    const found = signIns.find((one) => one.name === name)
    if (found === undefined) throw new Error(`no ${name} in the demo`)
    return signIn({ pagesUrl: running.pagesUrl, signIn: found })
  }
  const cookie = await cookieOf('dispatcher')
  const session = await fetch(`${running.pagesUrl}/api/session`, { headers: { cookie: await cookieOf('driver') } })
  const { person: driver } = (await session.json()) as { person: { id: string } }
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${running.pagesUrl}${path}`, {
      method,
      headers: { cookie, origin: running.pagesUrl, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  await until('the cloud knows the truck’s compartments', async () => {
    const { items } = await ask<{ items: { compartments: unknown[]; position: object | null }[] }>('GET', '/api/trucks')
    return items.some(({ compartments, position }) => compartments.length > 0 && position !== null)
  })

  const { items: trucks } = await ask<{
    items: { position: { latitude: number; longitude: number } | null }[]
  }>('GET', '/api/trucks')
  const { latitude = 0, longitude = 0 } = trucks[0]?.position ?? {}
  await link.cut()
  const fence = { shape: 'circle', centre: { latitude, longitude }, radiusMetres: 50_000 }
  await ask('POST', '/api/geofences', { kind: 'depot', name: { zh: '中心药库', en: 'Central store' }, fence })
  const instant = new Date().toISOString()
  const stop = (en: string) => ({
    ...{ name: { zh: en, en }, address: en, position: { latitude: 31, longitude: 121 } },
    ...{ windowFrom: instant, windowTo: instant },
  })
  const plan = { number: 'T-1', device: truck.device, driver: driver.id, plannedDeparture: instant }
  const trip = await ask<{ id: string; stops: { id: string }[] }>('POST', '/api/trips', {
    ...plan,
    stops: [stop('Depot'), stop('Clinic')],
  })
  const goods = {
    ...{ number: 'S-1', consignee: '吴医生', goods: { zh: '胰岛素', en: 'Insulin' }, timeBudgetMinutes: 30 },
    ...{ range: { minCelsius: 2, maxCelsius: 8 }, boxes: ['B-1'] },
  }
  const { shipments } = await ask<{ shipments: { id: string }[] }>('POST', '/api/shipments', { rows: [goods] })
  const shipment = shipments[0]?.id ?? ''
  const assignment = { trip: trip.id, compartment: 'c1', fromStop: trip.stops[0]?.id, toStop: trip.stops[1]?.id }
  await ask('POST', `/api/shipments/${shipment}/assign`, assignment)
  await ask('POST', `/api/trips/${trip.id}/release`, {})
  expect((await cab(truck)).trip).toBeNull()
  link.restore()
  await until('the truck shows its trip', async () => (await cab(truck)).trip?.number === 'T-1')
  await until('the truck says by its name where it is', async () => {
    const span = `from=${new Date(Date.now() - 3_600_000).toISOString()}&to=${new Date(Date.now() + 3_600_000).toISOString()}`
    const { items } = await ask<{ items: { code: string; detail: { nameEn?: string } }[] }>(
      'GET',
      `/api/trucks/${truck.device}/events?${span}`,
    )
    return items.some(({ code, detail }) => code === 'geofence-entered' && detail.nameEn === 'Central store')
  })
  await ask('POST', `/api/trips/${trip.id}/start-loading`, {})

  await link.cut()
  const handover = {
    ...{ id: 'handover-0001', shipment, outcome: 'delivered', taker: '吴医生' },
    signature: { kind: 'image', mediaType: 'image/png', base64: 'QUJD'.repeat(20_000) },
  }
  const recorded = await fetch(`${cabUrl(truck)}/api/cab/handovers`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify(handover),
  })
  expect(recorded.status).toBe(201)
  const acknowledged = async () => (await cab(truck)).trip?.shipments[0]?.handover?.acknowledged
  expect(await acknowledged()).toBe(false)
  await programOf(running, `agent-${truck.device}`).kill9()
  await programOf(running, `agent-${truck.device}`).restart()
  await until('the agent is there again', async () => (await acknowledged()) === false)
  link.restore()
  await until('the cloud has the hand-over', acknowledged)
  // the records say that it never left: it waits, and is custody once they do not any more
  await until('it waits for the departure', async () => (await handOverState()) === 'waiting')
  const driverCookie = await cookieOf('driver')
  const load = await fetch(`${running.pagesUrl}/api/shipments/${shipment}/load`, {
    ...{ method: 'POST', body: JSON.stringify({ boxes: ['B-1'] }) },
    headers: { cookie: driverCookie, origin: running.pagesUrl, 'content-type': 'application/json' },
  })
  expect(load.status).toBe(200)
  await ask('POST', `/api/trips/${trip.id}/depart`, {})
  await until('it is custody', async () => (await handOverState()) === 'filed')
  expect(await ask('GET', `/api/shipments/${shipment}`)).toMatchObject({
    state: 'delivered',
    custody: [{ kind: 'loaded' }, { kind: 'delivered', taker: '吴医生', document: 'handover-0001', by: driver.id }],
  })

  async function handOverState(): Promise<string | undefined> {
    const { items } = await ask<{ items: { state: string }[] }>('GET', `/api/hand-overs?shipment=${shipment}`)
    return items[0]?.state
  }

  await settle(running)
  const { code, output } = await running.verify()
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' })
  expect(output).toMatch(/\b1 {2}documents that frames pin/)
  expect(output).toMatch(/\b1 {2}documents kept/)

  // the cloud loses all that it had; one command brings it back from the truck
  const before = await framesInCloud(truck, data)
  await programOf(running, 'cloud').stop()
  rmSync(join(data, 'cloud'), { recursive: true })
  await programOf(running, 'cloud').restart()
  await programOf(running, `agent-${truck.device}`).restart()
  const refilled = await running.refill()
  expect({ code: refilled.code, output: refilled.code === 0 ? '' : refilled.output }).toEqual({ code: 0, output: '' })
  expect(refilled.output).toMatch(/tk001: (\d+) of \1 frames, 1 of 1 documents, complete/)
  expect(refilled.output).toContain('all 1 devices have given all that they keep')
  await settle(running)
  const [after, kept] = [await framesInCloud(truck, data), framesOf(truck, data)]
  expect(after).toEqual(kept.document)
  for (const { epoch, frames } of before.epochs) {
    expect(after.epochs.find((one) => one.epoch === epoch)?.frames.slice(0, frames.length)).toEqual(frames)
  }
  const proved = await readIndependently('frames', after)
  expect(proved.heads).toEqual(kept.heads)
  expect(proved.seals).toBeGreaterThan(0)
  const again = await running.verify()
  expect({ code: again.code, output: again.code === 0 ? '' : again.output }).toEqual({ code: 0, output: '' })
})

const cabUrl = ({ portFile }: Truck): string => `http://127.0.0.1:${readFileSync(portFile, 'utf8').trim()}`

async function cab(truck: Truck): Promise<CabTrip> {
  return (await (await fetch(`${cabUrl(truck)}/api/cab`)).json()) as CabTrip
}
