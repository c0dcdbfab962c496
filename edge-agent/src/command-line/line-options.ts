import type { LineSettings } from '../buses/line.ts'
import { wholeNumber } from './options.ts'
import { UsageError } from './usage-error.ts'

/** For parseOptions. */
export const LINE_OPTIONS = {
  path: { type: 'string' },
  tcp: { type: 'string' },
  baud: { type: 'string', default: '9600' },
} as const

/** null: neither a device nor a serial server was named. @throws UsageError */
export function readLine({
  path,
  tcp,
  baud,
}: {
  readonly path?: string | undefined
  readonly tcp?: string | undefined
  readonly baud: string
}): LineSettings | null {
  const settings = { baud: wholeNumber('baud', baud, 300, 921_600) }
  if (path !== undefined) return { ...settings, path }
  if (tcp === undefined) return null
  const [, host, port] = /^(.+):(\d+)$/.exec(tcp) ?? []
  if (host === undefined || port === undefined) throw new UsageError(`--tcp: "${tcp}" is not HOST:PORT`)
  // an IPv6 address stands in brackets
  return { ...settings, tcp: { host: host.replace(/^\[(.*)\]$/, '$1'), port: wholeNumber('tcp', port, 1, 65_535) } }
}
