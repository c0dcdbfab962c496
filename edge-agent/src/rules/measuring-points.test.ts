import { expect, test } from 'vitest'
import { parseConfig } from '../config.ts'
import { agentDocument } from '../testing/agent-document.ts'
import { countMeasuringPoints } from './measuring-points.ts'

function truckOf(volumeCubicMetres: number | undefined) {
  const document = agentDocument()
  const [front, rear] = document.compartments
  const size = volumeCubicMetres === undefined ? {} : { volumeCubicMetres }
  return parseConfig({ ...document, compartments: [{ ...front, ...size }, rear] })
}

// facts: GSP annex 3 through the trade's formula
test.each([
  [8, 2],
  [20, 2],
  [20.1, 3],
  [40, 3],
  [40.5, 4],
  [60, 4],
  [86, 6],
])('%d m³ want %d probes, and the configuration has two', (volume, required) => {
  const [front] = countMeasuringPoints(truckOf(volume))
  expect(front).toEqual({ compartment: 'c1', points: 2, required, isSizeKnown: true })
})

test('a compartment of unknown size wants at least two', () => {
  expect(countMeasuringPoints(truckOf(undefined))).toEqual([
    { compartment: 'c1', points: 2, required: 2, isSizeKnown: false },
    { compartment: 'c2', points: 1, required: 2, isSizeKnown: false },
  ])
})

test('a box wants one, a cold room by its floor', () => {
  const document = agentDocument()
  const room = { ...document, asset: { kind: 'room', name: 'R1' } }
  const [front, ...rest] = document.compartments
  const sized = parseConfig({ ...room, compartments: [{ ...front, floorAreaSquareMetres: 260 }, ...rest] })
  expect(countMeasuringPoints(sized)[0]).toMatchObject({ required: 4, isSizeKnown: true })
  const box = parseConfig({ ...document, asset: { kind: 'box', name: 'B1' } })
  expect(countMeasuringPoints(box)[1]).toMatchObject({ points: 1, required: 1, isSizeKnown: true })
})
