import { expect, test } from 'vitest'
import { type HardwareInput, parseHardware } from './hardware.ts'

const world: HardwareInput = {
  device: 'tk001',
  directory: '/tmp/tk001',
  compartments: [{ id: 'c1', setpointCelsius: 5, volumeCubicMetres: 12, loadKg: 900 }],
  lines: [{ id: 'rs485-1', baud: 9600, slaves: [{ unit: 1, model: 'xy-md02', source: 'p1', compartment: 'c1' }] }],
  gnss: { id: 'gnss', baud: 9600, route: 'shanghai-hangzhou' },
}

test('defaults are filled in', () => {
  expect(parseHardware(world)).toMatchObject({ transport: 'pty', speed: 1, gnss: { startFraction: 0 } })
})

test.each([
  ['baud', { lines: [{ id: 'a', baud: 9601, slaves: [] }] }, /lines\.0\.baud: expected one of 1200, 2400/],
  [
    'model',
    { lines: [{ id: 'a', baud: 9600, slaves: [{ unit: 1, model: 'pt100', source: 'p' }] }] },
    /lines\.0\.slaves\.0\.model: .*xy-md02/,
  ],
  [
    'compartment',
    { lines: [{ id: 'a', baud: 9600, slaves: [{ unit: 1, model: 'xy-md02', source: 'p', compartment: 'c7' }] }] },
    /compartment: expected one of c1/,
  ],
  [
    'unit',
    {
      lines: [
        {
          id: 'a',
          baud: 9600,
          slaves: [
            { unit: 1, model: 'xy-md02', source: 'p', compartment: 'c1' },
            { unit: 1, model: 'srth100', source: 'q', compartment: 'c1' },
          ],
        },
      ],
    },
    /lines\.0\.slaves\.1\.unit: unit 1 is twice on line a/,
  ],
  ['gnss', { gnss: { id: 'gnss', baud: 9600 } }, /gnss: needs either route \(shanghai-hangzhou/],
  ['device', { device: '../x' }, /device: expected a-z/],
  ['typo', { trasport: 'pty' }, /trasport/],
])('a wrong %s is named with what is allowed', (_, change, complaint) => {
  expect(() => parseHardware({ ...world, ...change })).toThrow(complaint)
})
