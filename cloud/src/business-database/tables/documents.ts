/**
 * What became of a hand-over or a paper of a trip: `pending` not looked at yet, `filed` the records say what it says,
 * `waiting` for something that must come first, `refused` it does not fit the records; `none`: nothing follows from it.
 */
export type Filing = 'none' | 'pending' | 'filed' | 'waiting' | 'refused'

export interface DeviceDocumentTable {
  device: string
  /** given by the device */
  id: string
  /** SM3(salt ‖ document), 64 hex digits: as a frame's event pins it */
  digest: string
  kind: string
  salt: Uint8Array
  /** the document's very text: who took what, with a signature */
  content_sealed: string
  received_at_ms: number
  filing: Filing
  /** why it waits or was refused */
  filing_problem: string | null
  /** when its filing became what it is */
  filed_at_ms: number | null
  /** that it names, where there is one */
  shipment_id: string | null
  /** of a trip's paper, that it names, where there is one */
  trip_id: string | null
}

export interface DocumentTables {
  device_document: DeviceDocumentTable
}
