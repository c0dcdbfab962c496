import { read } from 'node:fs'

type Read = (buffer: Buffer, offset: number, length: number) => Promise<{ buffer: Buffer; bytesRead: number }>

/** What serialport's Unix bindings have beside their interface. */
interface UnixBinding {
  readonly fd: number | null
  readonly isOpen: boolean
  readonly poller: { once(event: 'readable', callback: (error: Error | null) => void): unknown }
  read: Read
}

/**
 * A device that is gone (unplugged adapter, closed far end of a pseudo-terminal) reads 0 bytes for ever. serialport's
 * bindings then read again at once, without end: no `close` event and a core at 100 % (serialport/bindings-cpp PR 164).
 * This read says "hung up" instead, which the stream turns into `close`. Bindings of other systems are left alone.
 */
export function noticeHangup(binding: unknown): void {
  if (!isUnixBinding(binding)) return
  binding.read = async (buffer, offset, length) => {
    for (;;) {
      const { fd } = binding
      if (!binding.isOpen || fd === null) throw canceled()
      try {
        const bytesRead = await readOnce(fd, buffer, offset, length)
        if (bytesRead > 0) return { buffer, bytesRead }
      } catch (error) {
        if (!binding.isOpen) throw canceled()
        if (!isTryAgain(error)) throw error
        await new Promise<void>((resolve, reject) => {
          binding.poller.once('readable', (pollError) => (pollError ? reject(pollError) : resolve()))
        })
        continue
      }
      if (!binding.isOpen) throw canceled()
      throw new Error('the device hung up')
    }
  }
}

function readOnce(fd: number, buffer: Buffer, offset: number, length: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(fd, buffer, offset, length, null, (error, bytesRead) => (error ? reject(error) : resolve(bytesRead)))
  })
}

function isUnixBinding(binding: unknown): binding is UnixBinding {
  return typeof binding === 'object' && binding !== null && 'fd' in binding && 'poller' in binding && 'read' in binding
}

function isTryAgain(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'EAGAIN' || code === 'EWOULDBLOCK' || code === 'EINTR'
}

/** The stream takes an error so marked for the consequence of its own close(). */
function canceled(): Error {
  return Object.assign(new Error('Port is not open'), { canceled: true })
}
