import { z } from 'zod'

const LOOPBACK = new Set(['127.0.0.1', '[::1]'])

/** RFC 8252: TLS, this machine itself, or a scheme of the app's own, which has a dot in it. */
function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, hash } = new URL(text)
  if (username !== '' || password !== '' || hash !== '' || text.includes('#')) return false
  if (protocol === 'https:') return true
  if (protocol === 'http:') return LOOPBACK.has(hostname)
  return protocol.includes('.')
}

/** Compared letter by letter with what a request says (RFC 9700 2.1). */
export const redirectUriSchema = z.string().max(512, 'has at most 512 characters').refine(isSafe, {
  error:
    'must be https://…, http://127.0.0.1:PORT/…, or of a scheme with a dot such as com.example.app:/…; no fragment',
})
