import { expect, test } from 'vitest'
import { createPlaceChanges, type View } from './place-changes.ts'

const VIEW: View = { west: 110, south: 20, east: 125, north: 40, degreesPerPixel: 0.01 }

const places = (...rows: readonly (readonly [risk: number, longitude: number, latitude: number])[]) => ({
  risks: Uint8Array.from(rows, ([risk]) => risk),
  longitudes: Float64Array.from(rows, ([, longitude]) => longitude),
  latitudes: Float64Array.from(rows, ([, , latitude]) => latitude),
})

function setup() {
  const changes = createPlaceChanges({
    toDisplay: (longitude, latitude) => [longitude, latitude],
    nameAt: (index) => `tk${index}`,
  })
  changes.next(places([5, 120, 30], [5, 140, 30]), null, VIEW)
  return changes
}

test('the first time everything is drawn that has a position', () => {
  const changes = createPlaceChanges({ toDisplay: (x, y) => [x + 1, y], nameAt: () => 'x' })
  const diff = changes.next(places([5, 120, 30], [0, Number.NaN, Number.NaN]), null, VIEW)
  expect([diff?.removeAll, diff?.add?.length]).toEqual([true, 1])
  expect(diff?.add?.[0]?.geometry).toEqual({ type: 'Point', coordinates: [121, 30] })
})

test('less than a pixel is no move, but many of them are one', () => {
  const changes = setup()
  expect(changes.next(places([5, 120.006, 30], [5, 140, 30]), null, VIEW)).toBeUndefined()
  expect(changes.next(places([5, 120.012, 30], [5, 140, 30]), null, VIEW)?.update).toHaveLength(1)
  expect(changes.next(places([5, 120.012, 30], [5, 140, 30]), null, VIEW)).toBeUndefined()
})

test('outside the view a truck stays where it was until the view comes to it', () => {
  const changes = setup()
  const moved = places([5, 120, 30], [5, 141, 30])
  expect(changes.next(moved, null, VIEW)).toBeUndefined()
  expect(changes.next(moved, null, { ...VIEW, east: 150 })?.update?.map(({ id }) => id)).toEqual([1])
})

test('a risk is told wherever the truck is', () => {
  const update = setup().next(places([5, 120, 30], [0, 140, 30]), null, VIEW)?.update
  expect(update).toMatchObject([{ id: 1, addOrUpdateProperties: [{ key: 'risk', value: 0 }, { key: 'name' }] }])
})

test('what does not fit the wish leaves the map, and comes back', () => {
  const changes = setup()
  const same = places([5, 120, 30], [5, 140, 30])
  expect(changes.next(same, new Set([1]), VIEW)?.remove).toEqual([0])
  expect(changes.next(same, null, VIEW)?.add?.map(({ id }) => id)).toEqual([0])
  expect(changes.next(places([5, 120, 30]), null, VIEW)?.remove).toEqual([1])
})

test('very many changes are told in parts, until all are told', () => {
  const changes = createPlaceChanges({ toDisplay: (x, y) => [x, y], nameAt: (index) => `tk${index}` })
  const all = places(...Array.from({ length: 3_000 }, (_, index) => [5, 100 + index / 100, 30] as const))
  const told: number[] = []
  for (let diff = changes.next(all, null, VIEW); diff !== undefined; diff = changes.next(all, null, VIEW)) {
    expect(diff.removeAll ?? false).toBe(told.length === 0)
    told.push(...(diff.add ?? []).map(({ id }) => Number(id)))
    expect(diff.add?.length).toBeLessThan(2_000)
  }
  expect(told).toEqual(Array.from({ length: 3_000 }, (_, index) => index))
})

test('trucks that move all the time keep no other from the map', () => {
  const changes = createPlaceChanges({ toDisplay: (x, y) => [x, y], nameAt: (index) => `tk${index}` })
  const told = new Set<unknown>()
  for (let part = 0; part < 5; part += 1) {
    const moved = places(...Array.from({ length: 3_000 }, (_, index) => [5, 112 + part + index / 1_000, 30] as const))
    for (const { id } of changes.next(moved, null, VIEW)?.add ?? []) told.add(id)
  }
  expect(told.size).toBe(3_000)
})
