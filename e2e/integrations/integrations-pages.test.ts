import { afterAll, beforeAll, expect, test } from 'vitest'
import { seriousFaults } from '../../dashboards/testing/access-check.ts'
import { textsInWrongLanguage } from '../../dashboards/testing/language-check.ts'
import { type ConsoleWorld, signIn, startConsoleWorld } from '../console/console-world.ts'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
}, 180_000)
afterAll(() => world?.stop())

/** The status that a machine gets for its key. */
async function tokenStatus(clientId: string, secret: string): Promise<number> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret })
  return (await fetch(`${world.origin}/oauth/token`, { method: 'POST', body })).status
}

test('a machine gets a key that is told once, another in its place, and then none', async () => {
  const { page, problems, close } = await world.open()
  await signIn(page, 'administrator', world.passwordOf('administrator'))
  await page.getByTestId('area-integrations').click()
  await page.getByTestId('client-new').click()
  await page.getByTestId('client-zh').fill('仓储系统')
  await page.getByTestId('client-en').fill('Warehouse system')
  await page.getByTestId('client-use-service').check()
  await page.getByTestId('client-scope-telemetry:read').check()
  await page.getByTestId('client-role-quality').check()
  await page.getByTestId('organisation-select').selectOption({ index: 1 })
  await page.getByTestId('client-save').click()
  const first = (await page.getByTestId('secret').textContent())?.trim() ?? ''
  await page.getByTestId('secret-done').click()
  const clientId = (await page.getByTestId('client-id').textContent())?.trim() ?? ''
  expect(await tokenStatus(clientId, first)).toBe(200)

  await page.getByTestId('client-rotate').click()
  await page.getByTestId('confirm').click()
  const second = (await page.getByTestId('secret').textContent())?.trim() ?? ''
  await page.getByTestId('secret-done').click()
  expect(await page.getByText(second).count()).toBe(0)
  expect([await tokenStatus(clientId, first), await tokenStatus(clientId, second)]).toEqual([401, 200])
  expect(await textsInWrongLanguage(page, 'zh-CN')).toEqual([])
  expect(await seriousFaults(page)).toEqual([])

  await page.getByTestId('client-revoke').click()
  await page.getByTestId('confirm').click()
  await page.getByTestId('confirm').waitFor({ state: 'detached' })
  expect(await tokenStatus(clientId, second)).toBe(401)
  expect(problems).toEqual([])
  await close()
}, 120_000)

test('an address outside is told of events, one within is refused', async () => {
  const { page, problems, close } = await world.open({ width: 390, height: 844 })
  await signIn(page, 'administrator', world.passwordOf('administrator'))
  await page.goto(`${world.origin}/#/webhooks`)
  await page.getByTestId('webhook-new').click()
  await page.getByTestId('webhook-url').fill('https://127.0.0.1/told')
  await page.getByTestId('webhook-save').click()
  await page.getByTestId('form-problem').waitFor()
  await page.getByTestId('webhook-url').fill('https://9.9.9.9/told')
  await page.getByTestId('webhook-save').click()
  await page.getByTestId('secret').waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await page.getByTestId('secret-done').click()
  await page.getByTestId('webhook-remove').waitFor()
  await page.getByText('https://9.9.9.9/told').waitFor()
  expect(await textsInWrongLanguage(page, 'zh-CN')).toEqual([])
  expect(await seriousFaults(page)).toEqual([])

  await page.getByTestId('webhook-remove').click()
  await page.getByTestId('confirm').click()
  await page.waitForURL(/#\/webhooks$/)
  expect(await page.getByText('https://9.9.9.9/told').count()).toBe(0)
  expect(problems).toEqual([])
  await close()
}, 120_000)
