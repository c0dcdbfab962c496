import { type Browser, chromium, type Page } from 'playwright-core'

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A missing browser fails the test: pages that nobody looked at are not tested. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.COLDRX_CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
}

export interface WatchedPage {
  readonly page: Page
  /** what the console or an uncaught error said, failed requests apart */
  readonly problems: string[]
  /** addresses of requests to anywhere but `origin` */
  readonly outside: string[]
  readonly close: () => Promise<void>
}

export interface PageOptions {
  readonly origin: string
  readonly width: number
  readonly height: number
  readonly timezoneId?: string
}

export async function openPage(
  browser: Browser,
  { origin, width, height, timezoneId }: PageOptions,
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width, height },
    timezoneId: timezoneId ?? 'Asia/Shanghai',
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const problems: string[] = []
  const outside: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    // A refused session and a cut feed are what these tests do; the browser itself reports each to the console.
    const isOfNetwork = message.text().startsWith('Failed to load resource')
    // What the software renderer says of its own speed when a screenshot is taken.
    const isOfRenderer = message.text().includes('GL Driver Message (OpenGL, Performance')
    if (['error', 'warning'].includes(message.type()) && !isOfNetwork && !isOfRenderer) problems.push(message.text())
  })
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) outside.push(request.url())
  })
  await page.goto(origin)
  return { page, problems, outside, close: () => context.close() }
}
