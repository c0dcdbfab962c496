import { describe, expect, it } from 'vitest'
import { readSheet as readBytes, SHEET_COLUMNS, sheetTemplate } from './shipment-sheet.ts'

const readSheet = (text: string) => readBytes(new TextEncoder().encode(text))
const HEADER = SHEET_COLUMNS.join(',')

describe('a sheet of shipments', () => {
  it('is what the template shows', () => {
    expect(readSheet(sheetTemplate())).toMatchObject({
      ...{ kind: 'read', bad: [] },
      plans: [{ range: { minCelsius: 2, maxCelsius: 8 }, timeBudgetMinutes: 30, boxes: ['BOX-001', 'BOX-002'] }],
    })
  })

  it('may quote commas, quotes and line ends', () => {
    const sheet = readSheet(`${HEADER}\nS1,"Clinic ""A"", 2nd\nfloor",,药,Drug,2,8,0,B1\n`)
    expect(sheet).toMatchObject({ bad: [], plans: [{ consignee: 'Clinic "A", 2nd\nfloor', consigneePhone: null }] })
  })

  it('may come from a Chinese Excel', () => {
    const medicine = Uint8Array.of(0xd2, 0xc8, 0xb5, 0xba, 0xcb, 0xd8)
    const ascii = (text: string) => new TextEncoder().encode(text)
    const bytes = Buffer.concat([ascii(`${HEADER}\r\nS1,C,,`), medicine, ascii(',Drug,2,8,30,B1\r\n')])
    expect(readBytes(bytes)).toMatchObject({ bad: [], plans: [{ goods: { zh: '胰岛素' } }] })
  })

  it('names every line that is wrong, and every field of it', () => {
    const sheet = readSheet(
      [HEADER, 'S1,C,,药,Drug,2,8,30,B1', 'S 2,,x,药,Drug,8,2,1.5,B1;B1', 'S1,C,,药,Drug,2,8,30,B2'].join('\r\n'),
    )
    expect(sheet).toMatchObject({
      bad: [
        {
          line: 3,
          faults: ['number', 'phone', 'max_celsius', 'boxes', 'consignee', 'time_budget_minutes'].map((field) => ({
            ...{ kind: 'wrong', field },
          })),
        },
        { line: 4, faults: [{ kind: 'twice', number: 'S1' }] },
      ],
    })
  })

  it('without its columns, without rows, or with too many is refused as a whole', () => {
    expect(readSheet('number,consignee\nS1,C')).toEqual({ kind: 'columns' })
    expect(readSheet(`${HEADER}\n\n`)).toEqual({ kind: 'empty' })
    expect(readSheet([HEADER, ...Array.from({ length: 101 }, (_, at) => `S${at}`)].join('\n'))).toEqual({
      kind: 'too-many',
    })
  })
})
