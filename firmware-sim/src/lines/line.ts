/** One serial line as the hardware sees it: bytes come in, bytes go out, nothing is promised. */
export type Line = {
  readonly id: string
  /** What the other end opens: the path of the device, or `tcp://127.0.0.1:PORT`. */
  readonly address: string
  readonly port?: number
  /** Never blocks and never queues without bound: what the other end does not take is lost, as on a real wire. */
  readonly write: (bytes: Uint8Array) => void
  readonly close: () => Promise<void>
}

export type LineOptions = {
  readonly id: string
  readonly onBytes: (bytes: Buffer) => void
}
