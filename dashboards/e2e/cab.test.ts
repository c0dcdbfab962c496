import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { seriousFaults } from '../testing/access-check.ts'
import { launchBrowser, openPage, type WatchedPage } from '../testing/browser.ts'
import { type BuiltPage, buildPage } from '../testing/build-page.ts'
import { clippedTexts } from '../testing/clipped-texts.ts'
import { type CabWire, type FakeAgent, startFakeAgent, tripWire } from '../testing/fake-agent.ts'
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

test('since when, and where', async () => {
  const time = (atMs: number) =>
    new Intl.DateTimeFormat('zh-CN', {
      timeZone: 'Asia/Shanghai',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(atMs)
  const since = Date.now() - 12.5 * 60_000
  changeCompartment('c1', { state: 'out-of-range', temperatureCelsius: 10.4, since: new Date(since).toISOString() })
  await expect.poll(() => state('card-c1'), PATIENT).toBe('out-of-range')
  // The date stands before the time only where the twelve minutes reach back to yesterday.
  expect(await text('since-c1')).toMatch(new RegExp(`^(\\d+/\\d+ )?${time(since)} 起 · 已 1[23] 分钟$`))
  expect(await text('position')).toBe('北纬 30.85201°，东经 121.02004°')
  agent.change((before) => ({ ...before, position: null, positionMark: 'void' }))
  await expect.poll(() => text('position'), PATIENT).toBe('无定位')
  agent.change((before) => ({ ...before, position: null, positionMark: 'timeout' }))
  await expect.poll(() => text('position'), PATIENT).toBe('无定位 · 无应答')
})

test('a kiosk in another zone says that its times are not those of Beijing', async () => {
  expect(await page.getByTestId('zone').count()).toBe(0)
  const abroad = await openPage(browser, { origin: agent.url, width: 1024, height: 600, timezoneId: 'UTC' })
  expect(await abroad.page.getByTestId('zone').textContent()).toContain('非北京时间：GMT+0')
  await abroad.close()
})

test('the network may be away; that temperatures are not recorded is an alarm', async () => {
  agent.change((before) => ({ ...before, network: { ...before.network, state: 'offline', since: before.at } }))
  await expect.poll(() => state('network'), PATIENT).toBe('offline')
  expect(await page.getByTestId('advice').count()).toBe(0)
  agent.change((before) => ({
    ...before,
    recording: { ...before.recording, state: 'fault', problem: 'database or disk is full' },
  }))
  await expect.poll(() => text('advice'), PATIENT).toContain('记录仪存储已满，温度没有被记录')
  expect(await state('recording')).toBe('fault')
})

test('what the link has carried in a day, for what, and what is cut back is a touch away, in both languages', async () => {
  agent.change((before) => ({
    ...before,
    network: { ...before.network, link: { ...before.network.link, spentBytes: 10_402_400, thrift: 'spent' } },
  }))
  await page.getByTestId('network').click()
  await expect.poll(() => text('link-spent'), PATIENT).toBe('10.4 MB 24 小时内 · 每天限额 10.0 MB')
  expect(await text('link-hints')).toBe('1.6 MB')
  expect(await text('link-thrift')).toContain('限额已用完')
  for (const language of ['zh-CN', 'en'] as const) {
    if (language === 'en') await page.getByTestId('language').click()
    expect(await textsInWrongLanguage(page, language)).toEqual([])
    expect(await clippedTexts(page, '[data-testid=network-screen], header, button')).toEqual([])
    expect(await seriousFaults(page)).toEqual([])
  }
  await page.getByTestId('back').click()
  await page.getByTestId('card-c1').waitFor()
})

test('a probe that does not answer is named with its fault', async () => {
  changeCompartment('c1', {
    probes: [{ id: 'p3', temperatureCelsius: null, humidityPercent: null, mark: 'timeout' }],
  })
  await expect.poll(() => page.getByTestId('fault-c1').count(), PATIENT).toBe(1)
  expect(await text('fault-c1')).toContain('p3：无应答')
})

test('a recorder that is gone is told on the whole screen, its last values greyed', async () => {
  await page.clock.install()
  await page.reload()
  await page.getByTestId('card-c1').waitFor()
  const port = Number(new URL(agent.url).port)
  await agent.stop()
  await page.getByTestId('recorder-gone').waitFor()
  expect(await text('recorder-gone')).toContain('与记录仪断开连接')
  expect(await text('celsius-c1')).toBe('4.7')
  expect(await page.getByTestId('card-c1').getAttribute('class')).toContain('old')
  expect(await page.getByTestId('network').count()).toBe(0)
  // What was known last is said of its time, and no longer counts on.
  expect(await text('card-c1')).toMatch(/\d\d:\d\d 时：温度正常/)
  expect(await text('since-c1')).toContain('当时已 2 小时 14 分')
  await page.clock.fastForward(3_600_000)
  await expect.poll(() => text('recorder-gone'), PATIENT).toContain('已 1 小时')
  expect(await text('since-c1')).toContain('当时已 2 小时 14 分')
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

const sounding = (state: CabWire): CabWire => ({
  ...state,
  alarms: {
    ...state.alarms,
    sound: 'sounding',
    open: [
      {
        ...{ id: 'a1', kind: 'trend', subject: 'c1', since: state.at, acknowledgedAt: null },
        minutesLeft: { minutes: 8.2, soonest: 6.4, latest: 11.9 },
      },
    ],
  },
})

test('an alarm says how many minutes are left; the page sounds once it was touched, until the driver has heard it', async () => {
  const tone = () => page.locator('.cab').getAttribute('data-tone')
  expect(await text('sound-hint')).toContain('请点一下屏幕')
  agent.change(sounding)
  await expect.poll(() => text('advice'), PATIENT).toContain('约 8 分钟后超限（6–12）')
  // a browser lets no page sound before somebody touched it: until then the page says so
  expect(await tone()).toBe('false')
  await page.getByTestId('card-c1').click()
  await expect.poll(tone, PATIENT).toBe('true')
  expect(await page.getByTestId('sound-hint').count()).toBe(0)

  const box = await page.getByTestId('acknowledge').boundingBox()
  expect(Math.min(box?.height ?? 0, box?.width ?? 0)).toBeGreaterThanOrEqual(80)
  await page.getByTestId('acknowledge').click()
  await expect.poll(tone, PATIENT).toBe('false')
  expect(agent.acknowledged()).toBe(1)
  expect(await text('paused')).toMatch(/声音暂停至 \d\d:\d\d/)
  expect(await text('advice')).toContain('约 8 分钟后超限')
  // the cause lasts: it comes back
  agent.change(sounding)
  await expect.poll(tone, PATIENT).toBe('true')
})

test('the screen turns dark by hand', async () => {
  const theme = () => page.locator('html').getAttribute('data-theme')
  await page.getByTestId('theme').click()
  await expect.poll(theme, PATIENT).toBe('day')
  await page.getByTestId('theme').click()
  await expect.poll(theme, PATIENT).toBe('night')
})

const press = (testId: string) => page.getByTestId(testId).click(PATIENT)

function toLoad(step: 'pre-cool' | 'load', problems: { kind: 'temperature'; subject: string }[]): void {
  const trip = tripWire(Date.now())
  const check = { result: problems.length === 0 ? 'passed' : 'failed', problems } as const
  const done = step === 'load' ? [{ step: 'pre-cool', check: 'overridden', at: new Date().toISOString() } as const] : []
  const shipments = trip.shipments.map((one) => ({ ...one, state: 'assigned', handover: null }))
  const checklists = [{ stop: 's1', done, next: { step, check } }]
  agent.change((state) => ({ ...state, trip: { ...trip, started: null, nextStop: 's1', shipments, checklists } }))
}

test('the loading order says what is not as it should be, and goes on against it for a reason alone', async () => {
  toLoad('pre-cool', [{ kind: 'temperature', subject: 'c1' }])
  await press('trip')
  await press('open-checklist')
  expect(await text('problems')).toMatch(/^前舱 冷藏：4\.7\s°C，未达到 2\.0 ~ 8\.0\s°C$/)
  expect(await page.getByTestId('confirm').count()).toBe(0)
  await press('anyway')
  await press('reason-dispatch-agreed')
  await expect
    .poll(() => agent.told, PATIENT)
    .toEqual([{ say: 'step', trip: 't1', step: 'pre-cool', reason: 'dispatch-agreed' }])
  toLoad('pre-cool', [])
  agent.refuse('NOT_RECORDED')
  await press('confirm')
  await expect.poll(() => text('checklist'), PATIENT).toContain('未记录：记录仪无法写入')
  toLoad('load', [])
  await expect.poll(() => text('box-count'), PATIENT).toBe('0 / 6 箱')
  await page.keyboard.type('S20261130-02-1\n')
  await page.keyboard.type('X-99\n')
  expect(await text('scan')).toBe('不在清单内：X-99')
  expect(await seriousFaults(page)).toEqual([])
  // counted boxes outlive the page
  await page.reload()
  await press('trip')
  await press('open-checklist')
  await expect.poll(() => text('box-count'), PATIENT).toBe('1 / 6 箱')
  await press('all-boxes')
  await press('confirm')
  await expect.poll(() => agent.told.length, PATIENT).toBe(2)
  expect(agent.told[1]).toMatchObject({
    say: 'step',
    step: 'load',
    boxes: expect.toSatisfy((all) => all.length === 6) as string[],
  })
})

async function sign(): Promise<void> {
  const box = await page.getByTestId('signature').boundingBox()
  const [x, y] = [(box?.x ?? 0) + 60, (box?.y ?? 0) + 40]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (const at of [40, 80, 120]) await page.mouse.move(x + at, y + (at % 80))
  await page.mouse.up()
}

test('a hand-over counts boxes, is signed on the screen, refused for a reason, and printed', async () => {
  agent.change((before) => ({ ...before, trip: tripWire(Date.now()) }))
  await press('trip')
  await press('shipment-02')
  expect(await text('arrival')).toContain('4.7')
  expect(await page.getByTestId('accept').isDisabled()).toBe(true)
  await page.keyboard.type('S20261130-02-1\n')
  await press('accept')
  expect(await page.getByTestId('confirm').isDisabled()).toBe(true)
  await sign()
  agent.refuse('NOT_RECORDED')
  await press('confirm')
  await expect.poll(() => text('hand-over'), PATIENT).toContain('未记录')
  expect(await seriousFaults(page)).toEqual([])
  await press('confirm')
  await page.getByTestId('hand-over-sheet').waitFor(PATIENT)
  expect(agent.told[0]).toMatchObject({
    ...{ shipment: '02', outcome: 'delivered', boxes: ['S20261130-02-1'], taker: '仁和门诊部 吴医生' },
    signature: { kind: 'image', base64: expect.stringMatching(/^iVBOR/) as string },
  })
  expect(await text('recorded')).toContain('已记录')
  expect(await seriousFaults(page)).toEqual([])
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByTestId('print').isVisible()).toBe(false)
  expect(await page.getByTestId('strip').isVisible()).toBe(false)
  expect(await page.getByTestId('hand-over-sheet').isVisible()).toBe(true)
  await page.emulateMedia({ media: 'screen' })

  await press('back')
  await press('shipment-03')
  await press('refuse')
  await press('refusal-temperature')
  await sign()
  await press('confirm')
  await expect.poll(() => text('sheet-outcome'), PATIENT).toBe('拒收')
  expect(agent.told[1]).toMatchObject({ shipment: '03', outcome: 'refused', reason: 'temperature', boxes: [] })
  await press('back')
  await press('end-trip')
  await press('end-sure')
  await expect.poll(() => agent.told[2], PATIENT).toEqual({ say: 'end', trip: 't1', withOpen: true })
  const heights = await page
    .locator('button:visible')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(56)
})

test('a screen that is not paired shows a keypad and no reading; the right PIN opens it', async () => {
  agent.askForPin('204816')
  await page.reload()
  await page.getByTestId('pin').waitFor(PATIENT)
  expect(await page.getByTestId('card-c1').count()).toBe(0)
  const enter = async (pin: string) => {
    for (const digit of pin.split('')) await press(`key-${digit}`)
  }
  await enter('204817')
  await expect.poll(() => text('pin-problem'), PATIENT).toBe('配对码不对。')
  expect(await seriousFaults(page)).toEqual([])
  await enter('204816')
  await page.getByTestId('card-c1').waitFor(PATIENT)
})

const key = (name: string) => page.locator(`.keyboard [data-skbtn="${name}"]`).click(PATIENT)
const isUp = () => page.getByTestId('keyboard').count()

test('a truck without a keyboard has one on the screen: pinyin, letters, digits; it makes way for scanner and signature', async () => {
  agent.change((before) => ({ ...before, trip: tripWire(Date.now()) }))
  await press('trip')
  await press('shipment-02')
  // a label that cannot be scanned: its last digits do
  await press('type-code')
  await page.getByTestId('keyboard').waitFor(PATIENT)
  await key('{digits}')
  for (const digit of ['-', '2']) await key(digit)
  expect(await page.locator('[data-testid^=box-S]').count()).toBe(1)
  await key('{done}')
  expect(await text('box-count')).toBe('1 / 2 箱')
  await page.keyboard.type('S20261130-02-1\n')
  expect(await text('box-count')).toBe('2 / 2 箱')
  await press('end-typing')
  expect(await isUp()).toBe(0)

  await press('refuse')
  await press('refusal-other')
  await sign()
  // what the other reason is has to be said
  expect(await page.getByTestId('confirm').isDisabled()).toBe(true)
  const taker = page.getByTestId('taker')
  // a finger, not the mouse
  await taker.dispatchEvent('pointerdown', { pointerType: 'touch', bubbles: true })
  await taker.focus()
  await page.getByTestId('keyboard').waitFor(PATIENT)
  await key('{clear}')
  for (const letter of ['w', 'u']) await key(letter)
  await page.locator('.hg-candidate-box-list-item').first().click(PATIENT)
  expect(await taker.inputValue()).toMatch(/^[\u4e00-\u9fff]$/)
  await key('{language}')
  for (const letter of ['{shift}', 'W', '{shift}', 'u']) await key(letter)
  await key('{bksp}')
  expect(await taker.inputValue()).toMatch(/^[\u4e00-\u9fff]W$/)
  expect(await page.locator('.hg-candidate-box').count()).toBe(0)
  const [field, keys] = [await taker.boundingBox(), await page.getByTestId('keyboard').boundingBox()]
  expect((field?.y ?? 600) + (field?.height ?? 0)).toBeLessThanOrEqual(keys?.y ?? 0)
  expect((keys?.y ?? 0) + (keys?.height ?? 600)).toBeLessThanOrEqual(600)
  const heights = await page
    .locator('.keyboard button')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(56)
  expect(await seriousFaults(page)).toEqual([])
  await press('note-keyboard')
  await key('{digits}')
  await key('7')
  await key('{done}')
  expect(await isUp()).toBe(0)
  // the signature of before is there still
  await press('confirm')
  await page.getByTestId('hand-over-sheet').waitFor(PATIENT)
  expect(agent.told[0]).toMatchObject({
    ...{ outcome: 'refused', reason: 'other', note: '7', boxes: ['S20261130-02-1', 'S20261130-02-2'] },
    taker: expect.stringMatching(/^[\u4e00-\u9fff]W$/) as string,
  })
})

test('what comes aboard on the way has a checklist of its own, and is handed over only then', async () => {
  const trip = tripWire(Date.now())
  const shipments = trip.shipments.map((one) => (one.id === '03' ? { ...one, fromStop: 's2', state: 'assigned' } : one))
  const check = { result: 'passed' as const, problems: [] }
  const next = { step: 'load' as const, check }
  const done = (['pre-cool', 'unit-off'] as const).map((step) => {
    return { step, check: 'no-sensor', at: new Date().toISOString() } as const
  })
  const way = { ...trip, nextStop: 's2', shipments, checklists: [{ stop: 's2', done, next }] }
  agent.change((before) => ({ ...before, trip: way }))
  await expect.poll(() => text('trip'), PATIENT).toContain('装车清单')
  await press('trip')
  expect(await page.getByTestId('shipment-03').isDisabled()).toBe(true)
  expect(await text('shipment-03')).toContain('尚未装车')
  await press('load-s2')
  expect(await text('checklist')).toContain('嘉善服务区交接点')
  expect(await text('box-count')).toBe('0 / 2 箱')
  await press('all-boxes')
  await press('confirm')
  await expect
    .poll(() => agent.told[0], PATIENT)
    .toEqual({
      ...{ say: 'step', trip: 't1', stop: 's2', step: 'load', boxes: ['S20261130-03-1', 'S20261130-03-2'] },
    })
})
