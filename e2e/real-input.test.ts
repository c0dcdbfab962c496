import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { launchBrowser, openPage } from '../dashboards/testing/browser.ts'
import { settle } from './kill-run.ts'
import { repository, startWorld, type Truck, until, type World } from './world.ts'

/** Recordings of real hardware, not part of the repository. */
const recordings = process.env.COLDRX_DATA ?? join(repository, '../shared/data')
const SERIES = join(recordings, 'coldchain/ruuvi-fridge-20200505.csv')
const DRIVE = join(recordings, 'nmea/genivi-geko301-regensburg-autobahn.nmea')
const POINTS = 12

const data = mkdtempSync(join(tmpdir(), 'coldrx-real-'))
const cleanups: (() => Promise<unknown>)[] = []

afterEach(async ({ task }) => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
  if (task.result?.state === 'pass') rmSync(data, { recursive: true, force: true })
})

test('a real refrigerator and a real drive come out on the page as they are in the files', {
  timeout: 240_000,
}, async (context) => {
  if (!existsSync(SERIES) || !existsSync(DRIVE)) return context.skip(`no recordings in ${recordings}`)
  const world = await startWorld({
    data,
    trucks: 1,
    gnss: { log: { path: DRIVE, shiftToNow: true } },
    seriesOf: { p1: { path: SERIES, format: 'ruuvi', stepMs: 1_000 } },
  })
  cleanups.push(() => world.stop())
  const [truck] = world.trucks
  if (truck === undefined) throw new Error('the world has no truck')

  const { points, position } = await readPage(world)
  expect(points.length).toBeGreaterThanOrEqual(POINTS)
  const file = fridgeCelsius()
  const served = servedRows(truck)
  let row = -1
  for (const { at, shown } of points) {
    // the rows that the probe served in the poll of this point; one of them must be what the page shows
    const rows = served.filter(({ t }) => t >= at - 1_500 && t < at + 1_000).map((entry) => entry.row)
    const match = rows.find((candidate) => Math.abs((file[candidate] ?? Number.NaN) - shown) <= 0.0501)
    expect(
      match,
      `${shown} °C at ${new Date(at).toISOString()} against rows ${rows.join(', ')} of the file`,
    ).toBeDefined()
    expect(match).toBeGreaterThanOrEqual(row)
    row = match ?? row
  }
  expect(driveFixes()).toContain(position)

  await settle(world)
  const { code, output } = await world.verify()
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' })
})

/** What a dispatcher sees: the table behind the curve, and the position. */
async function readPage(world: World): Promise<{ points: { at: number; shown: number }[]; position: string }> {
  const browser = await launchBrowser()
  cleanups.push(() => browser.close())
  const watched = await openPage(browser, { origin: world.pagesUrl, width: 1440, height: 900 })
  const { page } = watched
  await page.getByTestId('sign-in-name').fill(world.signIn.name)
  await page.getByTestId('sign-in-password').fill(world.signIn.password)
  await page.getByTestId('sign-in-submit').click()
  await page.getByTestId('truck-tk001').click()
  await page.getByTestId('points-toggle-c1').click()
  const rows = page.locator('[data-testid="points-c1"] tbody tr[data-channel="p1.temperature"]')
  await until('the page shows enough recorded points', async () => (await rows.count()) >= POINTS, 120_000)
  const points = await Promise.all(
    (await rows.all()).map(async (row) => ({
      at: Date.parse((await row.locator('time').getAttribute('datetime')) ?? ''),
      shown: Number(await row.locator('[data-field="value"]').textContent()),
    })),
  )
  const text = (await page.getByTestId('position').textContent()) ?? ''
  const [latitude = '', longitude = ''] = text.match(/\d+\.\d{5}/g) ?? []
  expect(watched.outside).toEqual([])
  expect(watched.problems).toEqual([])
  return { points: points.sort((left, right) => left.at - right.at), position: `${latitude} ${longitude}` }
}

function fridgeCelsius(): number[] {
  const [, ...lines] = readFileSync(SERIES, 'utf8').trim().split('\n')
  return lines.map((line) => Number(line.split(',')[1]))
}

function servedRows({ directory }: Truck): { t: number; row: number }[] {
  return readFileSync(join(directory, 'journal.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { t: number; source: string; row?: number })
    .flatMap(({ t, source, row }) => (source === 'p1' && row !== undefined ? [{ t, row }] : []))
}

/** All valid fixes of the drive, as `49.02657 12.06527`, read from the file by a reader of this test's own. */
function driveFixes(): Set<string> {
  const fixes = readFileSync(DRIVE, 'latin1').matchAll(/\$GPRMC,[\d.]*,A,(\d+)(\d\d\.\d+),[NS],(\d+)(\d\d\.\d+),[EW],/g)
  return new Set(
    [...fixes].map(([, latitude, latitudeMinutes, longitude, longitudeMinutes]) =>
      [Number(latitude) + Number(latitudeMinutes) / 60, Number(longitude) + Number(longitudeMinutes) / 60]
        .map((degrees) => degrees.toFixed(5))
        .join(' '),
    ),
  )
}
