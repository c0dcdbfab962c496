import { CADENCE_LIMITS, cadenceUseOf } from '@coldrx/protocol/rules'
import type { Asset, WantedSettings } from './records.ts'

export interface SettingsForm {
  /** the intervals are those of the device's own file */
  isCadenceOwn: boolean
  /** seconds, as typed */
  sample: string
  record: string
  out: string
  /** '': as the device's own file says */
  frame: string
  broker: string
}

export interface SettingsFault {
  /** a word below `fleet.settings` */
  readonly is: 'noInterval' | 'tooLong' | 'notMultiple' | 'noBroker'
  /** what the law allows */
  readonly mostSeconds?: number
}

type Field = 'sample' | 'record' | 'out' | 'frame' | 'broker'

/** of the wire; the law says nothing of it */
const MOST_FRAME_SECONDS = 3_600
const LEAST_SECONDS = 0.1

/** By field; a field that is not named is right. */
export function settingsFaults(form: SettingsForm, kind: Asset['kind']): Partial<Record<Field, SettingsFault>> {
  const faults: Partial<Record<Field, SettingsFault>> = {}
  if (form.broker !== '' && !/^mqtts?:\/\/\S+$/.test(form.broker)) faults.broker = { is: 'noBroker' }
  if (form.isCadenceOwn) return faults
  const limits = CADENCE_LIMITS[cadenceUseOf(kind)]
  const most = {
    sample: limits.sampleIntervalMs / 1_000,
    record: limits.recordIntervalMs / 1_000,
    out: limits.outOfRangeRecordIntervalMs / 1_000,
    frame: MOST_FRAME_SECONDS,
  }
  for (const field of ['sample', 'record', 'out', 'frame'] as const) {
    if (field === 'frame' && form.frame === '') continue
    const seconds = Number(form[field])
    if (!/^\d+(\.\d)?$/.test(form[field]) || seconds < LEAST_SECONDS) faults[field] = { is: 'noInterval' }
    else if (seconds > most[field]) faults[field] = { is: 'tooLong', mostSeconds: most[field] }
  }
  for (const field of ['record', 'out'] as const) {
    const isWhole = toMs(form[field]) % toMs(form.sample) === 0
    if (!isWhole && faults[field] === undefined && faults.sample === undefined) faults[field] = { is: 'notMultiple' }
  }
  return faults
}

/** What the form asks of the server. */
export function toWishes(form: SettingsForm): Pick<WantedSettings, 'cadence' | 'brokerUrl'> {
  const brokerUrl = form.broker === '' ? null : form.broker
  if (form.isCadenceOwn) return { cadence: null, brokerUrl }
  const cadence = {
    sampleIntervalMs: toMs(form.sample),
    recordIntervalMs: toMs(form.record),
    outOfRangeRecordIntervalMs: toMs(form.out),
    ...(form.frame === '' ? {} : { frameIntervalMs: toMs(form.frame) }),
  }
  return { cadence, brokerUrl }
}

const toMs = (seconds: string): number => Math.round(Number(seconds) * 1_000)
