import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seriousFaults } from '../../dashboards/testing/access-check.ts'
import { textsInWrongLanguage } from '../../dashboards/testing/language-check.ts'
import { type ConsoleWorld, signIn, startConsoleWorld } from '../console/console-world.ts'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
}, 180_000)
afterAll(() => world?.stop())

async function openPerson(page: Page, search: string): Promise<void> {
  await page.goto(`${world.origin}/#/people?search=${search}`)
  await page.locator('[data-row] a').first().click()
  await page.getByTestId('person-page').waitFor()
}

/** Asks the cloud as whoever is signed in on the page. */
function ask(page: Page, path: string, body: unknown): Promise<number> {
  return page.evaluate(
    async ([to, text]) => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch(to as string, { method: 'POST', headers, body: text as string })).status
    },
    [path, JSON.stringify(body)],
  )
}

test('a customer consents, takes everything away, and goes; what the law keeps is told', async () => {
  const admin = await world.open()
  await signIn(admin.page, 'administrator', world.passwordOf('administrator'))
  await openPerson(admin.page, 'customer')
  const address = admin.page.url()
  await admin.page.getByTestId('person-change').click()
  await admin.page.getByTestId('person-phone').fill('+8613900001111')
  await admin.page.getByTestId('person-reason').fill('本人告知')
  await admin.page.getByTestId('person-save').click()
  await admin.page.getByText('+8613900001111').waitFor()

  const dispatcher = await world.open()
  await signIn(dispatcher.page, 'dispatcher', world.passwordOf('dispatcher'))
  const shipment = {
    ...{ number: 'P-1', consignee: '李女士', consigneePhone: '13900001111', goods: { zh: '胰岛素', en: 'Insulin' } },
    ...{ range: { minCelsius: 2, maxCelsius: 8 }, timeBudgetMinutes: 30, boxes: ['B-1'] },
  }
  expect(await ask(dispatcher.page, '/api/shipments', { rows: [shipment] })).toBe(201)
  await dispatcher.close()

  const { page, problems, close } = await world.open({ width: 390, height: 844 })
  await signIn(page, 'customer', world.passwordOf('customer'))
  await page.waitForURL(/#\/account/)
  const health = page.getByTestId('consent-health-data')
  await health.getByTestId('consent-give').click()
  await page.locator('[data-testid="consent-health-data"][data-state="given"]').waitFor()
  const whereabouts = page.getByTestId('consent-whereabouts')
  await whereabouts.getByTestId('consent-give').click()
  await whereabouts.getByTestId('consent-withdraw').click()
  await page.getByTestId('confirm').click()
  await page.locator('[data-testid="consent-whereabouts"][data-state="withdrawn"]').waitFor()
  for (const language of ['zh-CN', 'en'] as const) {
    await page.getByTestId('settings').click()
    await page.getByTestId(`language-${language}`).click()
    await page.keyboard.press('Escape')
    expect(await textsInWrongLanguage(page, language)).toEqual([])
  }
  expect(await seriousFaults(page)).toEqual([])

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('record-download').click()])
  const record = JSON.parse(await readFile(await download.path(), 'utf8')) as Record<string, unknown>
  expect(record).toMatchObject({ person: { name: 'customer' }, received: [{ number: 'P-1' }] })

  await page.getByTestId('own-erasure').getByText('P-1').waitFor()
  await page.getByTestId('erasure-ask').click()
  await page.getByTestId('erasure-name').fill('customers')
  await page.getByTestId('erasure-confirm').click()
  await page.getByText('This is not your sign-in name.').waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await page.getByTestId('erasure-name').fill('customer')
  await page.getByTestId('erasure-confirm').click()
  await page.getByTestId('erased-page').getByText('P-1').waitFor()
  expect(await textsInWrongLanguage(page, 'en')).toEqual([])
  await page.reload()
  await page.getByTestId('erased-page').waitFor()
  await page.getByTestId('erased-leave').click()
  await page.getByTestId('sign-in-submit').waitFor()
  expect(problems).toEqual([])
  await close()

  await admin.page.goto(address)
  await admin.page.reload()
  await admin.page.locator('[data-testid="person-page"][data-state="erased"]').waitFor()
  await admin.page.getByTestId('person-erasure').getByRole('link', { name: 'P-1' }).waitFor()
  await admin.page.locator('[data-testid="consent-health-data"][data-state="given"]').waitFor()
  expect(await textsInWrongLanguage(admin.page, 'zh-CN')).toEqual([])
  expect(await seriousFaults(admin.page)).toEqual([])
  await admin.close()
}, 120_000)

test('an administrator exports and erases somebody who asked in writing, but not the last administrator', async () => {
  const { page, problems, close } = await world.open({ width: 390, height: 844 })
  await signIn(page, 'administrator', world.passwordOf('administrator'))
  await openPerson(page, 'doctor')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('person-export').click()])
  expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({ person: { name: 'doctor' } })
  await page.getByTestId('person-erase').click()
  await page.getByTestId('reason').fill('书面申请第 12 号')
  expect(await seriousFaults(page)).toEqual([])
  await page.getByTestId('reason-confirm').click()
  await page.locator('[data-testid="person-page"][data-state="erased"]').waitFor()
  await page.getByText('已全部删除').waitFor()
  expect(await textsInWrongLanguage(page, 'zh-CN')).toEqual([])

  await page.goto(`${world.origin}/#/account`)
  await page.getByTestId('erasure-last').waitFor()
  expect(await page.getByTestId('erasure-ask').isDisabled()).toBe(true)
  expect(problems).toEqual([])
  await close()
}, 120_000)

test('a dispatcher erases the recipient of a shipment, and the page says what stays', async () => {
  const { page, problems, close } = await world.open({ width: 390, height: 844 })
  await signIn(page, 'dispatcher', world.passwordOf('dispatcher'))
  const shipment = {
    ...{ number: 'P-2', consignee: '孙阿姨', consigneePhone: '13900003333', goods: { zh: '胰岛素', en: 'Insulin' } },
    ...{ range: { minCelsius: 2, maxCelsius: 8 }, timeBudgetMinutes: 30, boxes: ['B-1'] },
  }
  expect(await ask(page, '/api/shipments', { rows: [shipment] })).toBe(201)
  await page.goto(`${world.origin}/#/shipments`)
  await page.getByRole('link', { name: 'P-2' }).click()
  await page.getByText('孙阿姨').waitFor()
  await page.getByTestId('shipment-cancel').click()
  await page.getByTestId('reason').fill('客户取消')
  await page.getByTestId('reason-confirm').click()
  await page.getByTestId('recipient-erase').click()
  await page.getByTestId('reason').fill('书面申请第 13 号')
  expect(await seriousFaults(page)).toEqual([])
  await page.getByTestId('reason-confirm').click()
  await page.getByTestId('recipient-erased').waitFor()
  await expect.poll(() => page.getByTestId('consignee').textContent()).toBe('已删除')
  expect(await page.getByText('13900003333').count()).toBe(0)
  expect(await textsInWrongLanguage(page, 'zh-CN')).toEqual([])
  expect(await seriousFaults(page)).toEqual([])
  expect(problems).toEqual([])
  await close()
}, 120_000)
