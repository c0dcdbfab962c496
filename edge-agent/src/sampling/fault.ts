/** A source (bus, probe, input module, receiver) stopped working or works again. Samples carry their own marks. */
export interface SourceFault {
  readonly source: string
  readonly working: boolean
  readonly reason: string
  readonly monotonicMs: number
}
