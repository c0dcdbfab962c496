import { expect, it } from 'vitest'
import { type Asset, earliestDue } from './records.ts'

type Point = Asset['compartments'][number]['points'][number]

function point(name: string, calibrationDueOn: string | null, calibration: Point['probe']['calibration']): Point {
  const probe = { id: name, serialNumber: name, model: 'xy-md02', state: 'fitted' as const }
  return { point: name, bus: 'rs485', unit: 1, probe: { ...probe, calibration, calibrationDueOn } }
}

const compartment = (points: Point[]): Asset['compartments'][number] => ({
  ...{ id: 'c', code: 'c1', name: { zh: '舱', en: 'c' }, volumeCubicMetres: 10, floorAreaSquareMetres: null, points },
  ...{ range: { minCelsius: 2, maxCelsius: 8 }, pointsRequired: 2, problems: [] },
})

it('the first probe to fall due decides, in whatever compartment it is', () => {
  const compartments = [
    compartment([point('p1', '2026-09-01', 'valid'), point('p2', null, 'none')]),
    compartment([point('p3', '2026-02-01', 'overdue')]),
  ]
  expect(earliestDue({ compartments })).toEqual({ on: '2026-02-01', calibration: 'overdue' })
})

it('an asset without certificates has no such day', () => {
  expect(earliestDue({ compartments: [compartment([point('p1', null, 'none')])] })).toBeUndefined()
})
