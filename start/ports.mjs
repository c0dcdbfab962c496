import { createServer } from 'node:net'

const HIGHEST_PORT = 65_535

/**
 * Chooses a port for each name of `defaults`: one that was asked for is taken as it is or refused; a default that
 * nobody asked for gives way to the next free port. No two are the same.
 *
 * @param {object} wish
 * @param {Readonly<Record<string, number>>} wish.defaults
 * @param {Readonly<Record<string, number | undefined>>} wish.asked
 * @param {(text: string) => void} wish.say
 * @returns {Promise<Record<string, number>>}
 */
export async function choosePorts({ defaults, asked, say }) {
  const chosen = new Map()
  for (const [name, port] of Object.entries(asked)) {
    if (port === undefined) continue
    const [other] = [...chosen].find(([, taken]) => taken === port) ?? []
    if (other !== undefined) throw new Error(`--${name} and --${other} are both ${port}; they must differ.`)
    if (!(await isFree(port)))
      throw new Error(`port ${port} (--${name}) is taken; choose another or leave the option out.`)
    chosen.set(name, port)
  }
  for (const [name, wanted] of Object.entries(defaults)) {
    if (chosen.has(name)) continue
    const port = await nextFree(wanted, [...chosen.values()])
    if (port === undefined) throw new Error(`no port from ${wanted} on is free; set one with --${name}.`)
    if (port !== wanted) say(`port ${wanted} is taken, using ${port} (--${name} sets another).`)
    chosen.set(name, port)
  }
  return Object.fromEntries(chosen)
}

async function nextFree(wanted, taken) {
  for (let port = wanted; port <= HIGHEST_PORT; port++) {
    if (!taken.includes(port) && (await isFree(port))) return port
  }
  return undefined
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
