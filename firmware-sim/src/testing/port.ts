import { SerialPort } from 'serialport'
import { waitFor } from './wait.ts'

/** A serial port as a master opens it, with what it has heard. */
export type OpenPort = {
  readonly heard: () => Buffer
  readonly hear: (bytes: number) => Promise<Buffer>
  readonly forget: () => void
  readonly write: (bytes: Uint8Array) => Promise<void>
  readonly close: () => Promise<void>
}

export async function openPort(path: string, baudRate = 9600): Promise<OpenPort> {
  const port = new SerialPort({ path, baudRate, autoOpen: false })
  let heard = Buffer.alloc(0)
  port.on('data', (bytes: Buffer) => {
    heard = Buffer.concat([heard, bytes])
  })
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())))
  return {
    heard: () => heard,
    forget: () => {
      heard = Buffer.alloc(0)
    },
    hear: (bytes) => waitFor(() => heard.length >= bytes && heard),
    write: (bytes) =>
      new Promise((resolve, reject) =>
        port.write(Buffer.from(bytes), (error) => (error ? reject(error) : port.drain(() => resolve()))),
      ),
    close: () => new Promise((resolve, reject) => port.close((error) => (error ? reject(error) : resolve()))),
  }
}
