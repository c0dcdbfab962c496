import { closeSync, openSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { SimulatorError } from '../errors.ts'

/** What fits into a socket address everywhere (macOS 104 bytes, Linux 108, with the closing zero); more is cut off silently. */
const MAX_PATH_BYTES = 103

export type SocketPath = {
  /** To listen on or connect to, until closed. */
  readonly address: string
  readonly close: () => void
}

/** Linux reaches a folder whose path is too long for a socket address by the descriptor of the open folder. */
export function openSocketPath(path: string, platform: NodeJS.Platform = process.platform): SocketPath {
  if (Buffer.byteLength(path) <= MAX_PATH_BYTES) return { address: path, close: () => undefined }
  if (platform === 'linux') {
    const folder = openSync(dirname(path), 'r')
    const address = join('/proc/self/fd', String(folder), basename(path))
    if (Buffer.byteLength(address) <= MAX_PATH_BYTES) return { address, close: () => closeSync(folder) }
    closeSync(folder)
  }
  throw new SimulatorError(
    `control socket ${path}: ${Buffer.byteLength(path)} bytes; at most ${MAX_PATH_BYTES} are allowed here`,
  )
}
