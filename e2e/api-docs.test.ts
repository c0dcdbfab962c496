import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openBusiness } from '../cloud/src/business-opening.ts'
import { startWeb } from '../cloud/src/http/web.ts'
import { systemClock } from '../cloud/src/lib/clock.ts'
import { silentLog } from '../cloud/src/lib/log.ts'
import { MemoryReadModel } from '../cloud/src/testing/memory-read-model.ts'
import { NO_FRAMES } from '../cloud/src/testing/no-frames.ts'
import { startPagesServer } from '../dashboards/server/pages-server.ts'
import { launchBrowser, openPage } from '../dashboards/testing/browser.ts'

it('the docs page shows the interface through the pages server, with nothing from elsewhere', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'coldrx-docs-'))
  await mkdir(join(directory, 'dispatch'))
  await writeFile(join(directory, 'dispatch', 'index.html'), '<!doctype html><title>pages</title>')
  const credentialsFile = join(directory, 'devices.json')
  await writeFile(credentialsFile, JSON.stringify({ devices: [] }))
  const opened = await openBusiness({
    ...{ directory, credentialsFile, clock: systemClock, log: silentLog },
    place: { path: join(directory, 'business.db') },
  })
  const web = await startWeb({
    opened,
    documents: { onKept: () => () => {} },
    trucks: {
      onBirth: () => () => {},
      publishTrip: async () => {},
      publishGeofences: async () => {},
      publishSettings: async () => {},
      publishRelease: () => {},
      onReleaseAsked: () => () => {},
    },
    ...{ directory, port: 0, origins: ['http://127.0.0.1:4000'], readModel: new MemoryReadModel(), frames: NO_FRAMES },
    ...{ publishCommand: async () => {}, clock: systemClock, log: silentLog, onFailure: () => {} },
  })
  const pages = await startPagesServer({ port: 0, cloud: new URL(web.url), pages: directory })
  const browser = await launchBrowser()
  try {
    const { page, problems, outside } = await openPage(browser, { origin: pages.url, width: 1440, height: 900 })
    problems.length = 0
    await page.goto(`${pages.url}/docs`)
    const series = page.locator('#operations-fleet-getTrucksDeviceSeries .opblock-summary-control')
    await expect.poll(() => page.getByRole('heading', { name: 'ColdRx' }).count()).toBe(1)
    await page.mouse.move(700, 500)
    // only what is near the screen is drawn
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, 400)
        return series.count()
      })
      .toBe(1)
    await series.click()
    await expect.poll(() => page.locator('tr[data-param-name=compartment]').count()).toBeGreaterThan(0)
    expect({ problems, outside }).toEqual({ problems: [], outside: [] })
  } finally {
    await browser.close()
    await pages.stop()
    await web.stop()
    await opened.close()
    await rm(directory, { recursive: true })
  }
})
