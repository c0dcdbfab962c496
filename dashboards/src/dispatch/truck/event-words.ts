import type { IconName } from '../../ui/icons.ts'
import { markWord } from '../../ui/marks.ts'
import { en as common } from '../../ui/messages/en.ts'
import type { Tone } from '../../ui/StatusTag.vue'
import type { TruckEvent } from '../contract.ts'
import { updateProblem } from '../update-problem.ts'
import type { Key } from '../words.ts'
import { gapReason } from './gap-reason.ts'
import { eventsEn } from './messages-en.ts'

type Code = keyof typeof eventsEn.told
type Values = Record<string, string | number>

interface Words {
  readonly t: (key: Key, values?: Values) => string
  readonly number: (value: number) => string
}

const isCode = (code: string): code is Code => Object.hasOwn(eventsEn.told, code)

/** What an event says, in words; one that this page does not know yet is named by its code. */
export function eventTitle({ code, subject, detail }: TruckEvent, { t }: Words): string {
  if (!isCode(code)) return t('events.other', { code })
  const values: Values = {
    alarm: t(`events.alarm.${wordFor(eventsEn.alarm, detail.alarm)}`),
    relay: t(`events.relay.${wordFor(eventsEn.relay, detail.purpose)}`),
    to: String(detail.to ?? ''),
    ...(typeof detail.version === 'string' ? { version: detail.version } : {}),
    step: t(`events.step.${wordFor(eventsEn.step, subject)}`),
  }
  // a named place of the company, and not a stop of the trip
  if (code === 'geofence-entered' && isNamedFence(detail)) return t('events.fenceEntered')
  if (code === 'geofence-left' && isNamedFence(detail)) return t('events.fenceLeft')
  return t(`events.told.${code}`, values)
}

const isNamedFence = (detail: TruckEvent['detail']): boolean => typeof detail.kind === 'string'

/** What is known about it besides, in words; '' where that is nothing. */
export function eventNote({ code, detail }: TruckEvent, { t, number }: Words): string {
  const celsius = (value: unknown) => (typeof value === 'number' ? number(value) : t('noValue'))
  switch (code) {
    case 'gap':
    case 'lost':
      return typeof detail.reason === 'string' ? t(gapReason(detail.reason)) : ''
    case 'out-of-range':
      return t('events.celsius', { celsius: celsius(detail.celsius) })
    case 'probe-fault':
    case 'position-lost':
      return t(`mark.${markWord(typeof detail.mark === 'string' ? detail.mark : null)}`)
    case 'implausible-jump':
      return t('events.jump', { from: celsius(detail.fromCelsius), to: celsius(detail.celsius) })
    case 'probes-disagree':
      return t('events.difference', { celsius: celsius(detail.differenceCelsius) })
    case 'checklist-step':
      return [
        detail.check === 'overridden' ? t('cabPaper.check.overridden') : '',
        typeof detail.reason === 'string' ? t(`overrideReason.${wordFor(common.overrideReason, detail.reason)}`) : '',
      ]
        .filter((text) => text !== '')
        .join(' · ')
    case 'geofence-entered':
    case 'geofence-left':
      return isForbidden(detail) ? t('fenceKind.forbidden') : ''
    case 'trip-ended':
      return typeof detail.open === 'number' && detail.open > 0 ? t('events.aboard', { n: detail.open }) : ''
    case 'alarm-acknowledged':
      return t(detail.by === 'cab-screen' ? 'events.byScreen' : 'events.byDriver')
    case 'sms-sent':
    case 'sms-failed':
      return typeof detail.attempt === 'number' ? t('events.repeat', { n: detail.attempt }) : ''
    case 'updated':
      return typeof detail.from === 'string' && detail.from !== '' ? t('events.updatedFrom', { from: detail.from }) : ''
    case 'update-taken-back':
    case 'update-refused': {
      const why = t(`fleet.release.problem.${updateProblem(String(detail.problem ?? ''))}`)
      const { stays } = detail
      return typeof stays === 'string' && stays !== '' ? `${why} · ${t('events.stays', { version: stays })}` : why
    }
    default:
      return ''
  }
}

const BAD = { tone: 'out', icon: 'alarm' } as const
const DOUBTFUL = { tone: 'unknown', icon: 'attention' } as const
const GOOD = { tone: 'in', icon: 'check' } as const

const LOOKS: Readonly<Record<string, { readonly tone: Tone; readonly icon: IconName }>> = {
  'out-of-range': BAD,
  'alarm-raised': BAD,
  lost: BAD,
  gap: DOUBTFUL,
  'power-lost': DOUBTFUL,
  'probe-fault': DOUBTFUL,
  'implausible-jump': DOUBTFUL,
  'probes-disagree': DOUBTFUL,
  'position-lost': DOUBTFUL,
  'relay-lost': DOUBTFUL,
  'sms-failed': DOUBTFUL,
  'update-taken-back': DOUBTFUL,
  'update-refused': DOUBTFUL,
  updated: GOOD,
  'back-in-range': GOOD,
  'alarm-cleared': GOOD,
}

const isForbidden = (detail: TruckEvent['detail']): boolean => detail.kind === 'forbidden'

/** undefined: nothing to be looked at twice */
export function eventLook({
  code,
  detail,
}: Pick<TruckEvent, 'code' | 'detail'>): { readonly tone: Tone; readonly icon: IconName } | undefined {
  return code === 'geofence-entered' && isForbidden(detail) ? BAD : LOOKS[code]
}

/** What a place was called when the truck told of it; undefined: it told none. */
export function toldName({
  detail,
}: Pick<TruckEvent, 'detail'>): { readonly zh: string; readonly en: string } | undefined {
  const { nameZh: zh, nameEn: en } = detail
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : undefined
}

function wordFor<T extends { readonly other: string }>(words: T, wanted: unknown): keyof T & string {
  return typeof wanted === 'string' && Object.hasOwn(words, wanted) ? (wanted as keyof T & string) : 'other'
}
