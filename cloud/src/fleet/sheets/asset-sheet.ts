import { allPages } from '../../lib/all-pages.ts'
import type { AssetKind } from '../asset.ts'
import { conflict, notFound } from '../fleet-errors.ts'
import { assetName, celsius, compartmentCode, floorArea, volume } from '../fleet-schemas.ts'
import { numberCell, wordCell } from './cells.ts'
import type { Sheet } from './sheet.ts'

/** as the columns read it */
interface AssetRow {
  readonly kind: AssetKind
  readonly asset: string
  readonly carrier?: string
  readonly compartment: string
  readonly name_zh: string
  readonly name_en: string
  readonly volume_m3: number
  readonly area_m2?: number
  readonly min_c: number
  readonly max_c: number
}

const KINDS = {
  truck: { zh: '冷藏车', en: 'truck' },
  room: { zh: '冷库', en: 'room' },
  box: { zh: '冷藏箱', en: 'box' },
}
const NAME = { zh: '1 至 64 个字', en: '1 to 64 characters' }
const CELSIUS = { zh: '-100 至 100 的数', en: 'a number from -100 to 100' }

/** A row a compartment; rows of one name are one asset, which is made where it is not there yet. */
export const ASSET_SHEET: Sheet<AssetRow> = {
  columns: [
    {
      ...{ key: 'kind', heading: { zh: '类型', en: 'kind' }, schema: wordCell(KINDS), example: '冷藏车' },
      allowed: { zh: '冷藏车、冷库、冷藏箱', en: 'truck, room, box' },
    },
    {
      key: 'asset',
      heading: { zh: '车牌或名称', en: 'asset' },
      schema: assetName,
      allowed: NAME,
      example: '沪A·12345',
    },
    {
      ...{ key: 'carrier', heading: { zh: '承运单位', en: 'carrier' }, schema: assetName.optional(), example: '' },
      allowed: { zh: '系统中已有的单位名称，或留空', en: 'the name of an organisation that is known, or nothing' },
    },
    {
      ...{ key: 'compartment', heading: { zh: '舱位代码', en: 'compartment' }, schema: compartmentCode, example: 'c1' },
      allowed: { zh: '1 至 32 个小写字母、数字或 -', en: '1 to 32 of a–z, 0–9 and -' },
    },
    {
      key: 'name_zh',
      heading: { zh: '舱位名称（中文）', en: 'name (zh)' },
      schema: assetName,
      allowed: NAME,
      example: '前舱 冷藏',
    },
    {
      key: 'name_en',
      heading: { zh: '舱位名称（英文）', en: 'name (en)' },
      schema: assetName,
      allowed: NAME,
      example: 'Front, chilled',
    },
    {
      ...{
        key: 'volume_m3',
        heading: { zh: '容积（m³）', en: 'volume (m³)' },
        schema: numberCell(volume),
        example: 12,
      },
      allowed: { zh: '大于 0 的数', en: 'a number above 0' },
    },
    {
      ...{
        key: 'area_m2',
        heading: { zh: '面积（m²）', en: 'area (m²)' },
        schema: numberCell(floorArea).optional(),
        example: '',
      },
      allowed: { zh: '冷库必填；大于 0 的数', en: 'of a room only; a number above 0' },
    },
    {
      key: 'min_c',
      heading: { zh: '温度下限（°C）', en: 'min (°C)' },
      schema: numberCell(celsius),
      allowed: CELSIUS,
      example: 2,
    },
    {
      key: 'max_c',
      heading: { zh: '温度上限（°C）', en: 'max (°C)' },
      schema: numberCell(celsius),
      allowed: CELSIUS,
      example: 8,
    },
  ],
  columnOfField: {
    name: 'asset',
    asset: 'asset',
    code: 'compartment',
    range: 'min_c',
    floorAreaSquareMetres: 'area_m2',
    carrierOrganisationId: 'carrier',
    carrier: 'carrier',
    kind: 'kind',
  },
  async apply(fleet, write, row) {
    const known = await fleet.assets.byName(write, row.asset)
    if (known !== undefined && known.kind !== row.kind) throw conflict('kind', `${row.asset} is a ${known.kind}`)
    const carrier = row.carrier === undefined ? undefined : await organisationNamed(write, row.carrier)
    const { id } =
      known ??
      (await fleet.assets.add(write, { kind: row.kind, name: row.asset, carrierOrganisationId: carrier ?? null }))
    await fleet.assets.addCompartment(write, id, {
      code: row.compartment,
      name: { zh: row.name_zh, en: row.name_en },
      volumeCubicMetres: row.volume_m3,
      floorAreaSquareMetres: row.area_m2 ?? null,
      range: { minCelsius: row.min_c, maxCelsius: row.max_c },
    })
  },
  async *rows(fleet, scope) {
    const carriers = await fleet.assets.carrierNames()
    const assets = allPages(
      (after: readonly [string, string] | undefined, limit) => fleet.assets.list(scope, { limit, after }),
      ({ name, id }) => [name, id] as const,
    )
    for await (const { kind, name, carrierOrganisationId, compartments } of assets)
      for (const { code, name: called, volumeCubicMetres, floorAreaSquareMetres, range } of compartments)
        yield [
          ...[kind, name, carriers.get(carrierOrganisationId ?? '') ?? null, code, called.zh, called.en],
          ...[volumeCubicMetres, floorAreaSquareMetres, range.minCelsius, range.maxCelsius],
        ]
  },
}

async function organisationNamed({ tx }: Parameters<Sheet['apply']>[1], name: string): Promise<string> {
  const found = await tx
    .selectFrom('organisation')
    .select('id')
    .where((eb) => eb.or([eb('name_zh', '=', name), eb('name_en', '=', name)]))
    .where('closed_at_ms', 'is', null)
    .orderBy('id')
    .executeTakeFirst()
  if (found === undefined) throw notFound('carrier')
  return found.id
}
