/** How far the mirror in InfluxDB has come with what it follows. */
export interface MirrorCursorTable {
  name: 'readings' | 'episodes'
  position: number
}

/** Frames that the mirror has passed and could not write yet: their layout or their place in time is not known. */
export interface MirrorWaitingTable {
  position: number
  /** of the last look: who waits longest is looked at first */
  tried_at_ms: number
}

export interface MirrorTables {
  mirror_cursor: MirrorCursorTable
  mirror_waiting: MirrorWaitingTable
}
