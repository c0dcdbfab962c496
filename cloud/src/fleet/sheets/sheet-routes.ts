import { z } from 'zod'
import type { AuditLog } from '../../audit/audit-log.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { namesSchema } from '../../http/names.ts'
import type { Fleet } from '../fleet.ts'
import { ASSET_SHEET } from './asset-sheet.ts'
import { CERTIFICATE_SHEET } from './certificate-sheet.ts'
import { ENCODINGS, writeCsv } from './csv-text.ts'
import { importSheet } from './import-sheet.ts'
import { PROBE_SHEET } from './probe-sheet.ts'
import { PROBLEM_CODES, type Sheet } from './sheet.ts'

const LARGEST_FILE_BYTES = 2 * 1024 * 1024

const SHEETS = { assets: ASSET_SHEET, probes: PROBE_SHEET, certificates: CERTIFICATE_SHEET } as const
const NAMES = ['assets', 'probes', 'certificates'] as const satisfies readonly (keyof typeof SHEETS)[]
/** each applies only rows that its own columns have read */
const sheetOf = (name: keyof typeof SHEETS) => SHEETS[name] as unknown as Sheet

const sheetName = z.enum(NAMES, { error: `must be ${NAMES.join(', ')}` })
const languageQuery = z.strictObject({ sheet: sheetName, language: z.enum(['zh', 'en']).default('zh') })

export function sheetRoutes({ fleet, audit }: { readonly fleet: Fleet; readonly audit: AuditLog }): Endpoint[] {
  return [
    endpoint({
      route: 'POST /api/fleet/import',
      tag: 'fleet records',
      summary: 'Import a CSV file: all rows or none; every bad row is told',
      query: z.strictObject({
        sheet: sheetName,
        mode: z.enum(['check', 'import']).default('check').describe('check: changes nothing'),
        encoding: z.enum(ENCODINGS).exactOptional().describe('default: found by the bytes'),
      }),
      upload: ['text/csv'],
      bodyLimitBytes: LARGEST_FILE_BYTES,
      answer: z.strictObject({
        encoding: z.enum(ENCODINGS),
        rows: z.int(),
        imported: z.boolean(),
        problemCount: z.int(),
        problems: z.array(
          z.strictObject({
            line: z.int().describe('of the file, from 1'),
            column: z.string().nullable(),
            code: z.enum(PROBLEM_CODES),
            allowed: namesSchema.nullable(),
            detail: z.string(),
          }),
        ),
      }),
      async handle({ c, scope, query: { sheet: name, mode, encoding } }) {
        const bytes = new Uint8Array(await c.req.arrayBuffer())
        const about = { scope, name, sheet: sheetOf(name), bytes, encoding, dryRun: mode === 'check' }
        const { problems, ...result } = await importSheet({ fleet, audit }, about)
        return { ...result, problems: [...problems] }
      },
    }),
    endpoint({
      route: 'GET /api/fleet/import-template',
      tag: 'fleet records',
      summary: 'A file with the headings and an example row',
      query: languageQuery,
      answer: 'text/csv',
      handle({ query: { sheet: name, language } }) {
        const { columns } = sheetOf(name)
        const rows = [columns.map(({ heading }) => heading[language]), columns.map(({ example }) => example)]
        return csvFile(`${name}-template.csv`, writeCsv(rows))
      },
    }),
    endpoint({
      route: 'GET /api/fleet/export',
      tag: 'fleet records',
      summary: 'What is recorded, as a file that could be imported elsewhere',
      query: languageQuery,
      answer: 'text/csv',
      async handle({ scope, query: { sheet: name, language } }) {
        const sheet = sheetOf(name)
        const rows: (readonly (string | number | null)[])[] = [sheet.columns.map(({ heading }) => heading[language])]
        for await (const row of sheet.rows(fleet, scope)) rows.push(row)
        return csvFile(`${name}.csv`, writeCsv(rows))
      },
    }),
  ]
}

function csvFile(name: string, text: string): Response {
  return new Response(text, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${name}"` },
  })
}
