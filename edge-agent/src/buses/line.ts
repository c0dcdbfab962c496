/** Where a line's bytes come from: a serial device, or a serial server's TCP port that carries the same bytes. */
export interface LineSettings {
  readonly path?: string
  readonly baud: number
  readonly tcp?: { readonly host: string; readonly port: number }
}

export interface LineListeners {
  onBytes(bytes: Uint8Array): void
  /** once, when the line is lost; not after close() */
  onLost(reason: string): void
}

/** An open line. It is never opened again: a lost line is replaced by a new object. */
export interface ByteLine {
  readonly isOpen: boolean
  write(bytes: Uint8Array): void
  close(): Promise<void>
}

/** The signal ends an attempt that is under way; an open line is ended by its close(). */
export type OpenLine = (settings: LineSettings, listeners: LineListeners, signal?: AbortSignal) => Promise<ByteLine>

/** The part of a pino logger that the acquisition needs. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

export const SILENT_LOG: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined }

export function describeLine({ path, tcp }: LineSettings): string {
  return tcp === undefined ? (path ?? 'no path') : `${tcp.host}:${tcp.port}`
}
