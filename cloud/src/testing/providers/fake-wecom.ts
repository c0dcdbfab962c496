import type { Clock } from '../../lib/clock.ts'
import { startProvider } from './provider-server.ts'

const KEY = 'key-for-tests'
const A_MINUTE = 20
const LONGEST_TEXT_BYTES = 2_048

/** A robot of a group: 20 messages in any minute. */
export async function startFakeWecom({ clock }: { readonly clock: Clock }) {
  const sent: { readonly content: string; readonly atMs: number }[] = []
  const no = (errcode: number, errmsg: string) => ({ json: { errcode, errmsg } })
  const server = await startProvider(({ path, query, body }) => {
    if (path !== '/cgi-bin/webhook/send' || query.get('key') !== KEY) return no(93_000, 'invalid webhook url')
    const { msgtype, text } = JSON.parse(body) as { readonly msgtype: string; readonly text?: { content: string } }
    if (msgtype !== 'text') return no(40_008, 'invalid message type')
    const content = text?.content ?? ''
    if (content === '') return no(44_004, 'empty content')
    if (Buffer.byteLength(content) > LONGEST_TEXT_BYTES) return no(40_058, 'text.content exceed max length 2048')
    const nowMs = clock.nowMs()
    if (sent.filter(({ atMs }) => atMs > nowMs - 60_000).length >= A_MINUTE) return no(45_009, 'api freq out of limit')
    sent.push({ content, atMs: nowMs })
    return { json: { errcode: 0, errmsg: 'ok' } }
  })
  return Object.assign(server, { settings: { robots: { night: KEY }, url: server.url }, sent })
}
