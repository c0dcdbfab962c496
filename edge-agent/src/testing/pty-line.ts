import { closeSync, constants, openSync } from 'node:fs'
import type { ReadStream } from 'node:tty'
import * as nodePty from '@lydell/node-pty'

/** What node-pty's `open` returns; its typings leave it out. */
interface PtyPair {
  readonly _master: ReadStream
  readonly _slave: ReadStream
  readonly _pty: string
}

const { open } = nodePty as unknown as {
  readonly open: (options: { encoding: null; cols: number; rows: number }) => PtyPair
}

/** A serial line whose far end is held by the test. */
export interface PtyLine {
  /** opens like a serial device */
  readonly path: string
  onBytes(listener: (bytes: Buffer) => void): void
  write(bytes: Uint8Array): void
  /** pulls the plug: whoever has the path open loses it */
  unplug(): void
}

export function openPtyLine(): PtyLine {
  const pair = open({ encoding: null, cols: 80, rows: 24 })
  // held open so that the far end survives while nobody has the device open; node-pty's own stream would steal bytes
  const held = openSync(pair._pty, constants.O_RDWR | constants.O_NOCTTY)
  pair._slave.destroy()
  // reading fails with EIO once the last holder of the device is gone
  pair._master.on('error', () => undefined)
  let plugged = true
  return {
    path: pair._pty,
    onBytes: (listener) => void pair._master.on('data', listener),
    write(bytes) {
      if (plugged) pair._master.write(bytes)
    },
    unplug() {
      if (!plugged) return
      plugged = false
      closeSync(held)
      pair._master.destroy()
    },
  }
}
