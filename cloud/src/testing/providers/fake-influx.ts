import { startProvider } from './provider-server.ts'

export const INFLUX = { token: 'only-for-tests', org: 'pharmacy', bucket: 'cold' }

const KEY = String.raw`(?:\\[ ,=\\]|[^ ,=\\])+`
const FIELD = String.raw`${KEY}=(?:-?\d+(?:\.\d+)?(?:e[+-]?\d+)?i?|t|f|true|false|"(?:\\.|[^"\\])*")`
const LINE = new RegExp(String.raw`^(${KEY}(?:,${KEY}=${KEY})*) (${FIELD}(?:,${FIELD})*) (\d{13})$`)

/** InfluxDB 2's write: it knows one bucket, and takes all lines of a request or none. A point that comes twice is one. */
export async function startFakeInflux() {
  const fields = new Map<string, string>()
  const state = { refusedMeasurement: '' }
  const no = (status: number, code: string, message: string) => ({ status, json: { code, message } })
  const server = await startProvider(({ method, path, query, headers, body }) => {
    if (method !== 'POST' || path !== '/api/v2/write') return no(404, 'not found', 'path not found')
    if (headers.authorization !== `Token ${INFLUX.token}`) return no(401, 'unauthorized', 'unauthorized access')
    if (query.get('org') !== INFLUX.org) return no(404, 'not found', 'organization not found')
    if (query.get('bucket') !== INFLUX.bucket) return no(404, 'not found', 'bucket not found')
    if (query.get('precision') !== 'ms') return no(400, 'invalid', 'precision')
    const found: [string, string][] = []
    for (const line of body.split('\n').filter((text) => text !== '')) {
      const parts = LINE.exec(line)
      if (parts === null) return no(400, 'invalid', `unable to parse '${line}'`)
      if (state.refusedMeasurement !== '' && line.includes(state.refusedMeasurement))
        return no(422, 'unprocessable entity', 'field type conflict')
      for (const field of (parts[2] ?? '').split(/(?<!\\),/)) {
        const [name = '', value = ''] = field.split(/(?<!\\)=/)
        found.push([`${parts[1] ?? ''} ${name} ${parts[3] ?? ''}`, value])
      }
    }
    for (const [key, value] of found) fields.set(key, value)
    return { status: 204, json: null }
  })
  return Object.assign(server, { settings: { ...INFLUX, url: server.url }, fields, state })
}
