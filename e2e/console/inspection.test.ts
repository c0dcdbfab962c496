import { afterAll, beforeAll, expect, test } from 'vitest'
import { seriousFaults } from '../../dashboards/testing/access-check.ts'
import { textsInWrongLanguage } from '../../dashboards/testing/language-check.ts'
import { type ConsoleWorld, signIn, startConsoleWorld } from './console-world.ts'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
}, 180_000)
afterAll(() => world?.stop())

test('an inspector says why, finds a recorder, reads it; an administrator finds these looks in the audit', async () => {
  const { page, problems, close } = await world.open()
  await signIn(page, 'inspector', world.passwordOf('inspector'))
  await page.waitForURL(/#\/inspection/)
  await page.getByTestId('inspection-purpose').fill('飞行检查')
  expect(await seriousFaults(page)).toEqual([])
  await page.getByTestId('inspection-begin').click()
  await page.getByTestId('inspection-text').fill('tk001')
  await page.getByTestId('inspection-find').click()
  await page.getByTestId('inspection-found').getByRole('link').first().click()
  await page.getByTestId('inspected-title').waitFor()
  await page.getByTestId('inspected-readings').waitFor()
  expect(await textsInWrongLanguage(page, 'zh-CN')).toEqual([])
  expect(await seriousFaults(page)).toEqual([])
  const unsealedSince = new Date(Date.now() - 20 * 60_000).toISOString()
  await page.route('**/proofs?*', (route) =>
    route.fulfill({ body: '{}', headers: { 'coldrx-unsealed-since': unsealedSince } }),
  )
  await page.getByTestId('inspected-proofs').click()
  await page.getByText('尚未由记录仪签封').waitFor()
  expect(await page.getByTestId('inspected-unsealed').textContent()).toContain('20 分钟')
  expect(await textsInWrongLanguage(page, 'zh-CN')).toEqual([])

  const admin = await world.open({ width: 390, height: 844 })
  await signIn(admin.page, 'administrator', world.passwordOf('administrator'))
  await admin.page.goto(`${world.origin}/#/audit`)
  await admin.page.getByTestId('settings').waitFor()
  await admin.page.getByTestId('audit-action').selectOption('inspection.look')
  await admin.page.locator('[data-row] a').first().click()
  await admin.page.getByTestId('address-kept').waitFor()
  expect(await seriousFaults(admin.page)).toEqual([])
  await admin.close()

  await page.goto(`${world.origin}/#/inspection`)
  await page.getByTestId('inspection-close').click()
  await page.getByTestId('inspection-purpose').waitFor()
  expect(problems).toEqual([])
  await close()
}, 120_000)
