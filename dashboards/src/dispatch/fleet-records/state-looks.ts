import type { IconName } from '../../ui/icons.ts'
import type { Tone } from '../../ui/StatusTag.vue'
import type { Asset, Calibration, Device, DeviceVersion, Probe } from './records.ts'

interface Look {
  readonly tone: Tone
  readonly icon: IconName
}

export const ASSET_LOOK: Readonly<Record<Asset['state'], Look>> = {
  'in-preparation': { tone: 'provisional', icon: 'clock' },
  'in-service': { tone: 'in', icon: 'check' },
  'out-of-service': { tone: 'unknown', icon: 'attention' },
  retired: { tone: 'offline', icon: 'minus' },
}

export const PROBE_LOOK: Readonly<Record<Probe['state'], Look>> = {
  'in-stock': { tone: 'provisional', icon: 'box' },
  fitted: { tone: 'in', icon: 'check' },
  due: { tone: 'out', icon: 'alarm' },
  retired: { tone: 'offline', icon: 'minus' },
}

export const CALIBRATION_LOOK: Readonly<Record<Calibration, Look>> = {
  valid: { tone: 'in', icon: 'check' },
  'due-soon': { tone: 'unknown', icon: 'clock' },
  overdue: { tone: 'out', icon: 'alarm' },
  failed: { tone: 'out', icon: 'alarm' },
  none: { tone: 'out', icon: 'question' },
}

export const DEVICE_LOOK: Readonly<Record<Device['state'], Look>> = {
  registered: { tone: 'provisional', icon: 'clock' },
  active: { tone: 'in', icon: 'check' },
  revoked: { tone: 'offline', icon: 'minus' },
}

export const UPDATE_LOOK: Readonly<Record<NonNullable<DeviceVersion['order']>['state'], Look>> = {
  ordered: { tone: 'provisional', icon: 'clock' },
  fetching: { tone: 'provisional', icon: 'clock' },
  waiting: { tone: 'provisional', icon: 'clock' },
  trying: { tone: 'unknown', icon: 'clock' },
  kept: { tone: 'in', icon: 'check' },
  'taken-back': { tone: 'out', icon: 'attention' },
  refused: { tone: 'out', icon: 'attention' },
  dropped: { tone: 'offline', icon: 'minus' },
}
