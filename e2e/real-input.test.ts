import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { seriesSchema, trackSchema } from '../dashboards/src/dispatch/contract.ts'
import { launchBrowser, openPage } from '../dashboards/testing/browser.ts'
import { settle } from './kill-run.ts'
import { playedInOrder } from './played-in-order.ts'
import { repository, startWorld, until, type World } from './world.ts'

/** Recordings of real hardware, not part of the repository. */
const recordings = process.env.COLDRX_DATA ?? join(repository, '../shared/data')
const SERIES = join(recordings, 'coldchain/ruuvi-fridge-20200505.csv')
const DRIVE = join(recordings, 'nmea/genivi-geko301-regensburg-autobahn.nmea')
const POINTS = 12
const SERIES_STEP_MS = 1_000
/** as its sentences are timed */
const DRIVE_STEP_MS = 2_000

const data = mkdtempSync(join(tmpdir(), 'coldrx-real-'))
const cleanups: (() => Promise<unknown>)[] = []

afterEach(async ({ task }) => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
  // evidence of a failure is kept
  if (task.result?.state !== 'fail') rmSync(data, { recursive: true, force: true })
})

test('a real refrigerator and a real drive come out on the page as they are in the files', {
  timeout: 240_000,
}, async (context) => {
  if (!existsSync(SERIES) || !existsSync(DRIVE)) return context.skip(`no recordings in ${recordings}`)
  const startedMs = Date.now()
  const world = await startWorld({
    data,
    trucks: 1,
    gnss: { log: { path: DRIVE, shiftToNow: true } },
    seriesOf: { p1: { path: SERIES, format: 'ruuvi', stepMs: SERIES_STEP_MS } },
  })
  cleanups.push(() => world.stop())
  const { table, series, track, position, humidity } = await readPage(world, startedMs)

  const fridge = fridgeRows()
  const inFridge = (points: readonly Point[], value: (row: FridgeRow) => number) =>
    playedInOrder(
      points.map(([atMs, shown]) => ({ atMs, fits: (row) => isRounded(shown, fridge[row] && value(fridge[row])) })),
      { rows: fridge.length, stepMs: SERIES_STEP_MS, startedMs },
    )
  expect(table.length).toBeGreaterThanOrEqual(POINTS)
  expect(inFridge(table, ({ celsius }) => celsius)).toEqual({ rows: expect.any(Array) })
  const damp = inFridge(series, ({ percent }) => percent)
  expect(series.length).toBeGreaterThanOrEqual(POINTS)
  expect(damp).toEqual({ rows: expect.any(Array) })
  // the newest number on the page may be some rows further than the curve behind it
  const newest = 'rows' in damp ? (damp.rows[0] ?? 0) : 0
  const ahead = fridge.slice(newest, newest + 10).map(({ percent }) => percent)
  expect(ahead.some((percent) => isRounded(humidity, percent))).toBe(true)

  const fixes = driveFixes()
  /** Parked, it keeps a place of when it stopped, a few metres from what the receiver says now. */
  const isHeld = (row: number, { latitude, longitude, kmh }: Omit<Fix, 'kmh'> & { kmh: number | null }): boolean => {
    const now = fixes[row]
    if (now === undefined || kmh !== 0 || now.kmh >= 4) return false
    const isAbout = Math.abs(now.latitude - latitude) < 0.0003 && Math.abs(now.longitude - longitude) < 0.0004
    const before = fixes.slice(0, row + 1)
    return isAbout && before.some((fix) => isNear(latitude, fix?.latitude) && isNear(longitude, fix?.longitude))
  }
  const onTheRoad = playedInOrder(
    track.map(([atMs, latitude, longitude, kmh]) => ({
      atMs,
      fits: (row) => {
        const fix = fixes[row]
        if (fix === undefined) return false
        const isThere = isNear(latitude, fix.latitude) && isNear(longitude, fix.longitude)
        return (isThere && kmh !== null && Math.abs(kmh - fix.kmh) <= 0.51) || isHeld(row, { latitude, longitude, kmh })
      },
    })),
    { rows: fixes.length, stepMs: DRIVE_STEP_MS, startedMs },
  )
  expect(track.length).toBeGreaterThanOrEqual(POINTS)
  expect(onTheRoad).toEqual({ rows: expect.any(Array) })
  const [latitude = Number.NaN, longitude = Number.NaN] = position
  expect(fixes.some((fix) => isNear(latitude, fix?.latitude) && isNear(longitude, fix?.longitude))).toBe(true)

  await settle(world)
  const { code, output } = await world.verify()
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' })
})

type Point = readonly [atMs: number, value: number]

interface PageContent {
  /** the table of recorded temperatures */
  readonly table: readonly Point[]
  /** recorded humidities, of which the page shows the newest */
  readonly series: readonly Point[]
  readonly humidity: number
  /** what the route is drawn from */
  readonly track: readonly (readonly [atMs: number, latitude: number, longitude: number, kmh: number | null])[]
  readonly position: readonly number[]
}

/** What a dispatcher sees: the table behind the curve, position and humidity; and what curve and route are drawn from. */
async function readPage(world: World, startedMs: number): Promise<PageContent> {
  const browser = await launchBrowser()
  cleanups.push(() => browser.close())
  const watched = await openPage(browser, { origin: world.pagesUrl, width: 1440, height: 900 })
  const { page } = watched
  await page.getByTestId('sign-in-name').fill(world.signIn.name)
  await page.getByTestId('sign-in-password').fill(world.signIn.password)
  await page.getByTestId('sign-in-submit').click()
  await page.getByTestId('truck-tk001').waitFor()
  await page.goto(`${world.pagesUrl}/#/trucks/tk001`)
  await page.getByTestId('points-toggle-c1').click()
  const rows = page.locator('[data-testid="points-c1"] tbody tr[data-channel="p1.temperature"]')
  await until('the page shows enough recorded points', async () => (await rows.count()) >= POINTS, 120_000)
  const ask = (what: string): Promise<unknown> => page.evaluate(async (path) => (await fetch(path)).json(), what)
  const span = () =>
    new URLSearchParams({ from: new Date(startedMs).toISOString(), to: new Date().toISOString() }).toString()
  const readTrack = async () => trackSchema.parse(await ask(`/api/trucks/tk001/track?${span()}`)).points
  // a truck that stands, as it does at the beginning of the drive, proves no order
  const track = await until(
    'the truck has been in enough places',
    async () => {
      const places = await readTrack()
      return new Set(places.map((place) => place.slice(1, 3).join())).size > POINTS / 3 ? places : undefined
    },
    120_000,
  )
  // at once: a new row between two questions would shift the others
  const points = await rows.evaluateAll((elements) =>
    elements.map((row): readonly [number, number] => [
      Date.parse(row.querySelector('time')?.getAttribute('datetime') ?? ''),
      Number(row.querySelector('[data-field="value"]')?.textContent),
    ]),
  )
  const text = (await page.getByTestId('position').textContent()) ?? ''
  const humidity = Number(await page.getByTestId('value-p1.humidity').getAttribute('data-value'))
  const { channels } = seriesSchema.parse(await ask(`/api/trucks/tk001/series?${span()}&compartment=c1`))
  expect(watched.outside).toEqual([])
  expect(watched.problems).toEqual([])
  return {
    table: points.sort(([left], [right]) => left - right),
    series: channels
      .filter(({ id }) => id === 'p1.humidity')
      .flatMap(({ points }) => points.flatMap(([atMs, value]): Point[] => (value === null ? [] : [[atMs, value]]))),
    humidity,
    track,
    position: text.match(/\d+\.\d{5}/g)?.map(Number) ?? [],
  }
}

interface FridgeRow {
  readonly celsius: number
  readonly percent: number
}

function fridgeRows(): FridgeRow[] {
  const [, ...lines] = readFileSync(SERIES, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [, celsius, percent] = line.split(',').map(Number)
    return { celsius: celsius ?? Number.NaN, percent: percent ?? Number.NaN }
  })
}

interface Fix {
  readonly latitude: number
  readonly longitude: number
  readonly kmh: number
}

/** The fix of each second sentence of the drive, undefined where it had none, by a reader of this test's own. */
function driveFixes(): (Fix | undefined)[] {
  const sentence = /\$GPRMC,[\d.]*,([AV]),(?:(\d+)(\d\d\.\d+),[NS],(\d+)(\d\d\.\d+),[EW],([\d.]+))?/g
  return [...readFileSync(DRIVE, 'latin1').matchAll(sentence)].map(
    ([, status, latitude, latitudeMinutes, longitude, longitudeMinutes, knots]) =>
      status === 'A'
        ? {
            latitude: Number(latitude) + Number(latitudeMinutes) / 60,
            longitude: Number(longitude) + Number(longitudeMinutes) / 60,
            kmh: Number(knots) * 1.852,
          }
        : undefined,
  )
}

/** Shown with one decimal. */
function isRounded(shown: number, exact: number | undefined): boolean {
  return exact !== undefined && Math.abs(shown - exact) <= 0.0501
}

/** Shown with five decimals of a degree. */
function isNear(shown: number, exact: number | undefined): boolean {
  return exact !== undefined && Math.abs(shown - exact) <= 0.000_005_1
}
