import { join } from 'node:path'
import { startPagesServer } from '@coldrx/dashboards'
import { chromium } from 'playwright-core'
import { startHttpServer } from '../../cloud/src/http/server.ts'

const TIMES = 7

/**
 * Presses “year” and waits until each compartment shows its curve in buckets, and a picture has come after that. As text:
 * what a bundler does to functions it does not do inside the page.
 */
const PRESS_AND_WATCH = `new Promise((resolve) => {
  const isShown = () => {
    const curves = [...document.querySelectorAll('figure[data-testid^="curve-"]')]
    return curves.length === 2
      && curves.every((curve) => curve.querySelector('canvas') !== null && curve.querySelector('figcaption') !== null)
      && document.querySelector('[data-testid^="points-toggle-"]') === null
  }
  const pressedMs = performance.now()
  document.querySelector('[data-testid="span-year"]').click()
  requestAnimationFrame(function look() {
    if (!isShown()) return requestAnimationFrame(look)
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressedMs)))
  })
})`

/** ms from the press of the year's preset on the truck's page until its curves are painted. */
export async function paintYear({
  app,
  cookie,
  device,
}: {
  readonly app: Parameters<typeof startHttpServer>[0]['app']
  readonly cookie: string
  readonly device: string
}): Promise<number[]> {
  const cloud = await startHttpServer({ app, port: 0 })
  const pages = await startPagesServer({
    port: 0,
    cloud: new URL(cloud.url),
    pages: join(import.meta.dirname, '../../dashboards/dist/pages'),
  })
  const browser = await chromium.launch({
    executablePath: process.env.COLDRX_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  })
  try {
    const [name = '', value = ''] = cookie.split('=')
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    await context.addCookies([{ name, value, url: String(pages.url) }])
    const page = await context.newPage()
    await page.goto(new URL(`/#/trucks/${device}`, pages.url).href)
    const times: number[] = []
    for (let time = 0; time < TIMES; time++) {
      await page.getByTestId('span-hour').click()
      await page.getByTestId('points-toggle-c1').waitFor()
      await page.getByTestId('points-toggle-c2').waitFor()
      times.push(await page.evaluate<number>(PRESS_AND_WATCH))
    }
    const picture = process.env.COLDRX_BENCH_PICTURE
    if (picture !== undefined) await page.screenshot({ path: picture })
    return times
  } finally {
    await browser.close()
    await pages.stop()
    await cloud.stop()
  }
}
