import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPagesServer } from '@coldrx/dashboards'
import { chromium, type Page } from 'playwright-core'
import { workLikeADispatcher } from './map/dispatcher.ts'
import { startFakeCloud } from './map/fake-cloud.ts'
import { longTasksDuring } from './map/tasks-of-a-page.ts'
import { yieldToThePage } from './map/yield-to-the-page.ts'
import { reportBench } from './report.ts'

const TRUCKS = 5_000
const WATCHED_MS = 60_000
/** Scripts, the base map and five thousand trucks are there by then; what follows is a dispatcher's day. */
const SETTLED_MS = 5_000

interface Task {
  readonly atMs: number
  readonly ms: number
}

interface Seen {
  readonly load: readonly Task[]
  readonly tasks: readonly Task[]
  readonly pictures: number
  readonly durationMs: number
}

const WATCHER = `
  window.seen = { tasks: [], pictures: [] }
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ atMs: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })
  requestAnimationFrame(function count(atMs) {
    seen.pictures.push(atMs)
    requestAnimationFrame(count)
  })
`

const {
  values: { equal },
} = parseArgs({ options: { equal: { type: 'boolean', default: false }, json: { type: 'boolean' } } })

const cloud = await startFakeCloud({ trucks: TRUCKS })
const pages = await startPagesServer({
  port: 0,
  cloud: cloud.url,
  pages: join(import.meta.dirname, '../dashboards/dist/pages'),
})
const browser = await chromium.launch({
  executablePath: process.env.COLDRX_CHROMIUM ?? '/usr/bin/chromium',
  // Drawn by the software renderer in a process of its own, as a graphics card would: with --disable-gpu each picture of
  // the map would be read back on the page's thread, which no dispatcher's browser does.
  args: [
    '--headless',
    '--no-sandbox',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--ignore-gpu-blocklist',
    '--disable-background-networking',
    '--disable-component-update',
  ],
})

/** A dispatcher's work, and what the page and the cloud did meanwhile. */
async function watch(page: Page) {
  const fromMs = await page.evaluate(() => performance.now())
  const hintsBefore = cloud.hintsSent()
  const rounds = await workLikeADispatcher(page, WATCHED_MS)
  const hints = cloud.hintsSent() - hintsBefore
  // The page is not spared by being behind: the newest position that it shows must be of the last seconds.
  await page.locator('.virtual-row a').first().click()
  const at = Number(await page.getByTestId('peek').getAttribute('data-position-at'))
  const lagMs = Date.now() - at
  const seen = await page.evaluate<Seen>(`(() => {
    const after = ({ atMs }) => atMs >= ${fromMs}
    return {
      load: seen.tasks.filter((task) => !after(task)),
      tasks: seen.tasks.filter(after),
      pictures: seen.pictures.filter((atMs) => atMs >= ${fromMs}).length,
      durationMs: performance.now() - ${fromMs},
    }
  })()`)
  return { rounds, hints, lagMs, seen }
}

try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  // As text: what a bundler does to functions it does not do inside the page.
  await page.addInitScript({ content: WATCHER })
  await page.goto(pages.url)
  await page.locator('.virtual-row a').first().waitFor({ timeout: 60_000 })
  if (!equal) yieldToThePage()
  await page.waitForTimeout(SETTLED_MS)
  const { tasks, result } = await longTasksDuring(page, () => watch(page))
  const { rounds, hints, lagMs, seen } = result
  const longest = (tasks: readonly { ms: number }[]) => Math.max(0, ...tasks.map(({ ms }) => ms))
  reportBench({
    name: 'map',
    figures: [
      { name: 'longest task of the page’s thread', value: longest(seen.tasks), unit: 'ms', goal: { atMost: 100 } },
      {
        name: 'longest that it computed in a task',
        value: Math.max(0, ...tasks.map(({ computedMs }) => computedMs)),
        unit: 'ms',
        goal: { atMost: 100 },
      },
      { name: 'tasks over 50 ms', value: seen.tasks.length, unit: '' },
      { name: 'pictures a second', value: seen.pictures / (seen.durationMs / 1_000), unit: '' },
      { name: 'newest position shown is behind by', value: lagMs, unit: 'ms', goal: { atMost: 3_000 } },
      { name: 'hints a second', value: hints / (seen.durationMs / 1_000), unit: '', goal: { atLeast: TRUCKS * 0.95 } },
      { name: 'watched', value: seen.durationMs / 1_000, unit: 's', goal: { atLeast: 60 } },
      { name: 'rounds of panning, zooming, searching and scrolling', value: rounds, unit: '', goal: { atLeast: 2 } },
      { name: 'longest task while loading', value: longest(seen.load), unit: 'ms' },
    ],
  })
} finally {
  await browser.close()
  await pages.stop()
  await cloud.stop()
}
