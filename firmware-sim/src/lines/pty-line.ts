import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { ReadStream } from 'node:tty'
import { promisify } from 'node:util'
import { reasonOf, SimulatorError } from '../errors.ts'
import type { Line, LineOptions } from './line.ts'

const run = promisify(execFile)

/** A pseudo-terminal that `serialport` opens like a device, found at `<directory>/<id>`. */
export async function openPtyLine({ id, directory, onBytes }: LineOptions & { directory: string }): Promise<Line> {
  const link = join(directory, id)
  mkdirSync(directory, { recursive: true })
  refuseToReplaceOther(link)

  // Not node-pty's own `open`: it reads the slave, which steals the agent's bytes, and leaves a descriptor of it
  // open for ever. Loaded here so that a TCP world runs where node-pty has no binary.
  const { requireBinary } = await import('@lydell/node-pty/requireBinary.js')
  // `slaveFd` is kept open and never read: with no slave open at all the master reports EIO and ends for good,
  // and the agent on the other side is killed and comes back.
  const { master: masterFd, slave: slaveFd, pty: ptsName } = requireBinary('pty.node').open(80, 24)
  const master = new ReadStream(masterFd)
  let closed = false
  master.on('data', onBytes)
  master.on('error', (error) => {
    if (!closed) throw error
  })

  const close = async (): Promise<void> => {
    if (closed) return
    closed = true
    if (linkTarget(link) === ptsName) rmSync(link)
    const gone = once(master, 'close')
    master.destroy()
    closeSync(slaveFd)
    await gone
  }

  try {
    await makeRaw(ptsName)
    rmSync(link, { force: true })
    symlinkSync(ptsName, link)
  } catch (error) {
    await close()
    throw error
  }

  return {
    id,
    address: link,
    close,
    write(bytes) {
      if (closed) return
      // Not master.write(): libuv falls back to *blocking* writes on a pty master, and a line that nobody
      // reads would stop the event loop. The descriptor itself is non-blocking.
      try {
        writeSync(masterFd, bytes)
      } catch (error) {
        if (!isFull(error)) throw error
      }
    },
  }
}

/** Echo or newline translation in force before the first open would corrupt the first request. */
async function makeRaw(path: string): Promise<void> {
  const flag = process.platform === 'darwin' ? '-f' : '-F'
  try {
    await run('stty', [flag, path, 'raw', '-echo'])
  } catch (error) {
    throw new SimulatorError(`could not make ${path} raw with stty: ${reasonOf(error)}`)
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN'
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

function refuseToReplaceOther(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found !== undefined && !found.isSymbolicLink())
    throw new SimulatorError(`${path} exists and is not a link; it would be replaced by a link to a pseudo-terminal`)
}
