import { expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { createDrive } from './drive.ts'
import { createWay, distanceMetres } from './route.ts'
import { ROUTE_IDS, ROUTES } from './routes/catalogue.ts'

test.each(ROUTE_IDS)('%s: points lie in order along a plausible motorway', (id) => {
  const { waypoints } = ROUTES[id]
  expect(waypoints.length).toBeGreaterThanOrEqual(20)
  const legs = waypoints.slice(1).map((point, index) => distanceMetres(waypoints[index] ?? point, point))
  expect(Math.max(...legs)).toBeLessThan(12_000)
  const direct = distanceMetres(waypoints[0] ?? [0, 0], waypoints.at(-1) ?? [0, 0])
  expect(legs.reduce((sum, leg) => sum + leg, 0)).toBeLessThan(1.25 * direct)
})

test.each(ROUTE_IDS)('%s: a day of driving keeps the limits, stops, and comes back', (id) => {
  const way = createWay(ROUTES[id])
  const drive = createDrive({ way, startFraction: 0, random: createRandom(5) })
  let before = drive.advance(0)
  let standing = 0
  let farthest = 0
  let longestStep = 0
  let fastest = 0
  let hardest = 0
  for (let second = 0; second < 12 * 3_600; second += 1) {
    const now = drive.advance(1)
    const moved = distanceMetres([before.latitude, before.longitude], [now.latitude, now.longitude])
    longestStep = Math.max(longestStep, moved)
    fastest = Math.max(fastest, now.speedKmh)
    hardest = Math.max(hardest, Math.abs(now.speedKmh - before.speedKmh))
    if (now.speedKmh < 1) standing += 1
    farthest = Math.max(farthest, distanceMetres([now.latitude, now.longitude], ROUTES[id].waypoints[0] ?? [0, 0]))
    before = now
  }
  expect(longestStep).toBeLessThan(30)
  expect(fastest).toBeLessThanOrEqual(95)
  expect(hardest).toBeLessThan(8)
  expect(standing).toBeGreaterThan(30 * 60)
  expect(before.metres).toBeGreaterThan(way.lengthMetres)
  expect(farthest).toBeGreaterThan(80_000)
})

test('the same seed drives the same, and a fraction starts on the way', () => {
  const way = createWay(ROUTES['beijing-tianjin'])
  const drive = () => createDrive({ way, startFraction: 0.5, random: createRandom(5) })
  expect(drive().advance(3_000)).toEqual(drive().advance(3_000))
  expect(drive().advance(0).metres).toBeCloseTo(way.lengthMetres / 4)
})
