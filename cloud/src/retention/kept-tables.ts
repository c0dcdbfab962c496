import type { BusinessTables } from '../business-database/tables.ts'

/**
 * How long the rows of each table are kept:
 * - `gsp`: five years at least; nothing of ours removes them, and the database refuses it before
 * - `audit`: by the kind of each entry, with a sealed row for what went
 * - `log`: as long as logs are
 * - `transient`: until they have run out or were used
 * - `current`: what is so now; who changed it when, the audit says
 */
type Keeping = 'gsp' | 'audit' | 'log' | 'transient' | 'current'

export const TABLES: Readonly<Record<keyof BusinessTables, Keeping>> = {
  asset: 'gsp',
  audit_address_key: 'current',
  audit_check: 'current',
  audit_checkpoint: 'audit',
  audit_entry: 'audit',
  audit_head: 'audit',
  audit_removal: 'audit',
  calibration_certificate: 'gsp',
  calibration_document: 'gsp',
  compartment: 'gsp',
  consent: 'gsp',
  custody: 'gsp',
  daily_task: 'current',
  device: 'gsp',
  device_authority: 'gsp',
  device_certificate: 'gsp',
  device_document: 'gsp',
  device_key: 'gsp',
  device_version: 'current',
  enrolment_code: 'log',
  episode: 'gsp',
  episode_change: 'gsp',
  episode_cursor: 'current',
  episode_state: 'current',
  erasure: 'gsp',
  recipient_erasure: 'gsp',
  fleet_version: 'current',
  geofence: 'gsp',
  idempotent_request: 'transient',
  inspection: 'gsp',
  oauth_client: 'current',
  oauth_code: 'log',
  oauth_grant: 'log',
  oauth_refresh_token: 'log',
  organisation: 'current',
  outbox_follower: 'current',
  outbox_message: 'log',
  outside_identity: 'current',
  outside_sign_in: 'transient',
  person: 'current',
  person_name_index: 'current',
  person_role: 'current',
  probe: 'gsp',
  probe_fitting: 'gsp',
  release: 'current',
  release_part: 'current',
  rule_set: 'gsp',
  rule_set_version: 'gsp',
  session: 'transient',
  settings_report: 'current',
  shipment: 'gsp',
  shipment_box: 'gsp',
  sign_in_attempts: 'transient',
  trip: 'gsp',
  trip_stop: 'gsp',
  truck_geofences: 'current',
  truck_paper: 'current',
  update_order: 'current',
  wanted_settings: 'gsp',
  webhook: 'current',
}
