/** One MQTT message of `up/frame`: `device` is the one of the topic, which the broker has bound to its credentials. */
export interface FrameArrival {
  readonly device: string
  readonly bytes: Uint8Array
  readonly receivedAtMs: number
}

/**
 * - `stored`: new, committed
 * - `duplicate`: these very bytes are committed already
 * - `fork`: other bytes hold this number; both are kept
 * - `quarantined`: no readable header, or the header names another device
 */
export const ARRIVAL_OUTCOMES = ['stored', 'duplicate', 'fork', 'quarantined'] as const
export type ArrivalOutcome = (typeof ARRIVAL_OUTCOMES)[number]

export interface FrameKey {
  readonly device: string
  /** 12 hex digits */
  readonly epoch: string
  readonly n: number
}

/**
 * What is committed of an epoch: all numbers up to `through` (−1: none), and inclusive ranges of `have` beyond: those that
 * hold what `kept` names or, where that is empty, all. On a slow link a list of every gap would stand in front of each
 * acknowledgement.
 */
export interface Acknowledged {
  readonly device: string
  readonly epoch: string
  readonly through: number
  /** ascending; of all at most MAX_HAVE_RANGES, the lowest ones */
  readonly have: readonly (readonly [number, number])[]
  /** the arrivals of the call that are stored, as frames or as forks: n and the first 8 bytes of their SM3 in hex */
  readonly kept: readonly (readonly [number, string])[]
}

/** The `down/ack` schema takes no more. */
export const MAX_HAVE_RANGES = 256
/** Nor of these; what an acknowledgement does not name is asked for again. */
export const MAX_KEPT = 256

export interface Accepted {
  /** one per arrival, in their order */
  readonly outcomes: readonly ArrivalOutcome[]
  /**
   * The state after the commit of each epoch that an arrival named, one entry an epoch: the device's newest one for a
   * quarantined arrival, none for a fork that could not be kept any more.
   */
  readonly acknowledged: readonly Acknowledged[]
  readonly forks: readonly FrameKey[]
  /** devices (by topic) with quarantined arrivals */
  readonly quarantined: readonly string[]
}

export interface StoredFrame extends FrameKey {
  /** order of commitment, ascending, from 1; a follower that has read up to a position has missed none below it */
  readonly position: number
  readonly receivedAtMs: number
  /** SM3 of the bytes, made when they were stored */
  readonly hash: Uint8Array
  readonly bytes: Uint8Array
}

export interface StoredFork extends FrameKey {
  readonly receivedAtMs: number
  readonly hash: Uint8Array
  readonly bytes: Uint8Array
}

export interface DeviceFaults {
  readonly forks: number
  readonly quarantined: number
}

export interface LogCounts extends DeviceFaults {
  readonly frames: number
}

export interface EpochExtent {
  readonly device: string
  readonly epoch: string
  readonly frames: number
  readonly firstN: number
  readonly lastN: number
}

/** A layout document that came outside of frames, with a birth. */
export interface KeptLayout {
  /** first 8 bytes of the document's SM3, 16 hex digits */
  readonly hash: string
  readonly bytes: Uint8Array
}

/** What followers, charts and the verifier read. Frames are never changed or deleted. */
export interface FrameReader {
  lastPosition(): Promise<number>
  /** frames with a position > `afterPosition`, ascending, at most `limit` */
  read(afterPosition: number, limit: number): Promise<readonly StoredFrame[]>
  readFrame(device: string, epoch: string, n: number): Promise<StoredFrame | undefined>
  /** frames with from ≤ n ≤ to, ascending by n */
  frames(device: string, epoch: string, from: number, to: number): Promise<readonly StoredFrame[]>
  /** every epoch with frames, of one device or of all, in the order of their first arrival */
  epochs(device?: string): Promise<readonly EpochExtent[]>
  /** the numbers that the store has of an epoch, as ascending inclusive ranges */
  numbers(device: string, epoch: string): Promise<readonly (readonly [number, number])[]>
  forks(device: string, epoch: string): Promise<readonly StoredFork[]>
  counts(): Promise<LogCounts>
  deviceFaults(device: string): Promise<DeviceFaults>
  keptLayouts(): Promise<readonly KeptLayout[]>
  close(): Promise<void>
}

/** Nothing of the call is known to be committed; another one may succeed once the store can be reached again. */
export class FrameLogUnavailable extends Error {
  override readonly name = 'FrameLogUnavailable'
}

/**
 * The log of frames exactly as they came. Several writers may share one store: each commits alone, positions follow
 * the order of the commits, and no number is stored twice.
 */
export interface FrameLog extends FrameReader {
  /** Resolves after the commit (durable against power loss); rejects when nothing of it was committed. */
  accept(arrivals: readonly FrameArrival[]): Promise<Accepted>
  /** Read from the store, so it knows the commits of other writers too. */
  acknowledgement(device: string, epoch: string): Promise<Acknowledged>
  /** Whether it was new. */
  keepLayout(layout: KeptLayout): Promise<boolean>
}
