import { startProvider } from './provider-server.ts'

export const WECHAT = { appId: 'wx-for-tests', secret: 'secret-for-tests' }

/** An official account with one template of two fields, and people who follow it: openids that begin with `o`. */
export async function startFakeWechat() {
  const sent: { readonly to: string; readonly values: Readonly<Record<string, string>> }[] = []
  const state = { tokens: 0, current: '', expired: new Set<string>(), quota: Number.POSITIVE_INFINITY }
  const no = (errcode: number, errmsg: string) => ({ json: { errcode, errmsg } })

  const server = await startProvider(({ path, query, body }) => {
    const asked = JSON.parse(body) as Record<string, unknown>
    if (path === '/cgi-bin/stable_token') {
      if (asked.grant_type !== 'client_credential' || asked.appid !== WECHAT.appId) return no(40_013, 'invalid appid')
      if (asked.secret !== WECHAT.secret) return no(40_125, 'invalid appsecret')
      if (state.current === '' || state.expired.has(state.current)) state.current = `token-${++state.tokens}`
      return { json: { access_token: state.current, expires_in: 7_200 } }
    }
    const token = query.get('access_token') ?? ''
    if (state.expired.has(token)) return no(42_001, 'access_token expired')
    if (token !== state.current) return no(40_001, 'invalid credential, access_token is invalid or not latest')
    if (path !== '/cgi-bin/message/template/send') return no(48_001, 'api unauthorized')
    const { touser, template_id, data } = asked as {
      readonly touser: string
      readonly template_id: string
      readonly data: Readonly<Record<string, { readonly value: string }>>
    }
    if (!touser.startsWith('o')) return no(40_003, 'invalid openid')
    if (template_id !== 'template-1') return no(40_037, 'invalid template_id')
    if (data.thing1 === undefined || data.thing2 === undefined || data.thing1.value.length > 20)
      return no(47_003, 'argument invalid! data.thing1.value invalid')
    if (sent.length >= state.quota) return no(45_009, 'reach max api daily quota limit')
    sent.push({ to: touser, values: { thing1: data.thing1.value, thing2: data.thing2.value } })
    return { json: { errcode: 0, errmsg: 'ok', msgid: 200_000 + sent.length } }
  })
  const templates = { alarm: { id: 'template-1', fields: { thing1: 'what', thing2: 'where' } as const } }
  return Object.assign(server, { settings: { ...WECHAT, templates, url: server.url }, sent, state })
}
