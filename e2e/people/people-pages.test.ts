import { afterAll, beforeAll, expect, test } from 'vitest'
import { seriousFaults } from '../../dashboards/testing/access-check.ts'
import { textsInWrongLanguage } from '../../dashboards/testing/language-check.ts'
import { type ConsoleWorld, signIn, startConsoleWorld } from '../console/console-world.ts'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
}, 180_000)
afterAll(() => world?.stop())

const OWN_PASSWORD = '冷链药品要全程低温运输哦'

test('an organisation gets a driver, who chooses a password, gets another role, and is suspended', async () => {
  const { page, problems, close } = await world.open()
  await signIn(page, 'administrator', world.passwordOf('administrator'))
  await page.goto(`${world.origin}/#/organisations`)
  await page.getByTestId('organisation-new').click()
  await page.getByTestId('organisation-kind').selectOption('carrier')
  await page.getByTestId('organisation-zh').fill('江北冷运')
  await page.getByTestId('organisation-en').fill('Jiangbei Cold Haul')
  expect(await seriousFaults(page)).toEqual([])
  await page.getByTestId('organisation-save').click()
  await page.getByText('江北冷运').waitFor()

  await page.goto(`${world.origin}/#/people`)
  await page.getByTestId('person-new').click()
  await page.getByTestId('person-name').fill('wang.wu')
  await page.getByTestId('person-zh').fill('王五')
  await page.getByTestId('person-en').fill('Wang Wu')
  const carrier = page.getByTestId('organisation-select').locator('option', { hasText: '江北冷运' })
  await page.getByTestId('organisation-select').selectOption((await carrier.getAttribute('value')) ?? '')
  await page.getByTestId('person-role-driver').check()
  await page.getByTestId('person-save').click()
  const temporary = (await page.getByTestId('secret').textContent()) ?? ''
  // a slip of the hand does not lose what is told once
  await page.keyboard.press('Escape')
  await page.getByTestId('secret-done').click()
  await page.getByTestId('person-page').waitFor()
  expect(await page.getByText(temporary).count()).toBe(0)

  const his = await world.open({ width: 390, height: 844 })
  await signIn(his.page, 'wang.wu', temporary)
  await his.page.getByTestId('password-current').fill(temporary)
  await his.page.getByTestId('password-wanted').fill(OWN_PASSWORD)
  await his.page.getByTestId('password-again').fill(OWN_PASSWORD)
  await his.page.getByTestId('password-save').click()
  await his.page.getByTestId('settings').waitFor()

  await page.reload()
  await page.getByTestId('session').waitFor()
  expect(await textsInWrongLanguage(page, 'zh-CN')).toEqual([])
  expect(await seriousFaults(page)).toEqual([])
  await page.getByTestId('person-change').click()
  await page.getByTestId('person-role-warehouse').check()
  await page.getByTestId('person-reason').fill('兼任库管')
  await page.getByTestId('person-save').click()
  await expect.poll(() => page.getByTestId('roles').textContent()).toMatch(/库管|仓/)
  await page.getByTestId('session-end').click()
  await page.getByText('未登录', { exact: true }).waitFor()
  await his.page.reload()
  await signIn(his.page, 'wang.wu', OWN_PASSWORD)

  await page.getByTestId('person-disable').click()
  await page.getByTestId('reason').fill('员工离职')
  await page.getByTestId('reason-confirm').click()
  await page.locator('[data-testid="person-page"][data-state="disabled"]').waitFor()
  await his.page.reload()
  await his.page.getByTestId('sign-in-name').fill('wang.wu')
  await his.page.getByTestId('sign-in-password').fill(OWN_PASSWORD)
  await his.page.getByTestId('sign-in-submit').click()
  await his.page.getByRole('alert').first().waitFor()
  expect(problems).toEqual([])
  await his.close()
  await close()
}, 120_000)
