import { expect, test } from 'vitest'
import { seriousFaults } from '../testing/access-check.ts'
import { dispatchScreen, PATIENT, PHONE, WIDE } from '../testing/dispatch-screen.ts'
import { textsInWrongLanguage } from '../testing/language-check.ts'

const the = dispatchScreen({ sampleIntervalMs: 1_000, recordIntervalMs: 60_000, frameIntervalMs: 60_000 })

test('each language is whole', { timeout: 120_000 }, async () => {
  expect(await textsInWrongLanguage(the.page, 'zh-CN')).toEqual([])
  await the.page.getByTestId('language-en').click()
  expect(await textsInWrongLanguage(the.page, 'en')).toEqual([])
  await the.signIn()
  for (const [language, good] of [
    ['en', 'Good'],
    ['zh-CN', '正常'],
  ] as const) {
    await the.goBack()
    await the.inSettings(async () => {
      await the.page.getByTestId(`language-${language}`).click()
      expect(await textsInWrongLanguage(the.page, language)).toEqual([])
    })
    await the.page.getByTestId('side-alarms').click()
    expect(await textsInWrongLanguage(the.page, language)).toEqual([])
    await the.page.getByTestId('side-trucks').click()
    await the.page.getByTestId('truck-tk001').click()
    await the.page.getByTestId('peek').waitFor()
    expect(await textsInWrongLanguage(the.page, language)).toEqual([])
    await the.page.keyboard.press('?')
    expect(await textsInWrongLanguage(the.page, language)).toEqual([])
    await the.page.keyboard.press('Escape')
    for (const truck of ['tk001', 'tk002', 'tk003']) {
      await the.goBack()
      await the.openTruck(truck)
      await expect.poll(() => the.text('compartment-c1'), PATIENT).toContain(good)
      await the.page.getByTestId('points-toggle-c1').click()
      await the.page.getByTestId('points-c1').waitFor()
      expect(await textsInWrongLanguage(the.page, language)).toEqual([])
    }
    the.api.cutFeeds({ refused: true })
    await the.page.getByTestId('feed-lost').waitFor()
    expect(await textsInWrongLanguage(the.page, language)).toEqual([])
    the.api.cutFeeds({ refused: false })
    await the.page.getByTestId('feed-lost').waitFor({ state: 'detached', timeout: 30_000 })
    expect(await the.page.locator('html').getAttribute('lang')).toBe(language)
  }
  await the.page.reload()
  expect(await the.page.locator('html').getAttribute('lang')).toBe('zh-CN')
})

test('nothing is cut, at a desk and on a phone, in both languages', { timeout: 120_000 }, async () => {
  const cut = () =>
    the.page.evaluate(() =>
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
  for (const size of [WIDE, { width: 1280, height: 720 }, PHONE]) {
    await the.close()
    await the.open(size)
    await the.signIn()
    await the.page.getByTestId('truck-tk001').waitFor()
    await the.page.goto(`${the.api.url}/#/trucks/tk001`)
    for (const language of ['en', 'zh-CN']) {
      await the.inSettings(() => the.page.getByTestId(`language-${language}`).click())
      await expect.poll(() => the.attribute('curve-c1', 'data-state'), PATIENT).toBe('ready')
      await the.page.getByTestId('points-toggle-c1').click()
      expect({ size, language, cut: await cut() }).toEqual({ size, language, cut: [] })
    }
  }
})

test('on a phone the list, the map and a truck each have the screen, and nothing is wider than it', async () => {
  await the.close()
  await the.open(PHONE)
  await the.signIn()
  const widest = () => the.page.evaluate(() => document.documentElement.scrollWidth)
  await the.page.getByTestId('truck-tk001').waitFor()
  expect(await the.page.getByTestId('map').isVisible()).toBe(false)
  expect(await widest()).toBe(390)
  await the.page.getByTestId('pane-map').click()
  expect(await the.page.getByTestId('map').isVisible()).toBe(true)
  expect(await the.page.getByTestId('truck-tk001').isVisible()).toBe(false)
  expect(await widest()).toBe(390)
  await the.page.getByTestId('pane-list').click()
  await the.page.getByTestId('open-tk001').click()
  await the.page.getByTestId('compartment-c1').waitFor()
  await expect.poll(() => the.attribute('curve-c1', 'data-state'), PATIENT).toBe('ready')
  expect(await widest()).toBe(390)
  await the.page.getByRole('link', { name: '全部车辆' }).click()
  await the.page.getByTestId('truck-tk001').waitFor()
})

test.each([
  ['a desk', WIDE, ['dark', 'light']],
  // colours are those of the desk: what a size changes is seen in one of them
  ['a phone', PHONE, ['light']],
] as const)(
  'nobody is kept out by a serious fault of access in any theme, at %s',
  async (_, size, themes) => {
    await the.close()
    await the.open(size)
    expect(await seriousFaults(the.page)).toEqual([])
    await the.signIn()
    await the.page.getByTestId('truck-tk001').waitFor()
    for (const theme of themes) {
      await the.goBack()
      await the.inSettings(async () => {
        await the.page.getByTestId(`theme-${theme}`).click()
        expect({ theme, menu: await seriousFaults(the.page, '.settings') }).toEqual({ theme, menu: [] })
      })
      await the.page.getByTestId('side-alarms').click()
      expect({ theme, alarms: await seriousFaults(the.page) }).toEqual({ theme, alarms: [] })
      await the.page.getByTestId('side-trucks').click()
      await the.page.getByTestId('truck-tk001').click()
      await the.page.getByTestId('peek').waitFor({ state: 'attached' })
      expect({ theme, live: await seriousFaults(the.page) }).toEqual({ theme, live: [] })
      await the.openTruck('tk001')
      await expect.poll(() => the.attribute('curve-c1', 'data-state'), PATIENT).toBe('ready')
      await the.page.getByTestId('points-toggle-c1').click()
      expect({ theme, truck: await seriousFaults(the.page) }).toEqual({ theme, truck: [] })
      await the.page.keyboard.press('?')
      expect({ theme, help: await seriousFaults(the.page, 'dialog[open]') }).toEqual({ theme, help: [] })
      await the.page.keyboard.press('Escape')
    }
  },
  120_000,
)
