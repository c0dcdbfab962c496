import { createServer } from 'node:net'

/** `wanted` if it is free, else, for a default nobody asked for, the next free port. */
export async function choosePort({ wanted, asked, name, say }) {
  if (await isFree(wanted)) return wanted
  if (asked) throw new Error(`port ${wanted} (--${name}) is taken; choose another or leave the option out.`)
  for (let port = wanted + 1; port < wanted + 200; port++) {
    if (await isFree(port)) {
      say(`port ${wanted} is taken, using ${port} (--${name} sets another).`)
      return port
    }
  }
  throw new Error(`no free port for --${name} from ${wanted} to ${wanted + 199}.`)
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
