import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSm2KeyPair, toHex } from '@coldrx/protocol'
import type { Browser, Page } from 'playwright-core'
import { openBusiness } from '../../cloud/src/business-opening.ts'
import { createDocumentStore } from '../../cloud/src/documents/document-store.ts'
import { startWeb } from '../../cloud/src/http/web.ts'
import type { Birth } from '../../cloud/src/ingest/device-messages.ts'
import { systemClock } from '../../cloud/src/lib/clock.ts'
import { silentLog } from '../../cloud/src/lib/log.ts'
import { newBusinessFile } from '../../cloud/src/testing/business-for-tests.ts'
import { MemoryReadModel } from '../../cloud/src/testing/memory-read-model.ts'
import { NO_FRAMES } from '../../cloud/src/testing/no-frames.ts'
import { startPagesServer } from '../../dashboards/server/pages-server.ts'
import { launchBrowser, openPage, type WatchedPage } from '../../dashboards/testing/browser.ts'
import { buildPage } from '../../dashboards/testing/build-page.ts'
import { freePort } from '../../tooling/free-port.ts'

export interface ConsoleWorld {
  readonly origin: string
  readonly browser: Browser
  passwordOf(name: string): string
  /** A device is there, and says this. */
  bear(birth: Birth): void
  open(size?: { width: number; height: number }): Promise<WatchedPage>
  stop(): Promise<void>
}

/** The pages as they are now before a real cloud with its demo people; no truck has reported yet. */
export async function startConsoleWorld(): Promise<ConsoleWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'coldrx-console-'))
  const built = await buildPage('dispatch')
  // where the pages' server looks for them
  await symlink(built.directory, join(directory, 'dispatch'))
  const credentialsFile = join(directory, 'devices.json')
  const publicKey = toHex(generateSm2KeyPair().publicKey)
  const devices = [{ device: 'tk001', publicKey, secretHash: '00'.repeat(32) }]
  await writeFile(credentialsFile, JSON.stringify({ devices, services: [] }))
  const opened = await openBusiness({
    ...{ directory, credentialsFile, clock: systemClock, log: silentLog },
    place: await newBusinessFile(directory),
  })
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const { db, sealedFields } = opened
  const listeners = new Set<(birth: Birth) => void>()
  const web = await startWeb({
    opened,
    documents: createDocumentStore({ db, sealedFields }),
    trucks: {
      onBirth: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      publishTrip: async () => {},
      publishGeofences: async () => {},
      publishSettings: async () => {},
      publishRelease: () => {},
      onReleaseAsked: () => () => {},
    },
    ...{ directory, port: 0, origins: [origin], readModel: new MemoryReadModel(), frames: NO_FRAMES },
    ...{ publishCommand: async () => {}, clock: systemClock, log: silentLog, onFailure: () => {} },
  })
  const browser = await launchBrowser()
  const { signIns } = JSON.parse(await readFile(join(directory, 'sign-ins.json'), 'utf8')) as {
    signIns: { name: string; password: string }[]
  }
  const served = await startPagesServer({ port, cloud: new URL(web.url), pages: directory })
  return {
    origin,
    browser,
    passwordOf: (name) => signIns.find((one) => one.name === name)?.password ?? '',
    bear: (birth) => {
      for (const listener of listeners) listener(birth)
    },
    open: ({ width, height } = { width: 1440, height: 900 }) => openPage(browser, { origin, width, height }),
    async stop() {
      await browser.close()
      await served.stop()
      await web.stop()
      await opened.close()
      await built.remove()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

export async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByTestId('sign-in-name').fill(name)
  await page.getByTestId('sign-in-password').fill(password)
  await page.getByTestId('sign-in-submit').click()
  await page.getByTestId('sign-in-submit').waitFor({ state: 'detached' })
}
