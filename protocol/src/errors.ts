export type ProtocolErrorCode =
  | 'TRUNCATED'
  | 'MALFORMED'
  | 'LIMIT_EXCEEDED'
  | 'UNSUPPORTED_VERSION'
  | 'NOT_A_FRAME'
  | 'LAYOUT_MISMATCH'
  | 'OUT_OF_BOUNDS'

/** Bytes or values that break the wire rules of docs/wire.md. Callers branch on `code`, never on the wording. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
  readonly code: ProtocolErrorCode

  constructor(code: ProtocolErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
