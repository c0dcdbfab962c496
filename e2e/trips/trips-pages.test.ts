import { afterAll, beforeAll, expect, test } from 'vitest'
import { seriousFaults } from '../../dashboards/testing/access-check.ts'
import { textsInWrongLanguage } from '../../dashboards/testing/language-check.ts'
import { type ConsoleWorld, signIn, startConsoleWorld } from '../console/console-world.ts'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
}, 180_000)
afterAll(() => world?.stop())

test('a trip is planned, changed, released and cancelled on its pages', async () => {
  const { page, problems, close } = await world.open()
  await signIn(page, 'dispatcher', world.passwordOf('dispatcher'))
  await page.getByTestId('area-trips').click()
  await page.getByText('没有任务', { exact: true }).waitFor()
  await page.getByTestId('trip-add').click()
  await page.getByTestId('trip-save').click()
  // every field that is wrong says so, and nothing was sent
  await page.getByText('请填写有效的经纬度，或在地图上点选。').first().waitFor()
  expect(await seriousFaults(page)).toEqual([])

  const field = (name: string) => page.locator(`[data-field="${name}"]`)
  await field('number').fill('T-100')
  await field('departure').fill('2027-03-01 08:00')
  await field('driver').selectOption({ label: '赵勇' })
  for (const [at, place, from, to] of [
    [0, '中心仓', '2027-03-01 07:00', '2027-03-01 08:00'],
    [1, '门诊部', '2027-03-01 09:00', '2027-03-01 10:00'],
  ] as const) {
    await field(`stops.${at}.nameZh`).fill(place)
    await field(`stops.${at}.nameEn`).fill(`Stop ${at}`)
    await field(`stops.${at}.address`).fill(`测试路 ${at} 号`)
    await field(`stops.${at}.latitude`).fill('31.2')
    await field(`stops.${at}.longitude`).fill(`121.${at + 3}`)
    await field(`stops.${at}.from`).fill(from)
    await field(`stops.${at}.to`).fill(to)
  }
  await page.getByTestId('trip-save').click()
  await page.locator('[data-testid="trip-page"][data-state="planned"]').waitFor()
  expect(await page.getByTestId('trip-driver').textContent()).toContain('赵勇')
  expect(await textsInWrongLanguage(page, 'zh-CN')).toEqual([])
  expect(await seriousFaults(page)).toEqual([])

  // it has no truck: the server refuses to release it, and the page says so
  await page.getByTestId('trip-release').click()
  await page.getByRole('alert').first().waitFor()
  await page.getByTestId('trip-edit').click()
  await field('number').fill('T-101')
  await page.getByTestId('trip-save').click()
  await page.getByText('任务 T-101').waitFor()
  await page.getByTestId('trip-cancel').click()
  await page.getByTestId('reason').fill('客户改期')
  await page.getByTestId('reason-confirm').click()
  await page.locator('[data-testid="trip-page"][data-state="cancelled"]').waitFor()

  await page.goto(`${world.origin}/#/trips?state=open`)
  await page.getByText('没有符合条件的任务').waitFor()
  await page.goto(`${world.origin}/#/trips`)
  await page.getByRole('link', { name: 'T-101' }).waitFor()
  expect(problems).toEqual([])
  await close()
}, 120_000)

test('shipments are added one by one and from a sheet, whose bad lines are explained', async () => {
  const { page, problems, close } = await world.open({ width: 390, height: 844 })
  await signIn(page, 'dispatcher', world.passwordOf('dispatcher'))
  await page.goto(`${world.origin}/#/shipments/new`)
  const field = (name: string) => page.locator(`[data-field="${name}"]`)
  await field('number').fill('S-1')
  await field('consignee').fill('仁和门诊部')
  await field('zh').fill('胰岛素')
  await field('en').fill('Insulin')
  await field('boxes').fill('B-1\nB-2')
  await page.getByTestId('shipment-save').click()
  await page.locator('[data-testid="shipment-page"][data-state="planned"]').waitFor()
  expect(await page.getByTestId('range').textContent()).toContain('2.0 ~ 8.0')
  expect(await seriousFaults(page)).toEqual([])

  await page.goto(`${world.origin}/#/shipments`)
  await page.getByTestId('shipments-import').click()
  const header = 'number,consignee,phone,goods_zh,goods_en,min_celsius,max_celsius,time_budget_minutes,boxes'
  const sheet = (rows: string[]) => ({
    ...{ name: 'shipments.csv', mimeType: 'text/csv' },
    buffer: Buffer.from([header, ...rows].join('\r\n')),
  })
  await page.getByTestId('import-file').setInputFiles(sheet(['S-2,A,,药,Drug,2,8,30,B-1', 'S-3,A,,药,Drug,8,2,30,']))
  expect(await page.getByTestId('import-bad').textContent()).toMatch(/第 3 行.*max_celsius.*boxes/)
  await page.getByTestId('import-file').setInputFiles(sheet(['S-2,A,,药,Drug,2,8,30,B-1', 'S-3,A,,药,Drug,2,8,30,B-9']))
  await page.getByTestId('import-run').click()
  await page.getByRole('link', { name: 'S-3' }).waitFor()

  await page.getByRole('link', { name: 'S-3' }).click()
  await page.getByTestId('shipment-cancel').click()
  await page.getByTestId('reason').fill('订单取消')
  await page.getByTestId('reason-confirm').click()
  await page.locator('[data-testid="shipment-page"][data-state="cancelled"]').waitFor()
  expect(problems).toEqual([])
  await close()
}, 120_000)

test('a geofence is drawn on the map, in English', async () => {
  const { page, problems, close } = await world.open()
  await signIn(page, 'dispatcher', world.passwordOf('dispatcher'))
  await page.getByTestId('area-trips').click()
  await page.getByTestId('settings').click()
  await page.getByTestId('language-en').click()
  await page.keyboard.press('Escape')
  await page.getByTestId('tab-geofences').click()
  await page.getByTestId('fence-add').click()
  const field = (name: string) => page.locator(`[data-field="${name}"]`)
  await field('zh').fill('中心仓')
  await field('en').fill('Central depot')
  await field('radius').fill('500')
  await page.getByTestId('fence-save').click()
  await page.getByText('Draw it on the map first.').waitFor()
  await page.locator('[data-testid="fence-map"] canvas').click({ position: { x: 300, y: 200 } })
  await page.getByTestId('fence-save').click()
  await page.getByText('Central depot').waitFor()
  await page.getByText('circle of 500 m').waitFor()
  expect(await textsInWrongLanguage(page, 'en')).toEqual([])
  expect(await seriousFaults(page)).toEqual([])
  expect(problems).toEqual([])
  await close()
}, 120_000)
