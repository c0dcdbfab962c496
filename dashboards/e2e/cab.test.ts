import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser, openPage, type WatchedPage } from '../testing/browser.ts'
import { type BuiltPage, buildPage } from '../testing/build-page.ts'
import { type CabWire, type FakeAgent, startFakeAgent } from '../testing/fake-agent.ts'
import { textsInWrongLanguage } from '../testing/language-check.ts'

let built: BuiltPage
let browser: Browser
let agent: FakeAgent
let watched: WatchedPage
let page: Page

beforeAll(async () => {
  built = await buildPage('cab')
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await built?.remove()
})

beforeEach(async () => {
  agent = await startFakeAgent({ pages: built.directory })
  watched = await openPage(browser, { origin: agent.url, width: 1024, height: 600 })
  page = watched.page
  await page.getByTestId('card-c1').waitFor()
})

afterEach(async () => {
  assert.deepEqual({ problems: watched.problems, outside: watched.outside }, { problems: [], outside: [] })
  await watched.close()
  await agent.stop()
})

/** Two cores carry browser, server and test. */
const PATIENT = { timeout: 30_000 }
const text = async (testId: string) => (await page.getByTestId(testId).textContent())?.trim() ?? ''
const state = (testId: string) => page.getByTestId(testId).getAttribute('data-state')

function changeCompartment(id: string, change: Partial<CabWire['compartments'][number]>): void {
  agent.change((before) => ({
    ...before,
    compartments: before.compartments.map((one) => (one.id === id ? { ...one, ...change } : one)),
  }))
}

/** Texts that stick out of a card or of the screen cannot be read. */
function clipped(): Promise<string[]> {
  return page.evaluate(() => {
    const isOut = (inner: DOMRect, outer: DOMRect) =>
      inner.right > outer.right + 1 ||
      inner.bottom > outer.bottom + 1 ||
      inner.left < outer.left - 1 ||
      inner.top < outer.top - 1
    const screen = document.documentElement.getBoundingClientRect()
    return [...document.querySelectorAll('[data-testid^=card-] *, header *, footer *')].flatMap((element) => {
      const card = element.closest('[data-testid^=card-]')?.getBoundingClientRect() ?? screen
      return isOut(element.getBoundingClientRect(), card) ? [`${element.tagName} ${element.textContent}`] : []
    })
  })
}

const FAULTS: readonly (() => void)[] = [
  () => changeCompartment('c1', { state: 'out-of-range', temperatureCelsius: 10.4, doorOpen: true }),
  () =>
    changeCompartment('c2', {
      state: 'unknown',
      temperatureCelsius: null,
      probes: ['p4', 'p5'].map((id) => ({ id, temperatureCelsius: null, humidityPercent: null, mark: 'timeout' })),
    }),
  () => agent.change((before) => ({ ...before, network: { state: 'offline', since: before.at } })),
  () => agent.change((before) => ({ ...before, powerOn: false, position: null, positionMark: 'void' })),
  () =>
    agent.change((before) => ({ ...before, recording: { ...before.recording, state: 'fault', framesWaiting: 1234 } })),
]

test('each compartment is large, in words and in colour', async () => {
  expect(await text('celsius-c1')).toBe('4.7')
  expect(await text('card-c1')).toContain('温度正常')
  for (const id of ['c1', 'c2']) {
    const size = await page
      .getByTestId(`celsius-${id}`)
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
    expect(size).toBeGreaterThanOrEqual(96)
  }
  const colorOf = (id: string) =>
    page.getByTestId(`card-${id}`).evaluate((card) => getComputedStyle(card).backgroundColor)
  const inRange = await colorOf('c1')
  changeCompartment('c1', { state: 'out-of-range', temperatureCelsius: 10.4 })
  await expect.poll(() => text('celsius-c1'), PATIENT).toBe('10.4')
  expect(await text('card-c1')).toContain('温度超限')
  expect(await colorOf('c1')).not.toBe(inRange)
  expect(await text('advice')).toContain('前舱 冷藏：温度超限')
})

test('the network may be away; that temperatures are not recorded is an alarm', async () => {
  agent.change((before) => ({ ...before, network: { state: 'offline', since: before.at } }))
  await expect.poll(() => state('network'), PATIENT).toBe('offline')
  expect(await page.getByTestId('advice').count()).toBe(0)
  agent.change((before) => ({ ...before, recording: { ...before.recording, state: 'fault', problem: 'disk full' } }))
  await expect.poll(() => text('advice'), PATIENT).toContain('温度没有被记录')
  expect(await state('recording')).toBe('fault')
})

test('a probe that does not answer is named with its fault', async () => {
  changeCompartment('c1', {
    probes: [{ id: 'p3', temperatureCelsius: null, humidityPercent: null, mark: 'timeout' }],
  })
  await expect.poll(() => page.getByTestId('fault-p3').count(), PATIENT).toBe(1)
  expect(await text('fault-p3')).toContain('p3：无应答')
})

test('a recorder that is gone is told on the whole screen, its last values greyed', async () => {
  const port = Number(new URL(agent.url).port)
  await agent.stop()
  await page.getByTestId('recorder-gone').waitFor()
  expect(await text('recorder-gone')).toContain('与记录仪断开连接')
  expect(await text('celsius-c1')).toBe('4.7')
  expect(await page.getByTestId('card-c1').getAttribute('class')).toContain('old')
  expect(await page.getByTestId('network').count()).toBe(0)
  agent = await startFakeAgent({ pages: built.directory, port })
  await page.getByTestId('recorder-gone').waitFor({ state: 'detached' })
  changeCompartment('c1', { temperatureCelsius: 5.3 })
  await expect.poll(() => text('celsius-c1'), PATIENT).toBe('5.3')
})

test('a recorder that hangs with its connections open is as good as gone', async () => {
  const isGone = () => page.getByTestId('recorder-gone').count()
  agent.hang(true)
  await expect.poll(isGone, PATIENT).toBe(1)
  agent.hang(false)
  await expect.poll(isGone, PATIENT).toBe(0)
})

test('each language is whole and every state fits on the screen', async () => {
  for (const language of ['en', 'zh-CN'] as const) {
    const button = page.getByTestId(`language-${language}`)
    await button.click()
    const box = await button.boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(56)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    for (const fault of FAULTS) {
      expect(await textsInWrongLanguage(page, language)).toEqual([])
      expect(await clipped()).toEqual([])
      fault()
      await page.getByTestId('card-c1').waitFor()
    }
    await expect.poll(() => state('recording'), PATIENT).toBe('fault')
    expect(await textsInWrongLanguage(page, language)).toEqual([])
    expect(await clipped()).toEqual([])
    agent.change((before) => ({ ...before, recording: { ...before.recording, state: 'ok' } }))
    await expect.poll(() => state('recording'), PATIENT).toBe('ok')
  }
})

test('the screen turns dark by hand', async () => {
  const theme = () => page.locator('html').getAttribute('data-theme')
  await page.getByTestId('theme').click()
  await expect.poll(theme, PATIENT).toBe('day')
  await page.getByTestId('theme').click()
  await expect.poll(theme, PATIENT).toBe('night')
  expect(await clipped()).toEqual([])
})
