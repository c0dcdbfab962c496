import type { Episode, EpisodeKind } from '../excursions/episode.ts'
import type { Names } from '../identity/names.ts'
import type { Message } from './channels/channel.ts'
import type { Language } from './recipients.ts'

/** Something to tell, with the names that people know. */
export interface ToldEpisode {
  readonly episode: Episode
  /** plate, or the name of a room or box */
  readonly asset: string
  readonly compartment: Names | null
  /** how many times it came back before it was quiet */
  readonly episodes: number
}

interface Words {
  readonly kinds: Readonly<Record<EpisodeKind, string>>
  readonly todo: Readonly<Record<EpisodeKind, string>>
}

const WORDS: Readonly<Record<Language, Words>> = {
  'zh-CN': {
    kinds: {
      ...{ temperature: '温度超限', critical: '温度达到临界值', trend: '温度即将超限', humidity: '湿度超限' },
      ...{ rate: '温度变化过快', silence: '数据中断', 'probe-fault': '测温探头故障', door: '车门长时间未关' },
      ...{ power: '断电', 'off-route': '偏离路线', 'unplanned-stop': '计划外停车', 'forbidden-place': '进入禁区' },
      ...{ clock: '时钟异常', disk: '存储空间不足', recorder: '记录仪异常' },
    },
    todo: {
      ...{ temperature: '联系司机,检查制冷机与车门', critical: '立即联系司机,检查制冷机与车门' },
      ...{ trend: '联系司机,检查制冷机与车门', humidity: '检查除湿与密封', rate: '联系司机,确认车门与制冷机' },
      ...{ silence: '联系司机,确认终端通电与网络', 'probe-fault': '安排检修探头,先看另一个探头' },
      ...{ door: '联系司机关门', power: '联系司机恢复供电', 'off-route': '联系司机确认路线' },
      ...{ 'unplanned-stop': '联系司机确认原因', 'forbidden-place': '联系司机驶离', clock: '安排检修终端' },
      ...{ disk: '安排检修终端', recorder: '安排检修终端' },
    },
  },
  en: {
    kinds: {
      ...{ temperature: 'temperature out of range', critical: 'temperature at the critical value' },
      ...{ trend: 'temperature about to leave its range', humidity: 'humidity out of range' },
      ...{ rate: 'temperature changing fast', silence: 'no readings arrive', 'probe-fault': 'probe fault' },
      ...{ door: 'door open too long', power: 'power cut', 'off-route': 'off its route' },
      ...{ 'unplanned-stop': 'unplanned stop', 'forbidden-place': 'in a forbidden place', clock: 'clock fault' },
      ...{ disk: 'storage nearly full', recorder: 'recorder fault' },
    },
    todo: {
      ...{ temperature: 'call the driver: check unit and door', critical: 'call the driver now: check unit and door' },
      ...{ trend: 'call the driver: check unit and door', humidity: 'check drying and seals' },
      ...{ rate: 'call the driver: check door and unit', silence: 'call the driver: check power and network' },
      ...{ 'probe-fault': 'have the probe looked at; go by the other one', door: 'call the driver: close the door' },
      ...{ power: 'call the driver: restore power', 'off-route': 'call the driver: ask for the route' },
      ...{ 'unplanned-stop': 'call the driver: ask why', 'forbidden-place': 'call the driver: drive on' },
      ...{
        clock: 'have the recorder looked at',
        disk: 'have the recorder looked at',
        recorder: 'have the recorder looked at',
      },
    },
  },
}

export type WordedMessage = Pick<Message, 'subject' | 'text' | 'link' | 'language'> &
  Required<Pick<Message, 'template'>>

const joined = (parts: readonly (string | undefined)[], gap: string) =>
  parts.filter((part) => part !== undefined).join(gap)

/** China's wall time: the organisations are there, and so is whoever reads it. */
function timeOf(ms: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{
      timeZone: 'Asia/Shanghai',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    },
  }).formatToParts(ms)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('month')}-${of('day')} ${of('hour')}:${of('minute')}`
}

function whereOf({ asset, compartment }: ToldEpisode, language: Language): string {
  if (compartment === null) return asset
  return `${asset} ${language === 'en' ? compartment.en : compartment.zh}`
}

function whatOf({ episode: { kind, peakCelsius, limit } }: ToldEpisode, language: Language): string {
  const isEnglish = language === 'en'
  const measured = peakCelsius === null ? undefined : `${peakCelsius.toFixed(1)} °C`
  const limited = limit && `${isEnglish ? 'limit' : '限值'} ${limit.celsius.toFixed(1)} °C`
  const numbers = joined([measured, limited ?? undefined], isEnglish ? ', ' : ',')
  const named = WORDS[language].kinds[kind]
  if (numbers === '') return named
  return isEnglish ? `${named} (${numbers})` : `${named}(${numbers})`
}

/** undefined: there is no prediction */
function leftOf({ episode: { minutesLeft, closedAtMs } }: ToldEpisode, language: Language): string | undefined {
  if (minutesLeft === null || closedAtMs !== null) return undefined
  const [low, likely, high] = [minutesLeft.low, minutesLeft.likely, minutesLeft.high].map(Math.round)
  return language === 'en'
    ? `about ${likely} min until the goods are at risk (${low} to ${high})`
    : `约 ${likely} 分钟后药品受影响(${low}–${high} 分钟)`
}

function sinceOf({ episode: { openedAtMs, closedAtMs } }: ToldEpisode, language: Language): string {
  const isEnglish = language === 'en'
  const from = timeOf(openedAtMs)
  if (closedAtMs !== null) return isEnglish ? `${from} to ${timeOf(closedAtMs)}` : `${from} 至 ${timeOf(closedAtMs)}`
  return isEnglish ? `since ${from}` : `自 ${from} 起`
}

/** What somebody is told: of one, or of several in one message. */
export function wordsOf(
  kind: 'page' | 'closed',
  told: readonly ToldEpisode[],
  { language, linkOf }: { readonly language: Language; readonly linkOf: (episode: Episode) => string },
): WordedMessage {
  const isEnglish = language === 'en'
  const [first] = told
  if (first === undefined) throw new Error('a message tells of something')
  const where = whereOf(first, language)
  const lines = told.map((one) => {
    const often = one.episodes > 1 ? (isEnglish ? `${one.episodes} times` : `反复 ${one.episodes} 次`) : undefined
    return joined(
      [whereOf(one, language), whatOf(one, language), sinceOf(one, language), often, leftOf(one, language)],
      isEnglish ? ', ' : ',',
    )
  })
  const todo = WORDS[language].todo[first.episode.kind]
  const link = linkOf(first.episode)
  const isOne = told.length === 1
  const isGsp = told.some(({ episode: { severity } }) => severity === 'gsp')
  const head =
    kind === 'closed'
      ? isEnglish
        ? 'Over'
        : '已恢复'
      : isGsp
        ? isEnglish
          ? 'GSP alarm'
          : 'GSP 报警'
        : isEnglish
          ? 'Alert'
          : '告警'
  const what = isOne ? whatOf(first, language) : isEnglish ? `${told.length} alerts` : `${told.length} 项告警`
  const subject = isEnglish ? `${head}: ${where}, ${what}` : `${head}:${where} ${what}`
  const code = kind === 'closed' ? 'closed' : isOne ? 'alarm' : 'digest'
  const since = sinceOf(first, language)
  const left = leftOf(first, language)
  const values = { where, what, since, ...(left && { left }), ...(kind === 'page' && { todo }) }
  const asked = kind === 'page' ? (isEnglish ? `To do: ${todo}.` : `请:${todo}。`) : undefined
  const text = joined([...(isOne ? [lines[0]] : lines.map((line, at) => `${at + 1}. ${line}`)), asked], '\n')
  return { language, subject, text, link, template: { code, values } }
}

/** A message that tests a plan: nobody shall take it for an alarm. */
export function testWords(
  plan: Names,
  { language, link }: { readonly language: Language; readonly link: string },
): WordedMessage {
  const isEnglish = language === 'en'
  const name = isEnglish ? plan.en : plan.zh
  const subject = isEnglish ? `TEST: plan "${name}"` : `【测试】告警方案“${name}”`
  const text = isEnglish
    ? 'This is a test of the alert plan. There is no alarm, and nothing to do.'
    : '这是告警方案的测试消息,没有发生报警,无需处理。'
  return {
    language,
    subject,
    text,
    link,
    template: { code: 'test', values: { what: subject, todo: isEnglish ? 'nothing' : '无需处理' } },
  }
}
