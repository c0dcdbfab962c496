import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { seriousFaults } from '../testing/access-check.ts'
import { launchBrowser, openPage, type WatchedPage } from '../testing/browser.ts'
import { type BuiltPage, buildPage } from '../testing/build-page.ts'
import { type FakeApi, SIGN_IN, startFakeApi } from '../testing/fake-api.ts'
import { textsInWrongLanguage } from '../testing/language-check.ts'

let built: BuiltPage
let browser: Browser
let api: FakeApi
let watched: WatchedPage
let page: Page

const WIDE = { width: 1440, height: 900 }

beforeAll(async () => {
  built = await buildPage('dispatch')
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await built?.remove()
})

beforeEach(async () => {
  api = await startFakeApi({
    pages: built.directory,
    sampleIntervalMs: 250,
    recordIntervalMs: 10_000,
    frameIntervalMs: 3_000,
  })
  await open(WIDE)
})

afterEach(async () => {
  assert.deepEqual({ problems: watched.problems, outside: watched.outside }, { problems: [], outside: [] })
  await watched.close()
  await api.stop()
})

async function open(size: { width: number; height: number }): Promise<void> {
  watched = await openPage(browser, { origin: api.url, ...size })
  page = watched.page
}

async function signIn({ password = SIGN_IN.password, name = SIGN_IN.name } = {}): Promise<void> {
  await page.getByTestId('sign-in-name').fill(name)
  await page.getByTestId('sign-in-password').fill(password)
  await page.getByTestId('sign-in-submit').click()
}

/** Two cores carry browser, server and test. */
const PATIENT = { timeout: 30_000 }
const text = async (testId: string) => (await page.getByTestId(testId).textContent())?.trim() ?? ''
const attribute = (testId: string, name: string) => page.getByTestId(testId).getAttribute(name)

/** The page of curves of a truck of the list. */
async function openTruck(device: string): Promise<void> {
  await page.getByTestId(`truck-${device}`).waitFor()
  await page.goto(`${api.url}/#/trucks/${device}`)
  await page.getByTestId('compartment-c1').waitFor()
}

async function goBack(): Promise<void> {
  await page.goto(`${api.url}/#/live`)
  await page.getByTestId('truck-tk001').waitFor()
}

/** Language, theme and sign-out are behind one button. */
async function inSettings(act: () => Promise<void>): Promise<void> {
  if (!(await page.getByTestId('sign-out').isVisible())) await page.getByTestId('settings').click()
  await act()
  await page.getByTestId('settings').click()
}

/** Makes a probe of tk001 read this from now on. */
function setCelsius(probe: string, celsius: number): void {
  api.changeTruck('tk001', (truck) => ({
    ...truck,
    compartments: truck.compartments.map((compartment) => ({
      ...compartment,
      probes: compartment.probes.map((one) => (one.id === probe ? { ...one, celsiusAt: () => celsius } : one)),
    })),
  }))
}

test('a wrong password and too many attempts are told, and the right one opens the fleet', async () => {
  await signIn({ password: 'wrong' })
  await expect.poll(() => text('sign-in-problem'), PATIENT).toBe('用户名或密码错误。')
  await signIn({ name: 'throttled' })
  await expect.poll(() => text('sign-in-problem'), PATIENT).toContain('后重试')
  await signIn()
  await page.getByTestId('truck-tk001').waitFor()
})

test('a page opened by another address than the allowed one says so', async () => {
  await page.route('**/api/session', (route) =>
    route.fulfill({ status: 403, json: { code: 'FORBIDDEN_ORIGIN', title: 'origin' } }),
  )
  await signIn()
  await expect.poll(() => text('sign-in-problem'), PATIENT).toContain('不允许从此地址登录')
})

test('trucks stand in the order of their risk, and one that is chosen is told beside the map', async () => {
  await signIn()
  await page.getByTestId('truck-tk001').waitFor()
  const risks = await page
    .locator('a[data-risk]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-risk')))
  expect(risks).toEqual(['alarm', 'silent', 'fine'])
  await page.getByTestId('truck-tk001').click()
  await expect.poll(() => attribute('truck-tk001', 'aria-current'), PATIENT).toBe('true')
  await expect.poll(() => text('peek'), PATIENT).toContain('车门开启：前舱 冷藏')
  await page.keyboard.press('f')
  expect(await attribute('follow', 'aria-pressed')).toBe('true')
  await page.keyboard.press('Escape')
  await page.getByTestId('peek').waitFor({ state: 'detached' })
})

test('values move with the live feed, marked as not yet recorded', async () => {
  await signIn()
  await openTruck('tk001')
  await expect.poll(() => attribute('value-p1.temperature', 'data-provisional'), PATIENT).toBe('true')
  setCelsius('p1', 9.7)
  await expect.poll(() => text('value-p1.temperature'), PATIENT).toContain('9.7 °C')
  setCelsius('p1', 6.2)
  await expect.poll(() => text('value-p1.temperature'), PATIENT).toContain('6.2 °C')
  expect(await attribute('value-p3.temperature', 'data-mark')).toBe('timeout')
})

test('an alarm is shown with its beginning and peak, and closes by itself', async () => {
  await signIn()
  await openTruck('tk001')
  setCelsius('p1', 11.2)
  await expect.poll(() => text('alarm-c1'), PATIENT).toMatch(/起报警（已 12 分钟），记录峰值 11\.2/)
  expect(await page.title()).toContain('1 车报警')
  setCelsius('p1', 5)
  setCelsius('p2', 5)
  api.closeAlarms('tk001')
  await page.getByTestId('alarm-c1').waitFor({ state: 'detached' })
  await goBack()
  await page.getByTestId('side-alarms').click()
  await expect.poll(() => page.getByTestId('alarms-open').getByRole('link').count(), PATIENT).toBe(0)
  // Its door is still open, and p3 still says nothing.
  await page.getByTestId('side-trucks').click()
  await expect.poll(() => attribute('truck-tk001', 'data-risk'), PATIENT).toBe('attention')
  expect(await page.title()).toBe('ColdRx 冷链调度')
})

test('a new alarm is told to a screen reader too, and another id of an open one leaves no ghost', async () => {
  await signIn()
  await page.getByTestId('truck-tk001').waitFor()
  await page.getByTestId('side-alarms').click()
  await expect.poll(() => page.getByTestId('alarms-open').getByRole('link').count(), PATIENT).toBe(1)
  expect(await text('new-alarm')).toBe('')
  const alarmed = (alarmSinceMs: number | null) =>
    api.changeTruck('tk002', (truck) => ({
      ...truck,
      compartments: truck.compartments.map((one) => (one.id === 'c1' ? { ...one, alarmSinceMs } : one)),
    }))
  alarmed(Date.now() - 60_000)
  await expect.poll(() => text('new-alarm'), PATIENT).toBe('新报警：浙A·7K092，前舱 冷藏')
  await expect.poll(() => page.getByTestId('alarms-open').getByRole('link').count(), PATIENT).toBe(2)
  // The cloud never says that this one closed: its truck no longer has it, and that is enough.
  alarmed(null)
  await expect.poll(() => page.getByTestId('alarms-open').getByRole('link').count(), PATIENT).toBe(1)
})

test('a truck in range with its cooling cut off, a dead probe and an open door is not called in order', async () => {
  await signIn()
  await expect.poll(() => attribute('truck-tk002', 'data-risk'), PATIENT).toBe('fine')
  api.changeTruck('tk002', (truck) => ({
    ...truck,
    powerOn: false,
    flags: { broken: 1, forks: 0, quarantined: 0 },
    compartments: truck.compartments.map((one) =>
      one.id === 'c1'
        ? {
            ...one,
            doorOpen: true,
            probes: one.probes.map((probe) => (probe.id === 'p2' ? { ...probe, markAt: () => 'open' } : probe)),
          }
        : one,
    ),
  }))
  await expect.poll(() => attribute('truck-tk002', 'data-risk'), PATIENT).toBe('attention')
  for (const words of ['注意', '制冷机供电中断', '探头异常：p2', '1 处记录校验不符', '车门开启：前舱 冷藏'])
    await expect.poll(() => text('truck-tk002'), PATIENT).toContain(words)
})

test('without one good reading the last good value is told, and frozen ones are no state', async () => {
  await signIn()
  const frozenSince = Date.now() - 20 * 60_000
  api.changeTruck('tk002', (truck) => ({
    ...truck,
    compartments: truck.compartments.map((one) => ({
      ...one,
      probes: one.probes.map((probe) => ({ ...probe, markAt: (atMs) => (atMs > frozenSince ? 'frozen' : 'ok') })),
    })),
  }))
  await openTruck('tk002')
  await expect.poll(() => text('origin-c1'), PATIENT).toBe('无有效读数')
  await expect.poll(() => text('last-good-c1'), PATIENT).toMatch(/最后有效值 \d\.\d.°C，2\d 分钟前/)
  await goBack()
  await expect.poll(() => attribute('truck-tk002', 'data-risk'), PATIENT).toBe('fault')
})

test('a truck whose clock runs ahead keeps the state that its records prove, and is told', async () => {
  await signIn()
  await openTruck('tk002')
  await expect.poll(() => attribute('value-p1.temperature', 'data-provisional'), PATIENT).toBe('true')
  api.changeTruck('tk002', (truck) => ({ ...truck, clockAheadMs: 24 * 3_600_000 }))
  await expect.poll(() => text('selected-truck'), PATIENT).toContain('车载时钟快 23 小时')
  expect(await attribute('value-p1.temperature', 'data-provisional')).toBe('false')
  api.changeTruck('tk002', (truck) => ({ ...truck, clockAheadMs: 0 }))
  await expect.poll(() => attribute('value-p1.temperature', 'data-provisional'), PATIENT).toBe('true')
  await expect.poll(() => attribute('truck-risk', 'data-risk'), PATIENT).toBe('fine')
})

test("a wrong clock of the dispatcher's computer is told, and makes nothing old", async () => {
  // half a minute more: the server tells its time in whole seconds
  await page.clock.install({ time: Date.now() + 630_000 })
  await page.reload()
  await signIn()
  await expect.poll(() => text('own-clock'), PATIENT).toContain('快 10 分钟')
  await expect.poll(() => attribute('truck-tk002', 'data-risk'), PATIENT).toBe('fine')
  await openTruck('tk001')
  await expect.poll(() => attribute('kind-p4', 'data-kind'), PATIENT).toBe('live')
})

test('what a truck said long ago is shown as old, not as its state', async () => {
  await signIn()
  await openTruck('tk003')
  await expect.poll(() => text('compartment-c1'), PATIENT).toContain('状态不明')
  expect(await text('compartment-c1')).toMatch(/旧值，5\d 分钟前|旧值，4\d 分钟前/)
  expect(await text('power')).toContain('分钟前')
})

test('the table of a curve holds every recorded point as the series has it', async () => {
  await signIn()
  await openTruck('tk002')
  await expect.poll(() => attribute('curve-c1', 'data-state'), PATIENT).toBe('ready')
  expect(await page.getByTestId('curve-c1').locator('canvas').count()).toBe(2)
  await page.getByTestId('points-toggle-c1').click()
  const shown = await page
    .getByTestId('points-c1')
    .locator('tbody tr[data-channel]')
    .evaluateAll((rows) =>
      rows.map((row) => [
        row.getAttribute('data-channel'),
        row.querySelector('time')?.dateTime,
        row.querySelector('[data-field=value]')?.textContent,
        row.querySelector('[data-field=mark]')?.getAttribute('data-mark'),
      ]),
    )
  const times = shown.map(([, iso]) => iso ?? '').sort()
  const query = new URLSearchParams({ compartment: 'c1', from: times[0] ?? '', to: times.at(-1) ?? '' })
  const series = await (await page.request.get(`${api.url}/api/trucks/tk002/series?${query}`)).json()
  const recorded = series.channels
    .filter(({ quantity }: { quantity: string }) => quantity === 'temperature')
    .flatMap(({ id, points }: { id: string; points: [number, number, string][] }) =>
      points.map(([atMs, value, mark]) => [id, new Date(atMs).toISOString(), value.toFixed(1), mark]),
    )
  expect(shown.length).toBeGreaterThan(500)
  expect(shown.map(String).sort()).toEqual(recorded.map(String).sort())
  expect(await text('gaps-c1')).toContain('记录仪重启')
})

test('hints at the newest end give way to their records', async () => {
  await signIn()
  await openTruck('tk001')
  const count = async () => Number(await attribute('provisional-c2', 'data-count'))
  await expect.poll(count, PATIENT).toBeGreaterThan(30)
  // Hints leave only by being recorded: after every tenth second's record there are fewer than in ten seconds come.
  await expect.poll(count, PATIENT).toBeLessThan(30)
})

test('a cut feed is told, and resumes where it was with what has changed meanwhile', async () => {
  await signIn()
  await expect.poll(() => attribute('feed-state', 'data-state'), PATIENT).toBe('live')
  const rename = (name: string) => api.changeTruck('tk003', (truck) => ({ ...truck, name }))
  // tk003 sends nothing by itself: only the feed, and after the cut only the resumed feed, can tell of this.
  rename('苏E·11111')
  await expect.poll(() => text('truck-tk003'), PATIENT).toContain('苏E·11111')
  api.cutFeeds({ refused: true })
  await page.getByTestId('feed-lost').waitFor()
  expect(await attribute('feed-state', 'data-state')).toBe('retrying')
  rename('苏E·99999')
  api.cutFeeds({ refused: false })
  await page.getByTestId('feed-lost').waitFor({ state: 'detached', timeout: 30_000 })
  await expect.poll(() => attribute('feed-state', 'data-state'), PATIENT).toBe('live')
  await expect.poll(() => text('truck-tk003'), PATIENT).toContain('苏E·99999')
  expect(Number(api.cursors.at(-1))).toBeGreaterThan(Number(api.cursors[0]))
})

test('an expired session leads to the sign-in and back to the same truck', async () => {
  await signIn()
  await openTruck('tk002')
  api.expireSessions()
  await page.getByTestId('sign-in-submit').waitFor()
  await signIn()
  await expect.poll(() => text('selected-truck'), PATIENT).toContain('浙A·7K092')
})

test('whoever signs out leaves nothing on the screen, and the session is ended', async () => {
  await signIn()
  await page.getByTestId('truck-tk001').waitFor()
  await page.getByTestId('settings').click()
  await page.getByTestId('sign-out').click()
  await page.getByTestId('sign-in-submit').waitFor()
  expect(await page.getByText('沪A').count()).toBe(0)
  await page.goto(`${api.url}/#/trucks/tk001`)
  await page.reload()
  await page.getByTestId('sign-in-submit').waitFor()
})

test('a server that is away is told, and tried again until it answers', async () => {
  await signIn()
  await page.getByTestId('truck-tk001').waitFor()
  api.failEverything(true)
  await page.reload()
  await expect.poll(() => attribute('load-state', 'data-state'), PATIENT).toBe('failed')
  api.failEverything(false)
  await page.getByTestId('truck-tk001').waitFor()
})

test('each language is whole', { timeout: 240_000 }, async () => {
  expect(await textsInWrongLanguage(page, 'zh-CN')).toEqual([])
  await page.getByTestId('language-en').click()
  expect(await textsInWrongLanguage(page, 'en')).toEqual([])
  await signIn()
  for (const [language, good] of [
    ['en', 'Good'],
    ['zh-CN', '正常'],
  ] as const) {
    await goBack()
    await inSettings(async () => {
      await page.getByTestId(`language-${language}`).click()
      expect(await textsInWrongLanguage(page, language)).toEqual([])
    })
    await page.getByTestId('side-alarms').click()
    expect(await textsInWrongLanguage(page, language)).toEqual([])
    await page.getByTestId('side-trucks').click()
    await page.getByTestId('truck-tk001').click()
    await page.getByTestId('peek').waitFor()
    expect(await textsInWrongLanguage(page, language)).toEqual([])
    await page.keyboard.press('?')
    expect(await textsInWrongLanguage(page, language)).toEqual([])
    await page.keyboard.press('Escape')
    for (const truck of ['tk001', 'tk002', 'tk003']) {
      await goBack()
      await openTruck(truck)
      await expect.poll(() => text('compartment-c1'), PATIENT).toContain(good)
      await page.getByTestId('points-toggle-c1').click()
      await page.getByTestId('points-c1').waitFor()
      expect(await textsInWrongLanguage(page, language)).toEqual([])
    }
    api.cutFeeds({ refused: true })
    await page.getByTestId('feed-lost').waitFor()
    expect(await textsInWrongLanguage(page, language)).toEqual([])
    api.cutFeeds({ refused: false })
    await page.getByTestId('feed-lost').waitFor({ state: 'detached', timeout: 30_000 })
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
  }
  await page.reload()
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
})

test('a truck is reached and opened by the keyboard', async () => {
  await signIn()
  await page.getByTestId('truck-tk002').waitFor()
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))
  await page.keyboard.press('/')
  expect(await focused()).toBe('search')
  await page.keyboard.type('7k09')
  await expect.poll(() => page.getByTestId('truck-tk001').count(), PATIENT).toBe(0)
  await page.keyboard.press('Escape')
  await page.getByTestId('truck-tk001').waitFor()
  await page.getByTestId('truck-tk001').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect.poll(focused, PATIENT).toBe('truck-tk002')
  await page.keyboard.press('Enter')
  await expect.poll(() => attribute('truck-tk002', 'aria-current'), PATIENT).toBe('true')
  await page.keyboard.press('o')
  await expect.poll(() => text('selected-truck'), PATIENT).toContain('浙A·7K092')
  await page.keyboard.press('[')
  await expect.poll(() => text('selected-truck'), PATIENT).toContain('苏E·3M518')
})

test('nothing is cut, at a desk and on a phone, in both languages', { timeout: 240_000 }, async () => {
  const cut = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('body *:not(svg *)')]
        // what is there for screen readers alone
        .filter((element) => {
          for (let at: Element | null = element; at !== null; at = at.parentElement)
            if (getComputedStyle(at).clipPath === 'inset(50%)') return false
          return true
        })
        .filter(({ clientWidth, scrollWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
        .map(({ className, textContent }) => `${className}: ${textContent?.trim().slice(0, 40)}`),
    )
  for (const size of [WIDE, { width: 1280, height: 720 }, { width: 390, height: 844 }]) {
    await watched.close()
    await open(size)
    await signIn()
    await page.getByTestId('truck-tk001').waitFor()
    await page.goto(`${api.url}/#/trucks/tk001`)
    for (const language of ['en', 'zh-CN']) {
      await inSettings(() => page.getByTestId(`language-${language}`).click())
      await expect.poll(() => attribute('curve-c1', 'data-state'), PATIENT).toBe('ready')
      await page.getByTestId('points-toggle-c1').click()
      expect({ size, language, cut: await cut() }).toEqual({ size, language, cut: [] })
    }
  }
})

test('on a phone the list, the map and a truck each have the screen, and nothing is wider than it', async () => {
  await watched.close()
  await open({ width: 390, height: 844 })
  await signIn()
  const widest = () => page.evaluate(() => document.documentElement.scrollWidth)
  await page.getByTestId('truck-tk001').waitFor()
  expect(await page.getByTestId('map').isVisible()).toBe(false)
  expect(await widest()).toBe(390)
  await page.getByTestId('pane-map').click()
  expect(await page.getByTestId('map').isVisible()).toBe(true)
  expect(await page.getByTestId('truck-tk001').isVisible()).toBe(false)
  expect(await widest()).toBe(390)
  await page.getByTestId('pane-list').click()
  await page.getByTestId('open-tk001').click()
  await page.getByTestId('compartment-c1').waitFor()
  await expect.poll(() => attribute('curve-c1', 'data-state'), PATIENT).toBe('ready')
  expect(await widest()).toBe(390)
  await page.getByRole('link', { name: '全部车辆' }).click()
  await page.getByTestId('truck-tk001').waitFor()
})

test('the cursor of one curve is that of all, and of the track', async () => {
  await signIn()
  await openTruck('tk001')
  await expect.poll(() => attribute('curve-c2', 'data-state'), PATIENT).toBe('ready')
  await expect.poll(async () => Number(await attribute('route', 'data-points')), PATIENT).toBeGreaterThan(10)
  expect(await page.locator('.cursor').count()).toBe(0)
  const chart = page.getByTestId('curve-c1').locator('.time-chart').first()
  await chart.hover({ position: { x: 200, y: 60 } })
  await expect.poll(() => page.locator('.cursor').count(), PATIENT).toBe(4)
  for (const compartment of ['c1', 'c2'])
    expect(await page.getByTestId(`curve-${compartment}`).getByTestId('readout').textContent()).toContain('°C')
  await expect.poll(() => page.getByTestId('track-cursor').count(), PATIENT).toBe(1)
})

test('a span is chosen by dragging, typed, and left again', async () => {
  await signIn()
  await openTruck('tk002')
  await expect.poll(() => attribute('curve-c1', 'data-state'), PATIENT).toBe('ready')
  const box = await page.getByTestId('curve-c1').locator('.time-chart').first().boundingBox()
  assert(box !== null)
  await page.mouse.move(box.x + 100, box.y + 50)
  await page.mouse.down()
  await page.mouse.move(box.x + 300, box.y + 50, { steps: 5 })
  await page.mouse.up()
  await page.getByTestId('span-now').waitFor()
  const minutes = async () => {
    const [from = 0, to = 0] = await Promise.all(
      ['span-from', 'span-to'].map(async (id) =>
        Date.parse((await page.getByTestId(id).inputValue()).replace(' ', 'T')),
      ),
    )
    return (to - from) / 60_000
  }
  expect(await minutes()).toBeLessThan(40)
  const from = await page.getByTestId('span-from').inputValue()
  await page.getByTestId('span-from').fill('tomorrow')
  await page.getByTestId('span-from').press('Enter')
  expect(await page.getByTestId('span-from').inputValue()).toBe(from)
  await page.getByTestId('span-now').click()
  await page.getByTestId('span-now').waitFor({ state: 'detached' })
  await page.getByTestId('span-day').click()
  expect(await attribute('span-day', 'aria-pressed')).toBe('true')
  expect(await minutes()).toBe(24 * 60)
})

test('theme and time zone are kept for the next time', async () => {
  await signIn()
  await page.getByTestId('truck-tk001').waitFor()
  await inSettings(async () => {
    await page.getByTestId('theme-dark').click()
    await page.getByTestId('time-zone').selectOption('UTC')
  })
  await page.reload()
  await page.getByTestId('truck-tk001').waitFor()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  expect(await page.locator('header time').textContent()).toContain('GMT+0')
})

test.each([
  ['a desk', WIDE],
  ['a phone', { width: 390, height: 844 }],
] as const)(
  'nobody is kept out by a serious fault of access in either theme, at %s',
  async (_, size) => {
    await watched.close()
    await open(size)
    expect(await seriousFaults(page)).toEqual([])
    await signIn()
    await page.getByTestId('truck-tk001').waitFor()
    for (const theme of ['dark', 'light']) {
      await goBack()
      await inSettings(async () => {
        await page.getByTestId(`theme-${theme}`).click()
        expect({ theme, menu: await seriousFaults(page) }).toEqual({ theme, menu: [] })
      })
      await page.getByTestId('side-alarms').click()
      expect({ theme, alarms: await seriousFaults(page) }).toEqual({ theme, alarms: [] })
      await page.getByTestId('side-trucks').click()
      await page.getByTestId('truck-tk001').click()
      await page.getByTestId('peek').waitFor({ state: 'attached' })
      expect({ theme, live: await seriousFaults(page) }).toEqual({ theme, live: [] })
      await openTruck('tk001')
      await expect.poll(() => attribute('curve-c1', 'data-state'), PATIENT).toBe('ready')
      await page.getByTestId('points-toggle-c1').click()
      expect({ theme, truck: await seriousFaults(page) }).toEqual({ theme, truck: [] })
      await page.keyboard.press('?')
      expect({ theme, help: await seriousFaults(page) }).toEqual({ theme, help: [] })
      await page.keyboard.press('Escape')
    }
  },
  240_000,
)
