import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApiWorld, ORIGIN } from '../../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../../testing/each-engine.ts'
import { asTechnician } from '../../testing/fleet-fixture.ts'
import { detectEncoding, readCsv, writeCsv } from './csv-text.ts'

const HEADING = '类型,车牌或名称,舱位代码,舱位名称（中文）,舱位名称（英文）,容积（m³）,温度下限（°C）,温度上限（°C）'
const TRUCK = '冷藏车,沪A·12345,c1,前舱,Front,12,2,8'

/** Each character is looked up among what the decoder makes of every pair of bytes: there is no GBK encoder here. */
const GBK = new Map<string, readonly number[]>()
for (let lead = 0x81; lead <= 0xfe; lead++)
  for (let trail = 0x40; trail <= 0xfe; trail++)
    if (trail !== 0x7f) GBK.set(new TextDecoder('gbk').decode(Uint8Array.of(lead, trail)), [lead, trail])

function toGbk(text: string): Uint8Array {
  return Uint8Array.from(Array.from(text).flatMap((letter) => GBK.get(letter) ?? [letter.charCodeAt(0)]))
}

describe('a CSV file', () => {
  it('is read in whatever a spreadsheet wrote it', () => {
    const utf8 = Buffer.from('\uFEFFa,b\r\n车,"x, ""y"""\r\n')
    expect(detectEncoding(utf8)).toBe('utf-8')
    expect(readCsv(utf8, 'utf-8').map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['车', 'x, "y"'],
    ])
    const gbk = toGbk('车牌;b\n沪A;1\n')
    expect(detectEncoding(gbk)).toBe('gb18030')
    expect(readCsv(gbk, 'gb18030').map(({ cells }) => cells)).toEqual([
      ['车牌', 'b'],
      ['沪A', '1'],
    ])
    const utf16 = Buffer.from('\uFEFFa\tb\n1\t车\n', 'utf16le')
    expect(detectEncoding(utf16)).toBe('utf-16le')
    expect(readCsv(utf16, 'utf-16le').map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1', '车'],
    ])
    expect(() => readCsv(Buffer.from('a,"b\n1'), 'utf-8')).toThrow('is no CSV')
    expect(() => readCsv(gbk, 'utf-8')).toThrow('encoding: the file is no utf-8 text')
  })

  it('gives a spreadsheet no formula, and comes back as it was', () => {
    const rows = [
      ['=1+1', '+x', '@y', '-z', 'a,b', 'say "x"'],
      ['', -20, null, 'plain', '2', 'line\nbreak'],
    ]
    const text = writeCsv(rows)
    expect(text).toContain(`'=1+1,'+x,'@y,'-z,"a,b"`)
    expect(text).toContain(',-20,,')
    expect(readCsv(Buffer.from(text), 'utf-8').map(({ cells }) => cells)).toEqual(
      rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))),
    )
  })
})

describe.each(eachEngine)('an import on %s', (_, openPlace) => {
  let place: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let cookie: string

  beforeEach(async () => {
    place = await openPlace()
    world = await createApiWorld({ place: place.place, devices: [] })
    cookie = await world.cookieOf('technician')
  })
  afterEach(async () => {
    await world.close()
    await place.remove()
  })

  async function send(sheet: string, file: string | Uint8Array, query = 'mode=import') {
    const response = await world.app.request(`/api/fleet/import?sheet=${sheet}&${query}`, {
      method: 'POST',
      headers: { cookie, origin: ORIGIN, 'content-type': 'text/csv' },
      body: typeof file === 'string' ? file : new Uint8Array(file),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  const text = async (path: string) => (await world.app.request(path, { headers: { cookie } })).text()

  it('checks first, then takes all rows', async () => {
    const file = `${HEADING}\n${TRUCK}\n冷藏车,沪A·12345,c2,后舱,Rear,8,-25,-15\nbox,Box 1,c1,箱,Box,0.05,2,8\n`
    expect(await send('assets', file, 'mode=check')).toMatchObject({ body: { rows: 3, imported: false, problems: [] } })
    const technician = await asTechnician(world)
    expect(await technician.got('/api/assets')).toMatchObject({ items: [] })
    expect(await send('assets', file)).toMatchObject({ body: { imported: true, problemCount: 0 } })
    expect(await technician.got('/api/assets')).toMatchObject({
      items: [
        { kind: 'box', name: 'Box 1', compartments: [{ pointsRequired: 1 }] },
        {
          kind: 'truck',
          name: '沪A·12345',
          compartments: [{ code: 'c1' }, { code: 'c2', range: { minCelsius: -25 } }],
        },
      ],
    })
  })

  it('takes none where one is bad, and tells line, column and what is allowed of every one', async () => {
    const rows = [
      'plane,X1,c1,a,b,12,2,8',
      '冷藏车,X2,C 1,a,b,zero,2,8',
      '冷藏车,X3,c1,a,b,12,8,2',
      '冷藏车,X3,c1,a,b,12,2,8',
    ]
    const answer = await send('assets', `${HEADING}\n${rows.join('\n')}\n冷藏车,X3,c1,a,b,12,2,8\n`)
    expect(answer.body).toMatchObject({
      imported: false,
      problemCount: 5,
      problems: [
        {
          line: 2,
          column: 'kind',
          code: 'NOT_ALLOWED',
          allowed: { zh: '冷藏车、冷库、冷藏箱', en: 'truck, room, box' },
        },
        { line: 3, column: 'compartment', code: 'NOT_ALLOWED' },
        { line: 3, column: 'volume_m3', code: 'NOT_ALLOWED' },
        { line: 4, column: 'min_c', code: 'UNPROCESSABLE' },
        { line: 6, column: 'compartment', code: 'CONFLICT' },
      ],
    })
    expect(await (await asTechnician(world)).got('/api/assets')).toMatchObject({ items: [] })
  })

  it('tells of columns that are missing or unknown, and of files that are none', async () => {
    expect((await send('assets', `车牌或名称,colour\n沪A,red\n`)).body).toMatchObject({
      imported: false,
      problems: expect.arrayContaining([
        expect.objectContaining({ code: 'UNKNOWN_COLUMN', line: 1 }),
        expect.objectContaining({ code: 'MISSING_COLUMN', column: 'kind' }),
      ]),
    })
    expect(await send('assets', HEADING)).toMatchObject({ status: 422 })
    expect(await send('assets', '"')).toMatchObject({ status: 422 })
  })

  it('takes probes and certificates from GBK, fits them, and exports what it took', async () => {
    await send('assets', `${HEADING}\n${TRUCK}\n`)
    const probes =
      'serial_number,model,asset,compartment,point,bus,unit\nS-1,xy-md02,沪A·12345,c1,p1,rs485-1,1\nS-2,srth100,,,,,\n'
    expect(await send('probes', toGbk(probes))).toMatchObject({ body: { encoding: 'gb18030', imported: true } })
    const certificates =
      '出厂编号,证书编号,校准机构,校准日期,有效期至,示值误差\nS-1,C-1,计量院,2026/2/1,2027/2/1,2:0.1 8:-0.2\n'
    expect(await send('certificates', toGbk(certificates))).toMatchObject({ body: { imported: true } })
    expect(await (await asTechnician(world)).got('/api/probes')).toMatchObject({
      items: [
        { serialNumber: 'S-1', state: 'fitted', calibrationDueOn: '2027-02-01', place: { point: 'p1' } },
        { serialNumber: 'S-2', state: 'in-stock', place: null },
      ],
    })
    expect(await text('/api/fleet/export?sheet=certificates&language=en')).toContain(
      'S-1,C-1,计量院,2026-02-01,2027-02-01,2:0.1 8:-0.2',
    )
    expect(await text('/api/fleet/export?sheet=probes')).toContain('S-1,xy-md02,沪A·12345,c1,p1,rs485-1,1')
    expect((await send('probes', await text('/api/fleet/export?sheet=probes'))).body).toMatchObject({
      problems: [
        { line: 2, column: 'serial_number', code: 'CONFLICT' },
        { line: 3, column: 'serial_number', code: 'CONFLICT' },
      ],
    })
  })

  it.each(['assets', 'probes', 'certificates'])(
    'takes the template of %s by its headings in both languages',
    async (sheet) => {
      for (const language of ['zh', 'en']) {
        const template = await text(`/api/fleet/import-template?sheet=${sheet}&language=${language}`)
        const { body } = await send(sheet, template, 'mode=check')
        const problems = body.problems as { code: string }[]
        expect(problems.filter(({ code }) => code !== 'NOT_FOUND')).toEqual([])
      }
    },
  )
})
