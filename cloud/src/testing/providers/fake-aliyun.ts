import { createHash, createHmac } from 'node:crypto'
import type { Clock } from '../../lib/clock.ts'
import { startProvider } from './provider-server.ts'

export const ALIYUN = { accessKeyId: 'key-for-tests', accessKeySecret: 'secret-for-tests', signName: '冷链' }
/** of one phone, sign and template */
const A_MINUTE = 3
const A_DAY = 6

interface Sms {
  readonly phone: string
  readonly outId: string
  readonly values: Readonly<Record<string, string>>
  readonly atMs: number
  status: 1 | 2 | 3
  errCode: string
}

/** dysmsapi 2017-05-25 with its limits, its template of named values, and the V3 signature over what arrives. */
export async function startFakeAliyun({ clock }: { readonly clock: Clock }) {
  const sent: Sms[] = []
  const nonces = new Set<string>()
  const said = (Code: string, Message: string) => ({ json: { Code, Message, RequestId: `R${sent.length}` } })

  const server = await startProvider(({ method, path, query, headers, body }) => {
    const header = (name: string) => String(headers[name] ?? '')
    const signedHeaders = /SignedHeaders=([^,]+)/.exec(header('authorization'))?.[1] ?? ''
    const sortedQuery = [...query].map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`).sort()
    const lines = signedHeaders.split(';').map((name) => `${name}:${header(name)}\n`)
    const canonical = [method, path, sortedQuery.join('&'), lines.join(''), signedHeaders, sha256(body)].join('\n')
    const mac = createHmac('sha256', ALIYUN.accessKeySecret).update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    const wanted = `ACS3-HMAC-SHA256 Credential=${ALIYUN.accessKeyId},SignedHeaders=${signedHeaders},Signature=${mac.digest('hex')}`
    if (header('authorization') !== wanted) return said('SignatureDoesNotMatch', 'Specified signature is not matched')
    const nonce = header('x-acs-signature-nonce')
    if (nonce === '' || nonces.has(nonce))
      return said('SignatureNonceUsed', 'Specified signature nonce was used already.')
    nonces.add(nonce)
    if (Math.abs(Date.parse(header('x-acs-date')) - clock.nowMs()) > 900_000)
      return said('InvalidTimeStamp.Expired', '')
    if (header('x-acs-version') !== '2017-05-25') return said('InvalidVersion', '')
    return header('x-acs-action') === 'SendSms' ? send(query) : details(query)
  })

  function send(query: URLSearchParams) {
    const phone = query.get('PhoneNumbers') ?? ''
    if (!/^1\d{10}$/.test(phone)) return said('isv.MOBILE_NUMBER_ILLEGAL', `${phone}invalid mobile number`)
    if (query.get('SignName') !== ALIYUN.signName) return said('isv.SMS_SIGNATURE_ILLEGAL', '该账号下找不到对应签名')
    if (query.get('TemplateCode') !== 'SMS_1') return said('isv.SMS_TEMPLATE_ILLEGAL', '该账号下找不到对应模板')
    const values = JSON.parse(query.get('TemplateParam') ?? '{}') as Record<string, string>
    if (values.what === undefined) return said('isv.TEMPLATE_MISSING_PARAMETERS', '模板变量缺少对应参数值')
    if (Object.values(values).some((value) => value.length > 35))
      return said('isv.PARAM_LENGTH_LIMIT', '参数超过长度限制')
    if (Object.values(values).some((value) => value.includes('://'))) return said('isv.PARAM_NOT_SUPPORT_URL', '')
    const nowMs = clock.nowMs()
    const within = (ms: number) => sent.filter((sms) => sms.phone === phone && sms.atMs > nowMs - ms).length
    if (within(86_400_000) >= A_DAY) return said('isv.BUSINESS_LIMIT_CONTROL', `触发天级流控Permits:${A_DAY}`)
    if (within(60_000) >= A_MINUTE) return said('isv.BUSINESS_LIMIT_CONTROL', `触发分钟级流控Permits:${A_MINUTE}`)
    sent.push({ phone, outId: query.get('OutId') ?? '', values, atMs: nowMs, status: 1, errCode: '' })
    return { json: { Code: 'OK', Message: 'OK', BizId: `B${sent.length}`, RequestId: `R${sent.length}` } }
  }

  function details(query: URLSearchParams) {
    const size = Number(query.get('PageSize'))
    if (!(size >= 1 && size <= 50)) return said('isv.INVALID_PARAMETERS', 'PageSize')
    const day = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '')
    const found = sent.filter(
      ({ phone, atMs }) => phone === query.get('PhoneNumber') && day(atMs) === query.get('SendDate'),
    )
    const from = (Number(query.get('CurrentPage')) - 1) * size
    const shown = found.slice(from, from + size).map(({ phone, outId, status, errCode }) => ({
      ...{ PhoneNum: phone, OutId: outId, SendStatus: status, ErrCode: errCode, TemplateCode: 'SMS_1' },
    }))
    return {
      json: {
        Code: 'OK',
        Message: 'OK',
        TotalCount: String(found.length),
        SmsSendDetailDTOs: { SmsSendDetailDTO: shown },
      },
    }
  }

  const settings = { ...ALIYUN, templates: { alarm: 'SMS_1' }, url: server.url }
  return Object.assign(server, { settings, sent })
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function rfc3986(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => {
      const sign = String.fromCharCode(byte)
      return /[A-Za-z0-9_.~-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}
