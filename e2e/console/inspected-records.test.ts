import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seriousFaults } from '../../dashboards/testing/access-check.ts'
import { textsInWrongLanguage } from '../../dashboards/testing/language-check.ts'
import { askAs } from './ask-as.ts'
import { type ConsoleWorld, signIn, startConsoleWorld } from './console-world.ts'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
}, 180_000)
afterAll(() => world?.stop())

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
const instant = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()

interface Stops {
  readonly stops: readonly { readonly id: string }[]
}

/** Kinds and ids of one record of each kind. */
async function record(): Promise<readonly (readonly [kind: string, id: string])[]> {
  const { page, close } = await world.open()
  await signIn(page, 'technician', world.passwordOf('technician'))
  let asset = await askAs(page, 'POST', '/api/assets', { kind: 'truck', name: '沪A·90001' })
  asset = await askAs(page, 'POST', `/api/assets/${asset.id}/compartments`, {
    ...{ code: 'c1', name: { zh: '冷藏舱', en: 'Chilled' }, volumeCubicMetres: 12 },
    range: { minCelsius: 2, maxCelsius: 8 },
  })
  const probe = await askAs(page, 'POST', '/api/probes', { serialNumber: 'SN-9001', model: 'xy-md02' })
  await askAs(page, 'POST', `/api/probes/${probe.id}/certificates`, {
    ...{ number: 'C-9001', issuer: '市计量院', calibratedOn: day(-10), dueOn: day(300) },
    points: [{ atCelsius: 2, errorCelsius: -0.25 }],
  })
  const [compartment] = (asset as unknown as { compartments: { id: string }[] }).compartments
  const { revision } = await askAs(page, 'GET', `/api/probes/${probe.id}`)
  await askAs(page, 'POST', `/api/probes/${probe.id}/fit`, {
    ...{ assetId: asset.id, compartmentId: compartment?.id, point: 'p1', bus: 'rs485-1', unit: 1, revision },
  })
  asset = await askAs(page, 'GET', `/api/assets/${asset.id}`)
  // more than one page of history
  for (let turn = 0; turn < 20; turn++)
    asset = await askAs(page, 'PATCH', `/api/assets/${asset.id}`, {
      ...{ name: `沪A·${90_001 + (turn % 2)}`, revision: asset.revision },
    })
  await close()

  const dispatcher = await world.open()
  await signIn(dispatcher.page, 'dispatcher', world.passwordOf('dispatcher'))
  const trip = await askAs(dispatcher.page, 'POST', '/api/trips', {
    ...{ number: 'T-900', device: 'tk001', driver: null, plannedDeparture: instant(20) },
    stops: ['中心仓', '门诊部'].map((zh, at) => ({
      ...{ name: { zh, en: `Stop ${at}` }, address: `测试路 ${at} 号`, position: { latitude: 31.2, longitude: 121.4 } },
      ...{ windowFrom: instant(20 + at), windowTo: instant(21 + at) },
    })),
  })
  const plan = {
    ...{ number: 'S-900', consignee: '社区门诊部', goods: { zh: '胰岛素', en: 'Insulin' }, timeBudgetMinutes: 90 },
    ...{ range: { minCelsius: 2, maxCelsius: 8 }, boxes: ['B-1', 'B-2'] },
  }
  const added = await askAs(dispatcher.page, 'POST', '/api/shipments', { rows: [plan] })
  const [shipment] = (added as unknown as { shipments: { id: string }[] }).shipments
  expect((trip as unknown as Stops).stops).toHaveLength(2)
  await dispatcher.close()
  return [
    ['asset', asset.id],
    ['probe', probe.id],
    ['device', 'tk001'],
    ['trip', trip.id],
    ['shipment', shipment?.id ?? ''],
  ]
}

async function inBothLanguages(page: Page): Promise<void> {
  for (const language of ['en', 'zh-CN'] as const) {
    await page.getByTestId('settings').click()
    await page.getByTestId(`language-${language}`).click()
    await page.keyboard.press('Escape')
    expect(await textsInWrongLanguage(page, language)).toEqual([])
  }
}

test('each kind of record is told in words and tables, in both languages, with all of its history', async () => {
  const records = await record()
  const { page, problems, close } = await world.open()
  await signIn(page, 'inspector', world.passwordOf('inspector'))
  await page.getByTestId('inspection-purpose').fill('飞行检查')
  await page.getByTestId('inspection-begin').click()
  await page.getByTestId('inspection-running').waitFor()
  for (const [kind, id] of records) {
    await page.goto(`${world.origin}/#/inspection/${kind}/${id}`)
    await page.getByTestId(`inspected-${kind}`).waitFor()
    await page.getByTestId('history').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await inBothLanguages(page)
  }

  const idOf = (wanted: string) => records.find(([kind]) => kind === wanted)?.[1] ?? ''
  await page.goto(`${world.origin}/#/inspection/asset/${idOf('asset')}`)
  const compartment = page.getByTestId('inspected-compartment')
  await expect.poll(() => compartment.textContent()).toMatch(/2\.0 ~ 8\.0\s°C/)
  const events = page.getByTestId('history').locator('li')
  await expect.poll(() => events.count()).toBe(20)
  await page.getByTestId('history-more').click()
  // 20 changes, what came before them, and the looks of this inspection
  await expect.poll(() => events.count()).toBeGreaterThan(22)
  await events.last().getByText('档案新增').waitFor()
  await compartment.getByRole('link', { name: 'SN-9001' }).click()
  await page.waitForURL(new RegExp(`#/inspection/probe/${idOf('probe')}`))
  await page.getByText('-0.25 °C').waitFor()
  expect(problems).toEqual([])
  await close()
}, 120_000)
