import type { UpdateState } from '@coldrx/protocol'

/** A signed release of the agent, as it was published. */
export interface ReleaseTable {
  /** SHA-256 of the whole file, hex: what devices call it */
  id: string
  version: string
  /** in words of Node, such as `linux` and `arm64` */
  platform: string
  arch: string
  size_bytes: number
  published_at_ms: number
  /** null: it may be ordered */
  withdrawn_at_ms: number | null
}

/** Its bytes, in the parts in which devices fetch them. */
export interface ReleasePartTable {
  release_id: string
  /** from 0 */
  part: number
  bytes: Uint8Array
}

/** What a device shall be updated to; rows are added, the highest number counts. */
export interface UpdateOrderTable {
  device_id: string
  number: number
  /** null: what is not installed yet is let be */
  release_id: string | null
  ordered_at_ms: number
  /** as far as it has asked */
  fetched_bytes: number
}

/** What a device said last of its program and of the newest order that it knows. */
export interface DeviceVersionTable {
  device_id: string
  version: string
  /** null: its program takes no orders */
  platform: string | null
  arch: string | null
  order_number: number | null
  order_state: UpdateState | null
  problem: string | null
  /** since when it says so */
  reported_at_ms: number
}

export interface ReleaseTables {
  release: ReleaseTable
  release_part: ReleasePartTable
  update_order: UpdateOrderTable
  device_version: DeviceVersionTable
}
