import type { AlarmKind } from '../alarms/alarm.ts'

export type SmsLanguage = 'zh' | 'en'

/** What a message says of one alarm: what is wrong, and what to do. */
const KINDS: Readonly<Record<AlarmKind, Readonly<Record<SmsLanguage, string>>>> = {
  'out-of-range': { zh: '温度超限', en: 'out of range' },
  critical: { zh: '温度达到临界值', en: 'critical temperature reached' },
  trend: { zh: '温度即将超限', en: 'heading out of range' },
  cumulative: { zh: '累计超限时间过长', en: 'too long out of range in total' },
  'power-failure': { zh: '制冷机供电中断', en: 'cooling unit without power' },
  'door-open': { zh: '车门开启过久', en: 'door open too long' },
  'not-recording': { zh: '温度未被记录', en: 'temperatures are not recorded' },
  'probe-fault': { zh: '探头故障', en: 'probe fault' },
}

export interface SmsSubject {
  readonly kind: AlarmKind
  /** of the compartment, or a probe's id; '' for the asset as a whole */
  readonly name: string
  /** as it is now; null where it is none of the compartment's, or not known */
  readonly celsius: number | null
  /** HH:MM in Beijing time */
  readonly since: string
  readonly minutesLeft: number | null
}

export function smsText(
  { assetName, subjects, repeat }: { assetName: string; subjects: readonly SmsSubject[]; repeat: number },
  language: SmsLanguage,
): string {
  const isChinese = language === 'zh'
  const about = subjects.map(({ kind, name, celsius, since, minutesLeft }) => {
    const of = name === '' ? '' : isChinese ? `${name}：` : `${name}: `
    const value = celsius === null ? '' : isChinese ? ` ${celsius}℃` : ` ${celsius} °C`
    const left = minutesLeft === null ? '' : isChinese ? `，约${minutesLeft}分钟后` : `, in about ${minutesLeft} min`
    return `${of}${KINDS[kind][language]}${value}${left}${isChinese ? `（${since}起）` : ` (since ${since})`}`
  })
  if (isChinese) {
    return `【冷链报警】${repeat > 0 ? `重复第${repeat}次。` : ''}${assetName} ${about.join('；')}。车辆与平台失联，请联系司机处理。`
  }
  const again = repeat > 0 ? `Repeat ${repeat}. ` : ''
  return `[Cold chain alarm] ${again}${assetName} ${about.join('; ')}. The vehicle is offline: call its driver.`
}

/** Before a text that may have gone out already. */
export const MAY_BE_REPEATED: Readonly<Record<SmsLanguage, string>> = { zh: '（可能重复）', en: '(may be a repeat) ' }
