/** `cloud-away`: the broker is there, but the cloud is not known to be. */
export type NetworkState = 'online' | 'cloud-away' | 'offline'

export interface UplinkCounters {
  readonly connections: number
  readonly framesSent: number
  readonly acknowledgements: number
  /** messages from above that follow no schema */
  readonly garbage: number
  /** connections cut because nothing was acknowledged */
  readonly silences: number
}
