import { realpath } from 'node:fs/promises'
import { connect } from 'node:net'
import { SerialPort } from 'serialport'
import { noticeHangup } from './hangup-aware-read.ts'
import type { ByteLine, LineListeners, LineSettings, OpenLine } from './line.ts'

const CONNECT_TIMEOUT_MS = 5_000

export const openLine: OpenLine = (settings, listeners, signal) =>
  settings.tcp === undefined ? openSerialLine(settings, listeners) : openTcpLine(settings.tcp, listeners, signal)

/** 8N1, as the probes and receivers are delivered. */
async function openSerialLine({ path, baud }: LineSettings, listeners: LineListeners): Promise<ByteLine> {
  if (path === undefined) throw new Error('a serial line needs a path')
  // /dev/serial/by-id entries are symbolic links that point elsewhere after a replug
  const device = await realpath(path)
  const port = new SerialPort({ path: device, baudRate: baud, autoOpen: false })
  await settled((done) => port.open(done))
  noticeHangup(port.port)
  let lost = false
  const lose = (reason: string): void => {
    if (lost) return
    lost = true
    listeners.onLost(reason)
  }
  port.on('error', (error) => lose(error.message))
  port.on('close', (error: Error | null) => lose(error?.message ?? 'closed'))
  try {
    // what the kernel kept while nobody read is not of now
    await settled((done) => port.flush(done))
  } catch (error) {
    lost = true
    await closeSerial(port)
    throw error
  }
  port.on('data', (bytes: Buffer) => listeners.onBytes(bytes))
  return {
    get isOpen() {
      return port.isOpen && !lost
    },
    write: (bytes) => void port.write(Buffer.from(bytes)),
    close: () => {
      lost = true
      return closeSerial(port)
    },
  }
}

async function closeSerial(port: SerialPort): Promise<void> {
  // a device that is gone refuses to close; there is nothing left to free
  if (port.isOpen) await settled((done) => port.close(done)).catch(() => undefined)
}

function settled(call: (done: (error: Error | null | undefined) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    call((error) => (error ? reject(error) : resolve()))
  })
}

function openTcpLine(
  address: { host: string; port: number },
  listeners: LineListeners,
  signal?: AbortSignal,
): Promise<ByteLine> {
  return new Promise((resolve, reject) => {
    const socket = connect(address)
    const giveUp = (): void => void socket.destroy(new Error('stopping'))
    if (signal?.aborted === true) giveUp()
    signal?.addEventListener('abort', giveUp)
    let lost = false
    socket.setNoDelay(true)
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error('no connection in time')))
    const refuse = (error: Error): void => {
      signal?.removeEventListener('abort', giveUp)
      reject(error)
    }
    socket.once('error', refuse)
    socket.once('connect', () => {
      signal?.removeEventListener('abort', giveUp)
      socket.setTimeout(0)
      socket.off('error', refuse)
      const lose = (reason: string): void => {
        if (lost) return
        lost = true
        socket.destroy()
        listeners.onLost(reason)
      }
      socket.on('error', (error) => lose(error.message))
      socket.on('end', () => lose('closed by the other side'))
      socket.on('close', () => lose('closed'))
      socket.on('data', (bytes) => {
        if (!lost) listeners.onBytes(bytes)
      })
      resolve({
        get isOpen() {
          return !lost
        },
        write: (bytes) => void socket.write(bytes),
        close: () => {
          lost = true
          return new Promise((closed) => {
            if (socket.closed) closed()
            else socket.once('close', () => closed()).destroy()
          })
        },
      })
    })
  })
}
