import { lookup } from 'node:dns/promises'
import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import type { LineSettings } from './line.ts'

export interface LineHolder {
  readonly pid: number
  /** as it was started, shortened */
  readonly command: string
}

const ESTABLISHED = '01'
const COMMAND_CHARACTERS = 80
const OUR_PROGRAM = /coldrx-edge|edge-agent/

/**
 * Who else has the device open, or a connection to the serial server; null: nobody that may be seen. Only root sees the
 * processes of others. Of several it is an agent, where one is among them.
 */
export async function lineHolder({ path, tcp }: LineSettings): Promise<LineHolder | null> {
  const targets =
    tcp === undefined ? new Set([await realpath(path ?? '').catch(() => '')]) : await connectionsTo(tcp.host, tcp.port)
  targets.delete('')
  const holders = targets.size === 0 ? [] : await processesThatOpened((link) => targets.has(link))
  return holders.find(({ command }) => OUR_PROGRAM.test(command)) ?? holders[0] ?? null
}

/** Processes, but for this one, with an open file whose link in /proc fits. */
export async function processesThatOpened(fits: (link: string) => boolean): Promise<LineHolder[]> {
  const holders: LineHolder[] = []
  for (const name of await entriesOf('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue
    const links = await Promise.all(
      (await entriesOf(`/proc/${name}/fd`)).map((file) => readlink(`/proc/${name}/fd/${file}`).catch(() => '')),
    )
    if (links.some(fits)) holders.push({ pid: Number(name), command: await commandOf(name) })
  }
  return holders
}

/** Sockets, as /proc names them, that are connected to that address. */
async function connectionsTo(host: string, port: number): Promise<Set<string>> {
  const addresses = await lookup(host, { all: true }).catch(() => [])
  const wanted = new Set(addresses.flatMap(({ address, family }) => remoteNames(address, family, port)))
  const sockets = new Set<string>()
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of (await readFile(table, 'utf8').catch(() => '')).split('\n').slice(1)) {
      const [, , remote, state, , , , , , inode] = line.trim().split(/\s+/)
      if (remote !== undefined && state === ESTABLISHED && wanted.has(remote)) sockets.add(`socket:[${inode}]`)
    }
  }
  return sockets
}

/** As the kernel writes them: IPv4 as one little-endian word, also inside of IPv6. */
function remoteNames(address: string, family: number, port: number): string[] {
  if (family !== 4) return []
  const bytes = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0').toUpperCase())
  const [word, hexPort] = [bytes.reverse().join(''), port.toString(16).padStart(4, '0').toUpperCase()]
  return [`${word}:${hexPort}`, `0000000000000000FFFF0000${word}:${hexPort}`]
}

async function commandOf(pid: string): Promise<string> {
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return text.split('\0').join(' ').trim().slice(0, COMMAND_CHARACTERS)
}

/** Processes come and go, and those of others are not shown. */
async function entriesOf(directory: string): Promise<string[]> {
  return await readdir(directory).catch(() => [])
}
