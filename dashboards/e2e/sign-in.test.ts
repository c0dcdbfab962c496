import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser, openPage, type WatchedPage } from '../testing/browser.ts'
import { type BuiltPage, buildPage } from '../testing/build-page.ts'
import { type FakeApi, SIGN_IN, startFakeApi } from '../testing/fake-api.ts'
import { textsInWrongLanguage } from '../testing/language-check.ts'

let built: BuiltPage
let browser: Browser
let api: FakeApi
let watched: WatchedPage
let page: Page

beforeAll(async () => {
  built = await buildPage('dispatch')
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await built?.remove()
})

beforeEach(async () => {
  api = await startFakeApi({ pages: built.directory })
})

afterEach(async () => {
  assert.deepEqual({ problems: watched.problems, outside: watched.outside }, { problems: [], outside: [] })
  await watched.close()
  await api.stop()
})

const PATIENT = { timeout: 30_000 }
const problem = async () => (await page.getByTestId('sign-in-problem').textContent())?.trim() ?? ''

async function open(origin = api.url): Promise<void> {
  watched = await openPage(browser, { origin, width: 1280, height: 800 })
  page = watched.page
}

async function signIn(name: string = SIGN_IN.name): Promise<void> {
  await page.getByTestId('sign-in-name').fill(name)
  await page.getByTestId('sign-in-password').fill(SIGN_IN.password)
  await page.getByTestId('sign-in-submit').click()
}

test('a wait is told in minutes, and counts down', async () => {
  await open()
  await page.clock.install()
  await page.reload()
  await page.route('**/api/session', (route) =>
    route.fulfill({ status: 429, json: { code: 'TOO_MANY_ATTEMPTS' }, headers: { 'Retry-After': '850' } }),
  )
  await signIn()
  await expect.poll(problem, PATIENT).toContain('15 分钟后重试')
  await page.clock.fastForward(840_000)
  await expect.poll(problem, PATIENT).toMatch(/请在 \d+ 秒后重试/)
  await page.clock.fastForward(10_000)
  await expect.poll(problem, PATIENT).toBe('现在可以重试。')
})

test('who opens the page as localhost is led to the address that may sign in', async () => {
  const origin = api.url.replace('127.0.0.1', 'localhost')
  await open(origin)
  await page.route('**/api/session', (route) =>
    route.fulfill({ status: 403, json: { code: 'FORBIDDEN_ORIGIN', detail: 'origin', field: 'origin' } }),
  )
  await signIn()
  await expect.poll(problem, PATIENT).toContain(`请改用以下地址打开页面： ${api.url}/`)
  expect(await page.getByTestId('sign-in-problem').getByRole('link').getAttribute('href')).toBe(`${api.url}/`)
})

test('a sign-out that fails says that the browser is still signed in, and can be tried again', async () => {
  await open()
  await signIn()
  await page.getByTestId('truck-tk001').waitFor()
  api.failEverything(true)
  await page.getByTestId('settings').click()
  await page.getByTestId('sign-out').click()
  await page.getByTestId('left-open').waitFor()
  expect(await page.getByTestId('truck-tk001').count()).toBe(0)
  for (const language of ['en', 'zh-CN'] as const) {
    await page.getByTestId(`language-${language}`).click()
    expect(await textsInWrongLanguage(page, language)).toEqual([])
  }
  api.failEverything(false)
  await page.getByTestId('sign-out-again').click()
  await page.getByTestId('left-open').waitFor({ state: 'detached' })
  await page.goto(`${api.url}/#/trucks/tk001`)
  await page.reload()
  await page.getByTestId('sign-in-submit').waitFor()
})
