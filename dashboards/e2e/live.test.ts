import { expect, test } from 'vitest'
import { dispatchScreen, PATIENT } from '../testing/dispatch-screen.ts'

const the = dispatchScreen({ sampleIntervalMs: 500, recordIntervalMs: 60_000, frameIntervalMs: 10_000 })

test('a wrong password and too many attempts are told, and the right one opens the fleet', async () => {
  await the.signIn({ password: 'wrong' })
  await expect.poll(() => the.text('sign-in-problem'), PATIENT).toBe('用户名或密码错误。')
  await the.signIn({ name: 'throttled' })
  await expect.poll(() => the.text('sign-in-problem'), PATIENT).toContain('后重试')
  await the.signIn()
  await the.page.getByTestId('truck-tk001').waitFor()
})

test('a page opened by another address than the allowed one says so', async () => {
  await the.page.route('**/api/session', (route) =>
    route.fulfill({ status: 403, json: { code: 'FORBIDDEN_ORIGIN', title: 'origin' } }),
  )
  await the.signIn()
  await expect.poll(() => the.text('sign-in-problem'), PATIENT).toContain('不允许从此地址登录')
})

test('trucks stand in the order of their risk, and one that is chosen is told beside the map', async () => {
  await the.signIn()
  await the.page.getByTestId('truck-tk001').waitFor()
  const risks = await the.page
    .locator('a[data-risk]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-risk')))
  expect(risks).toEqual(['alarm', 'silent', 'fine'])
  await the.page.getByTestId('truck-tk001').click()
  await expect.poll(() => the.attribute('truck-tk001', 'aria-current'), PATIENT).toBe('true')
  await expect.poll(() => the.text('peek'), PATIENT).toContain('车门开启：前舱 冷藏')
  await the.page.keyboard.press('f')
  expect(await the.attribute('follow', 'aria-pressed')).toBe('true')
  await the.page.keyboard.press('Escape')
  await the.page.getByTestId('peek').waitFor({ state: 'detached' })

  // a fence that somebody draws meanwhile is there for who comes back to the window
  await expect.poll(() => the.attribute('map', 'data-fences'), PATIENT).toBe('中心仓')
  const fence = { shape: 'circle', centre: { latitude: 30.3, longitude: 120.2 }, radiusMetres: 300 } as const
  the.api.fences.push({ id: 'f2', kind: 'forbidden', name: { zh: '临时管制区', en: 'Closed area' }, fence })
  await the.page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect.poll(() => the.attribute('map', 'data-fences'), PATIENT).toMatch(/^中心仓,.+临时管制区$/)
})

test('an alarm is shown with its beginning and peak, and closes by itself', async () => {
  await the.signIn()
  await the.openTruck('tk001')
  the.setCelsius('p1', 11.2)
  await expect.poll(() => the.text('alarm-c1'), PATIENT).toMatch(/起报警（已 12 分钟），记录峰值 11\.2/)
  expect(await the.page.title()).toContain('1 车报警')
  the.setCelsius('p1', 5)
  the.setCelsius('p2', 5)
  the.api.closeAlarms('tk001')
  await the.page.getByTestId('alarm-c1').waitFor({ state: 'detached' })
  await the.goBack()
  await the.page.getByTestId('side-alarms').click()
  await expect.poll(() => the.page.getByTestId('alarms-open').getByRole('link').count(), PATIENT).toBe(0)
  // Its door is still open, and p3 still says nothing.
  await the.page.getByTestId('side-trucks').click()
  await expect.poll(() => the.attribute('truck-tk001', 'data-risk'), PATIENT).toBe('attention')
  expect(await the.page.title()).toBe('ColdRx 冷链调度')
})

test('a new alarm is told to a screen reader too, and another id of an open one leaves no ghost', async () => {
  await the.signIn()
  await the.page.getByTestId('truck-tk001').waitFor()
  await the.page.getByTestId('side-alarms').click()
  await expect.poll(() => the.page.getByTestId('alarms-open').getByRole('link').count(), PATIENT).toBe(1)
  expect(await the.text('new-alarm')).toBe('')
  const alarmed = (alarmSinceMs: number | null) =>
    the.api.changeTruck('tk002', (truck) => ({
      ...truck,
      compartments: truck.compartments.map((one) => (one.id === 'c1' ? { ...one, alarmSinceMs } : one)),
    }))
  alarmed(Date.now() - 60_000)
  await expect.poll(() => the.text('new-alarm'), PATIENT).toBe('新报警：浙A·7K092，前舱 冷藏')
  await expect.poll(() => the.page.getByTestId('alarms-open').getByRole('link').count(), PATIENT).toBe(2)
  // The cloud never says that this one closed: its truck no longer has it, and that is enough.
  alarmed(null)
  await expect.poll(() => the.page.getByTestId('alarms-open').getByRole('link').count(), PATIENT).toBe(1)
})

test("a wrong clock of the dispatcher's computer is told, and makes nothing old", async () => {
  // half a minute more: the server tells its time in whole seconds
  await the.page.clock.install({ time: Date.now() + 630_000 })
  await the.page.reload()
  await the.signIn()
  await expect.poll(() => the.text('own-clock'), PATIENT).toContain('快 10 分钟')
  await expect.poll(() => the.attribute('truck-tk002', 'data-risk'), PATIENT).toBe('fine')
  await the.openTruck('tk001')
  await expect.poll(() => the.attribute('kind-p4', 'data-kind'), PATIENT).toBe('live')
})

test('a cut feed is told, and resumes where it was with what has changed meanwhile', async () => {
  await the.signIn()
  await expect.poll(() => the.attribute('feed-state', 'data-state'), PATIENT).toBe('live')
  const rename = (name: string) => the.api.changeTruck('tk003', (truck) => ({ ...truck, name }))
  // tk003 sends nothing by itself: only the feed, and after the cut only the resumed feed, can tell of this.
  rename('苏E·11111')
  await expect.poll(() => the.text('truck-tk003'), PATIENT).toContain('苏E·11111')
  the.api.cutFeeds({ refused: true })
  await the.page.getByTestId('feed-lost').waitFor()
  expect(await the.attribute('feed-state', 'data-state')).toBe('retrying')
  rename('苏E·99999')
  the.api.cutFeeds({ refused: false })
  await the.page.getByTestId('feed-lost').waitFor({ state: 'detached', timeout: 30_000 })
  await expect.poll(() => the.attribute('feed-state', 'data-state'), PATIENT).toBe('live')
  await expect.poll(() => the.text('truck-tk003'), PATIENT).toContain('苏E·99999')
  expect(Number(the.api.cursors.at(-1))).toBeGreaterThan(Number(the.api.cursors[0]))
})

test('an expired session leads to the sign-in and back to the same truck', async () => {
  await the.signIn()
  await the.openTruck('tk002')
  the.api.expireSessions()
  await the.page.getByTestId('sign-in-submit').waitFor()
  await the.signIn()
  await expect.poll(() => the.text('selected-truck'), PATIENT).toContain('浙A·7K092')
})

test('whoever signs out leaves nothing on the screen, and the session is ended', async () => {
  await the.signIn()
  await the.page.getByTestId('truck-tk001').waitFor()
  await the.page.getByTestId('settings').click()
  await the.page.getByTestId('sign-out').click()
  await the.page.getByTestId('sign-in-submit').waitFor()
  expect(await the.page.getByText('沪A').count()).toBe(0)
  await the.page.goto(`${the.api.url}/#/trucks/tk001`)
  await the.page.reload()
  await the.page.getByTestId('sign-in-submit').waitFor()
})

test('a server that is away is told, and tried again until it answers', async () => {
  await the.signIn()
  await the.page.getByTestId('truck-tk001').waitFor()
  the.api.failEverything(true)
  await the.page.reload()
  await expect.poll(() => the.attribute('load-state', 'data-state'), PATIENT).toBe('failed')
  the.api.failEverything(false)
  await the.page.getByTestId('truck-tk001').waitFor()
})

test('a truck is reached and opened by the keyboard', async () => {
  await the.signIn()
  await the.page.getByTestId('truck-tk002').waitFor()
  const focused = () => the.page.evaluate(() => document.activeElement?.getAttribute('data-testid'))
  await the.page.keyboard.press('/')
  expect(await focused()).toBe('search')
  await the.page.keyboard.type('7k09')
  await expect.poll(() => the.page.getByTestId('truck-tk001').count(), PATIENT).toBe(0)
  await the.page.keyboard.press('Escape')
  await the.page.getByTestId('truck-tk001').waitFor()
  await the.page.getByTestId('truck-tk001').focus()
  await the.page.keyboard.press('ArrowDown')
  await the.page.keyboard.press('ArrowDown')
  await expect.poll(focused, PATIENT).toBe('truck-tk002')
  await the.page.keyboard.press('Enter')
  await expect.poll(() => the.attribute('truck-tk002', 'aria-current'), PATIENT).toBe('true')
  await the.page.keyboard.press('o')
  await expect.poll(() => the.text('selected-truck'), PATIENT).toContain('浙A·7K092')
  await the.page.keyboard.press('[')
  await expect.poll(() => the.text('selected-truck'), PATIENT).toContain('苏E·3M518')
})

test('theme and time zone are kept for the next time', async () => {
  await the.signIn()
  await the.page.getByTestId('truck-tk001').waitFor()
  await the.inSettings(async () => {
    await the.page.getByTestId('theme-dark').click()
    await the.page.getByTestId('time-zone').selectOption('UTC')
  })
  await the.page.reload()
  await the.page.getByTestId('truck-tk001').waitFor()
  expect(await the.page.locator('html').getAttribute('data-theme')).toBe('dark')
  expect(await the.page.locator('header time').textContent()).toContain('GMT+0')
})
