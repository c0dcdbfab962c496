import { metresOutside } from '@coldrx/protocol/rules'
import { expect, it } from 'vitest'
import { outlineOf } from './fence-outline.ts'

it('draws a circle at its radius, closed', () => {
  const fence = { shape: 'circle', centre: { latitude: 45.8, longitude: 126.5 }, radiusMetres: 2_000 } as const
  const outline = outlineOf(fence)
  expect(outline[0]).toEqual(outline.at(-1))
  for (const point of outline) expect(Math.abs(metresOutside(fence, point))).toBeLessThan(20)
})
