import type { AssetState } from '../../fleet/asset-lifecycle.ts'
import type { DeviceState } from '../../fleet/device-lifecycle.ts'
import type { ProbeState } from '../../fleet/probe-lifecycle.ts'

export interface AssetTable {
  id: string
  kind: 'truck' | 'room' | 'box'
  /** plate of a truck, name or number of a room or box; unique */
  name: string
  organisation_id: string
  /** who drives it, where that is not its owner */
  carrier_organisation_id: string | null
  state: AssetState
  revision: number
  created_at_ms: number
}

export interface CompartmentTable {
  id: string
  asset_id: string
  /** what layouts and frames call it, such as `c1` */
  code: string
  name_zh: string
  name_en: string
  volume_cubic_metres: number
  /** of a zone of a room; null: not a room */
  floor_area_square_metres: number | null
  min_celsius: number
  max_celsius: number
  removed_at_ms: number | null
}

export interface ProbeTable {
  id: string
  organisation_id: string
  /** as the maker stamped it, unique */
  serial_number: string
  /** profile by which the agent reads it */
  model: string
  state: ProbeState
  /** of the newest certificate, YYYY-MM-DD; null: there is none */
  calibration_due_on: string | null
  /** of the newest certificate: 0: its errors are past the limits */
  calibration_passed: number | null
  revision: number
  created_at_ms: number
}

/** Which probe measured where, from when to when: rows are ended, never removed. */
export interface ProbeFittingTable {
  id: string
  probe_id: string
  asset_id: string
  compartment_id: string
  /** what layouts and frames call the measuring point, such as `p1` */
  point: string
  bus: string
  /** Modbus address on the bus */
  unit: number
  fitted_at_ms: number
  removed_at_ms: number | null
}

/** Never changed: a correction is a new certificate. */
export interface CalibrationCertificateTable {
  id: string
  probe_id: string
  number: string
  issuer: string
  /** YYYY-MM-DD, as on the paper */
  calibrated_on: string
  due_on: string
  /** JSON of [{atCelsius, errorCelsius}] */
  points: string
  /** 0: an error of it is past what GSP Annex 3 allows */
  within_limits: number
  /** SM3 of the document, hex; null: none was handed in */
  document_digest: string | null
  created_at_ms: number
}

export interface CalibrationDocumentTable {
  certificate_id: string
  media_type: string
  bytes: Uint8Array
}

export interface DeviceTable {
  /** what topics and frames call it */
  id: string
  asset_id: string | null
  state: DeviceState
  /** hex SHA-256 of the broker secret; null: not enrolled yet */
  secret_hash: string | null
  revision: number
  created_at_ms: number
}

/** Every key that a device ever had. */
export interface DeviceKeyTable {
  device_id: string
  /** SM3 of the public key, hex: what an epoch's opening names */
  fingerprint: string
  /** uncompressed SM2 point, hex */
  public_key: string
  from_ms: number
  /** null: in force */
  until_ms: number | null
}

export interface EnrolmentCodeTable {
  /** SHA-256 of the code, hex */
  code_hash: string
  device_id: string
  made_by: string
  made_at_ms: number
  expires_at_ms: number
  used_at_ms: number | null
}

export interface DeviceAuthorityTable {
  fingerprint: string
  public_key: string
  name: string
  created_at_ms: number
  /** null: what it signs is taken */
  retired_at_ms: number | null
}

export interface DeviceCertificateTable {
  serial: string
  device_id: string
  /** of the device key that it certifies */
  fingerprint: string
  authority_fingerprint: string
  /** the very text that is signed */
  statement: string
  /** SM2, hex of r ‖ s */
  signature: string
  not_before_ms: number
  not_after_ms: number
  created_at_ms: number
}

/** What a device shall be set to; rows are added, the highest revision counts. */
export interface WantedSettingsTable {
  device_id: string
  revision: number
  /** the layout, JSON */
  document: string
  /** JSON; null: as the device's own file says */
  cadence: string | null
  /** null: as the device's own file says */
  broker_url: string | null
  made_at_ms: number
}

export interface SettingsReportTable {
  device_id: string
  applied_revision: number | null
  applied_hash: string | null
  trying_revision: number | null
  refused_revision: number | null
  refused_field: string | null
  refused_problem: string | null
  /** JSON */
  refused_others: string | null
  taken_back: 0 | 1 | null
  reported_at_ms: number
}

/** One row. Grows with every change that another instance, or the broker, must learn of. */
export interface FleetVersionTable {
  id: 1
  version: number
}

export interface FleetTables {
  asset: AssetTable
  compartment: CompartmentTable
  probe: ProbeTable
  probe_fitting: ProbeFittingTable
  calibration_certificate: CalibrationCertificateTable
  calibration_document: CalibrationDocumentTable
  device: DeviceTable
  device_key: DeviceKeyTable
  enrolment_code: EnrolmentCodeTable
  device_authority: DeviceAuthorityTable
  device_certificate: DeviceCertificateTable
  wanted_settings: WantedSettingsTable
  settings_report: SettingsReportTable
  fleet_version: FleetVersionTable
}
