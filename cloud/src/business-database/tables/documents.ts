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
}

export interface DocumentTables {
  device_document: DeviceDocumentTable
}
