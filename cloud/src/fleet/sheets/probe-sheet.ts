import { allPages } from '../../lib/all-pages.ts'
import { notFound, unprocessable } from '../fleet-errors.ts'
import { assetName, layoutId, modbusUnit, probeModel, serialNumber } from '../fleet-schemas.ts'
import { numberCell } from './cells.ts'
import type { Sheet } from './sheet.ts'

interface ProbeRow {
  readonly serial_number: string
  readonly model: string
  readonly asset?: string
  readonly compartment?: string
  readonly point?: string
  readonly bus?: string
  readonly unit?: number
}

const ID = { zh: '1 至 32 个小写字母、数字或 -', en: '1 to 32 of a–z, 0–9 and -' }

/** A row a probe; the columns of a place are all filled, which fits it, or all empty, which puts it on the shelf. */
export const PROBE_SHEET: Sheet<ProbeRow> = {
  columns: [
    {
      ...{
        key: 'serial_number',
        heading: { zh: '出厂编号', en: 'serial number' },
        schema: serialNumber,
        example: 'XM-000123',
      },
      allowed: { zh: '1 至 64 个字母、数字或 . / - _', en: '1 to 64 letters, digits and . / - _' },
    },
    {
      ...{ key: 'model', heading: { zh: '型号', en: 'model' }, schema: probeModel, example: 'xy-md02' },
      allowed: { zh: '终端所知的型号', en: 'a profile that the device knows' },
    },
    {
      ...{
        key: 'asset',
        heading: { zh: '车牌或名称', en: 'asset' },
        schema: assetName.optional(),
        example: '沪A·12345',
      },
      allowed: { zh: '已登记的车、库或箱', en: 'a truck, room or box that is recorded' },
    },
    {
      ...{
        key: 'compartment',
        heading: { zh: '舱位代码', en: 'compartment' },
        schema: layoutId.optional(),
        example: 'c1',
      },
      allowed: { zh: '该车、库或箱的舱位代码', en: 'a compartment of it' },
    },
    { key: 'point', heading: { zh: '测点', en: 'point' }, schema: layoutId.optional(), allowed: ID, example: 'p1' },
    { key: 'bus', heading: { zh: '总线', en: 'bus' }, schema: layoutId.optional(), allowed: ID, example: 'rs485-1' },
    {
      ...{ key: 'unit', heading: { zh: '地址', en: 'unit' }, schema: numberCell(modbusUnit).optional(), example: 1 },
      allowed: { zh: '1 至 247 的整数', en: 'a whole number from 1 to 247' },
    },
  ],
  columnOfField: {
    serialNumber: 'serial_number',
    ...{ asset: 'asset', compartment: 'compartment', point: 'point', unit: 'unit', bus: 'bus' },
  },
  async apply(fleet, write, { serial_number, model, asset: name, compartment: code, point, bus, unit }) {
    const { id } = await fleet.probes.add(write, { serialNumber: serial_number, model })
    if ([name, code, point, bus, unit].every((cell) => cell === undefined)) return
    if (name === undefined) throw unprocessable('asset', 'is missing: a place is given in full or not at all')
    if (code === undefined) throw unprocessable('compartment', 'is missing: a place is given in full or not at all')
    if (point === undefined) throw unprocessable('point', 'is missing: a place is given in full or not at all')
    if (bus === undefined) throw unprocessable('bus', 'is missing: a place is given in full or not at all')
    if (unit === undefined) throw unprocessable('unit', 'is missing: a place is given in full or not at all')
    const asset = await fleet.assets.byName(write, name)
    if (asset === undefined) throw notFound('asset')
    const compartment = asset.compartments.find((one) => one.code === code)
    if (compartment === undefined) throw notFound('compartment')
    await fleet.probes.fit(write, id, { assetId: asset.id, compartmentId: compartment.id, point, bus, unit })
  },
  async *rows(fleet, scope) {
    const probes = allPages(
      (after: readonly [string] | undefined, limit) => fleet.probes.list(scope, { limit, after }),
      (probe) => [probe.serialNumber] as const,
    )
    for await (const { serialNumber: serial, model, place } of probes)
      yield [
        ...[serial, model, place?.assetName ?? null, place?.compartmentCode ?? null],
        ...[place?.point ?? null, place?.bus ?? null, place?.unit ?? null],
      ]
  },
}
