import { isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * Who asks. From our own pages server, which runs on this host, the last entry of X-Forwarded-For counts: that server
 * writes it. From anywhere else the header is the caller's invention.
 */
export function clientAddress(c: Context): string {
  const peer = peerAddress(c)
  if (!LOOPBACK.has(peer)) return peer
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  return isIP(forwarded) === 0 ? peer : forwarded
}

function peerAddress(c: Context): string {
  const env = c.env as { incoming?: unknown } | undefined
  // app.request() has no connection.
  return env?.incoming === undefined ? '127.0.0.1' : (getConnInfo(c).remote.address ?? 'unknown')
}
