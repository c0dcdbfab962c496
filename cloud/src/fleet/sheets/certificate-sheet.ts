import { z } from 'zod'
import { allPages } from '../../lib/all-pages.ts'
import type { CalibrationPoint } from '../calibration.ts'
import { notFound } from '../fleet-errors.ts'
import { certificateBody, day, serialNumber } from '../fleet-schemas.ts'
import type { Sheet } from './sheet.ts'

interface CertificateRow {
  readonly serial_number: string
  readonly number: string
  readonly issuer: string
  readonly calibrated_on: string
  readonly due_on: string
  readonly errors: readonly CalibrationPoint[]
}

const DATE = { zh: '日期，如 2026-03-01', en: 'a date such as 2026-03-01' }
const { number, issuer, points } = certificateBody.shape

/** Excel writes a Chinese date with slashes and without leading noughts. */
const dayCell = z
  .string({ error: 'is missing' })
  .transform((text) => text.replaceAll('/', '-').replaceAll(/-(\d)(?!\d)/g, '-0$1'))
  .pipe(day)

const errorsCell = z
  .string({ error: 'is missing' })
  .regex(/^\s*-?\d+(\.\d+)?:-?\d+(\.\d+)?(\s+-?\d+(\.\d+)?:-?\d+(\.\d+)?)*\s*$/, 'must be such as 2:0.1 8:-0.2')
  .transform((text) =>
    text
      .trim()
      .split(/\s+/)
      .map((pair) => {
        const [atCelsius, errorCelsius] = pair.split(':').map(Number)
        return { atCelsius: atCelsius ?? Number.NaN, errorCelsius: errorCelsius ?? Number.NaN }
      }),
  )
  .pipe(points)

/** A row a certificate. */
export const CERTIFICATE_SHEET: Sheet<CertificateRow> = {
  columns: [
    {
      ...{
        key: 'serial_number',
        heading: { zh: '出厂编号', en: 'serial number' },
        schema: serialNumber,
        example: 'XM-000123',
      },
      allowed: { zh: '已登记的探头的出厂编号', en: 'the serial number of a probe that is recorded' },
    },
    {
      ...{
        key: 'number',
        heading: { zh: '证书编号', en: 'certificate number' },
        schema: number,
        example: 'RH2026-0415',
      },
      allowed: { zh: '1 至 64 个字', en: '1 to 64 characters' },
    },
    {
      ...{
        key: 'issuer',
        heading: { zh: '校准机构', en: 'issuer' },
        schema: issuer,
        example: '上海市计量测试技术研究院',
      },
      allowed: { zh: '1 至 128 个字', en: '1 to 128 characters' },
    },
    {
      key: 'calibrated_on',
      heading: { zh: '校准日期', en: 'calibrated on' },
      schema: dayCell,
      allowed: DATE,
      example: '2026-03-01',
    },
    {
      ...{ key: 'due_on', heading: { zh: '有效期至', en: 'due on' }, schema: dayCell, example: '2027-03-01' },
      allowed: { zh: '校准日期后一年之内的日期', en: 'a date within a year of the calibration' },
    },
    {
      ...{ key: 'errors', heading: { zh: '示值误差', en: 'errors' }, schema: errorsCell, example: '2:0.1 8:-0.2' },
      allowed: {
        zh: '“温度:误差”，以空格分隔，如 2:0.1 8:-0.2',
        en: 'temperature:error, parted by spaces, such as 2:0.1 8:-0.2',
      },
    },
  ],
  columnOfField: {
    probe: 'serial_number',
    number: 'number',
    calibratedOn: 'calibrated_on',
    dueOn: 'due_on',
  },
  async apply(fleet, write, row) {
    const probe = await fleet.probes.bySerialNumber(write, row.serial_number)
    if (probe === undefined) throw notFound('probe')
    await fleet.certificates.add(write, probe.id, {
      ...{ number: row.number, issuer: row.issuer, calibratedOn: row.calibrated_on, dueOn: row.due_on },
      points: row.errors,
    })
  },
  async *rows(fleet, scope) {
    const probes = allPages(
      (after: readonly [string] | undefined, limit) => fleet.probes.list(scope, { limit, after }),
      (probe) => [probe.serialNumber] as const,
    )
    for await (const probe of probes)
      for await (const certificate of fleet.certificates.allOfProbe(scope, probe.id))
        yield [
          ...[probe.serialNumber, certificate.number, certificate.issuer],
          ...[certificate.calibratedOn, certificate.dueOn],
          certificate.points.map(({ atCelsius, errorCelsius }) => `${atCelsius}:${errorCelsius}`).join(' '),
        ]
  },
}
