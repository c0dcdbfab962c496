import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import { dispatchScreen, PATIENT } from '../testing/dispatch-screen.ts'

const the = dispatchScreen({ sampleIntervalMs: 250, recordIntervalMs: 10_000, frameIntervalMs: 3_000 })

test('values move with the live feed, marked as not yet recorded', async () => {
  await the.signIn()
  await the.openTruck('tk001')
  await expect.poll(() => the.attribute('value-p1.temperature', 'data-provisional'), PATIENT).toBe('true')
  the.setCelsius('p1', 9.7)
  await expect.poll(() => the.text('value-p1.temperature'), PATIENT).toContain('9.7 °C')
  the.setCelsius('p1', 6.2)
  await expect.poll(() => the.text('value-p1.temperature'), PATIENT).toContain('6.2 °C')
  expect(await the.attribute('value-p3.temperature', 'data-mark')).toBe('timeout')
})

test('a truck in range with its cooling cut off, a dead probe and an open door is not called in order', async () => {
  await the.signIn()
  await expect.poll(() => the.attribute('truck-tk002', 'data-risk'), PATIENT).toBe('fine')
  the.api.changeTruck('tk002', (truck) => ({
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
  await expect.poll(() => the.attribute('truck-tk002', 'data-risk'), PATIENT).toBe('attention')
  for (const words of ['注意', '制冷机供电中断', '探头异常：p2', '1 处记录校验不符', '车门开启：前舱 冷藏'])
    await expect.poll(() => the.text('truck-tk002'), PATIENT).toContain(words)
})

test('without one good reading the last good value is told, and frozen ones are no state', async () => {
  await the.signIn()
  const frozenSince = Date.now() - 20 * 60_000
  the.api.changeTruck('tk002', (truck) => ({
    ...truck,
    compartments: truck.compartments.map((one) => ({
      ...one,
      probes: one.probes.map((probe) => ({ ...probe, markAt: (atMs) => (atMs > frozenSince ? 'frozen' : 'ok') })),
    })),
  }))
  await the.openTruck('tk002')
  await expect.poll(() => the.text('origin-c1'), PATIENT).toBe('无有效读数')
  await expect.poll(() => the.text('last-good-c1'), PATIENT).toMatch(/最后有效值 \d\.\d.°C，2\d 分钟前/)
  await the.goBack()
  await expect.poll(() => the.attribute('truck-tk002', 'data-risk'), PATIENT).toBe('fault')
})

test('a truck whose clock runs ahead keeps the state that its records prove, and is told', async () => {
  await the.signIn()
  await the.openTruck('tk002')
  await expect.poll(() => the.attribute('value-p1.temperature', 'data-provisional'), PATIENT).toBe('true')
  the.api.changeTruck('tk002', (truck) => ({ ...truck, clockAheadMs: 24 * 3_600_000 }))
  await expect.poll(() => the.text('selected-truck'), PATIENT).toContain('车载时钟快 23 小时')
  expect(await the.attribute('value-p1.temperature', 'data-provisional')).toBe('false')
  the.api.changeTruck('tk002', (truck) => ({ ...truck, clockAheadMs: 0 }))
  await expect.poll(() => the.attribute('value-p1.temperature', 'data-provisional'), PATIENT).toBe('true')
  await expect.poll(() => the.attribute('truck-risk', 'data-risk'), PATIENT).toBe('fine')
})

test('what a truck told is listed in words, with the time of each and what it is about', async () => {
  await the.signIn()
  await the.openTruck('tk001')
  await expect.poll(() => the.attribute('events', 'data-state'), PATIENT).toBe('ready')
  const log = await the.text('events')
  for (const words of ['现场报警：车门开启过久', '车载短信已发送，尾号 1234', '温度超限', '9.1 °C', '记录仪启动'])
    expect(log).toContain(words)
  expect(log).toContain('前舱')
})

test('a truck that says that it cannot record is a serious state, with its reason, until it says otherwise', async () => {
  await the.signIn()
  const since = new Date(Date.now() - 11 * 60_000).toISOString()
  the.api.changeTruck('tk002', (truck) => ({
    ...truck,
    notRecording: { since, problem: 'SQLITE_FULL: database or disk is full' },
  }))
  await expect.poll(() => the.attribute('truck-tk002', 'data-risk'), PATIENT).toBe('unrecorded')
  expect(await the.text('truck-tk002')).toMatch(/未在记录.*\d\d:\d\d 起温度未被记录：存储已满/)
  await the.openTruck('tk002')
  await expect.poll(() => the.attribute('truck-risk', 'data-risk'), PATIENT).toBe('unrecorded')
  // what its link carried, and as of when
  await expect.poll(() => the.attribute('link', 'data-state'), PATIENT).toBe('ready')
  const link = await the.text('link')
  for (const words of ['8.2 MB', '每天限额 10.0 MB', '实时显示', '7.6 MB', '限额快用完', '上报'])
    expect(link).toContain(words)
  the.api.changeTruck('tk002', (truck) => ({ ...truck, notRecording: null }))
  await expect.poll(() => the.attribute('truck-risk', 'data-risk'), PATIENT).toBe('fine')
})

test('what a truck said long ago is shown as old, not as its state', async () => {
  await the.signIn()
  await the.openTruck('tk003')
  await expect.poll(() => the.text('compartment-c1'), PATIENT).toContain('状态不明')
  expect(await the.text('compartment-c1')).toMatch(/旧值，5\d 分钟前|旧值，4\d 分钟前/)
  expect(await the.text('power')).toContain('分钟前')
})

test('the table of a curve holds every recorded point as the series has it', async () => {
  await the.page.route('**/series?*', async (route) => {
    const series = await (await route.fetch()).json()
    await route.fulfill({ json: { ...series, shorterGaps: { count: 3, totalMs: 95_000 } } })
  })
  await the.signIn()
  await the.openTruck('tk002')
  await expect.poll(() => the.attribute('curve-c1', 'data-state'), PATIENT).toBe('ready')
  expect(await the.page.getByTestId('curve-c1').locator('canvas').count()).toBe(2)
  await the.page.getByTestId('points-toggle-c1').click()
  const shown = await the.page
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
  const series = await (await the.page.request.get(`${the.api.url}/api/trucks/tk002/series?${query}`)).json()
  const recorded = series.channels
    .filter(({ quantity }: { quantity: string }) => quantity === 'temperature')
    .flatMap(({ id, points }: { id: string; points: [number, number, string][] }) =>
      points.map(([atMs, value, mark]) => [id, new Date(atMs).toISOString(), value.toFixed(1), mark]),
    )
  expect(shown.length).toBeGreaterThan(500)
  expect(shown.map(String).sort()).toEqual(recorded.map(String).sort())
  expect(await the.text('gaps-c1')).toContain('记录仪重启')
  expect(await the.text('shorter-gaps-c1')).toContain('另有 3 处缺口')
  expect(await the.text('lane-c1.defrost')).toMatch(/除霜除霜中 .*8 分钟/)
})

test('hints at the newest end give way to their records', async () => {
  await the.signIn()
  await the.openTruck('tk001')
  const count = async () => Number(await the.attribute('provisional-c2', 'data-count'))
  await expect.poll(count, PATIENT).toBeGreaterThan(30)
  // Hints leave only by being recorded: after every tenth second's record there are fewer than in ten seconds come.
  await expect.poll(count, PATIENT).toBeLessThan(30)
})

test('the cursor of one curve is that of all, and of the track', async () => {
  await the.signIn()
  await the.openTruck('tk001')
  await expect.poll(() => the.attribute('curve-c2', 'data-state'), PATIENT).toBe('ready')
  await expect.poll(async () => Number(await the.attribute('route', 'data-points')), PATIENT).toBeGreaterThan(10)
  expect(await the.page.locator('.cursor').count()).toBe(0)
  const chart = the.page.getByTestId('curve-c1').locator('.time-chart').first()
  await chart.hover({ position: { x: 200, y: 60 } })
  await expect.poll(() => the.page.locator('.cursor').count(), PATIENT).toBe(4)
  for (const compartment of ['c1', 'c2'])
    expect(await the.page.getByTestId(`curve-${compartment}`).getByTestId('readout').textContent()).toContain('°C')
  await expect.poll(() => the.page.getByTestId('track-cursor').count(), PATIENT).toBe(1)
  await expect.poll(() => the.text('track-place'), PATIENT).toMatch(/^(在|距)中心仓.*31\.\d+/)
})

test('a span is chosen by dragging, typed, and left again', async () => {
  await the.signIn()
  await the.openTruck('tk002')
  await expect.poll(() => the.attribute('curve-c1', 'data-state'), PATIENT).toBe('ready')
  const box = await the.page.getByTestId('curve-c1').locator('.time-chart').first().boundingBox()
  assert(box !== null)
  await the.page.mouse.move(box.x + 100, box.y + 50)
  await the.page.mouse.down()
  await the.page.mouse.move(box.x + 300, box.y + 50, { steps: 5 })
  await the.page.mouse.up()
  await the.page.getByTestId('span-now').waitFor()
  const minutes = async () => {
    const [from = 0, to = 0] = await Promise.all(
      ['span-from', 'span-to'].map(async (id) =>
        Date.parse((await the.page.getByTestId(id).inputValue()).replace(' ', 'T')),
      ),
    )
    return (to - from) / 60_000
  }
  expect(await minutes()).toBeLessThan(40)
  const from = await the.page.getByTestId('span-from').inputValue()
  await the.page.getByTestId('span-from').fill('tomorrow')
  await the.page.getByTestId('span-from').press('Enter')
  expect(await the.page.getByTestId('span-from').inputValue()).toBe(from)
  await the.page.getByTestId('span-now').click()
  await the.page.getByTestId('span-now').waitFor({ state: 'detached' })
  await the.page.getByTestId('span-day').click()
  expect(await the.attribute('span-day', 'aria-pressed')).toBe('true')
  expect(await minutes()).toBe(24 * 60)
})
