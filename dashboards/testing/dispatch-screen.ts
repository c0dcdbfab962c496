import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launchBrowser, openPage, type WatchedPage } from './browser.ts'
import { type BuiltPage, buildPage } from './build-page.ts'
import { type FakeApi, type FakeApiOptions, SIGN_IN, startFakeApi } from './fake-api.ts'

export const WIDE = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }
/** Two cores carry browser, server and test. */
export const PATIENT = { timeout: 30_000 }

/**
 * The dispatcher's page in a real browser over the fake cloud, both anew for each test of a file. A test fails where the
 * page told a problem, or asked another address than that of the cloud.
 */
export function dispatchScreen(
  intervals: Pick<FakeApiOptions, 'sampleIntervalMs' | 'recordIntervalMs' | 'frameIntervalMs'>,
): DispatchScreen {
  let built: BuiltPage
  let browser: Browser
  const screen = new DispatchScreen(() => browser)
  beforeAll(async () => {
    built = await buildPage('dispatch')
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await built?.remove()
  })
  beforeEach(async () => {
    screen.api = await startFakeApi({ pages: built.directory, ...intervals })
    await screen.open(WIDE)
  })
  afterEach(async () => {
    const { problems, outside } = screen.watched
    await screen.close()
    await screen.api.stop()
    assert.deepEqual({ problems, outside }, { problems: [], outside: [] })
  })
  return screen
}

export class DispatchScreen {
  api!: FakeApi
  watched!: WatchedPage
  readonly #browser: () => Browser

  constructor(browser: () => Browser) {
    this.#browser = browser
  }

  get page(): Page {
    return this.watched.page
  }

  async open(size: { width: number; height: number }): Promise<void> {
    this.watched = await openPage(this.#browser(), { origin: this.api.url, ...size })
  }

  close(): Promise<void> {
    return this.watched.close()
  }

  async signIn({ password = SIGN_IN.password, name = SIGN_IN.name } = {}): Promise<void> {
    await this.page.getByTestId('sign-in-name').fill(name)
    await this.page.getByTestId('sign-in-password').fill(password)
    await this.page.getByTestId('sign-in-submit').click()
  }

  /** The page of curves of a truck of the list. */
  async openTruck(device: string): Promise<void> {
    await this.page.getByTestId(`truck-${device}`).waitFor()
    await this.page.goto(`${this.api.url}/#/trucks/${device}`)
    await this.page.getByTestId('compartment-c1').waitFor()
  }

  async goBack(): Promise<void> {
    await this.page.goto(`${this.api.url}/#/live`)
    await this.page.getByTestId('truck-tk001').waitFor()
  }

  /** Language, theme and sign-out are behind one button. */
  async inSettings(act: () => Promise<void>): Promise<void> {
    if (!(await this.page.getByTestId('sign-out').isVisible())) await this.page.getByTestId('settings').click()
    await act()
    await this.page.getByTestId('settings').click()
  }

  /** Makes a probe of tk001 read this from now on. */
  setCelsius(probe: string, celsius: number): void {
    this.api.changeTruck('tk001', (truck) => ({
      ...truck,
      compartments: truck.compartments.map((compartment) => ({
        ...compartment,
        probes: compartment.probes.map((one) => (one.id === probe ? { ...one, celsiusAt: () => celsius } : one)),
      })),
    }))
  }

  async text(testId: string): Promise<string> {
    return (await this.page.getByTestId(testId).textContent())?.trim() ?? ''
  }

  attribute(testId: string, name: string): Promise<string | null> {
    return this.page.getByTestId(testId).getAttribute(name)
  }
}
