import type { Language, Text } from '../command-line/text.ts'
import type { ChannelSample } from '../sampling/tick.ts'
import type { SlaveReading, SlaveReport } from './read-slave.ts'

const MARKS: Readonly<Record<ChannelSample['mark'], Text>> = {
  ok: { zh: '正常', en: 'good' },
  range: { zh: '超出探头量程', en: 'beyond what the probe can measure' },
  frozen: { zh: '数值不动', en: 'does not move' },
  timeout: { zh: '无应答', en: 'no answer' },
  crc: { zh: '校验错误（干扰、波特率或终端电阻）', en: 'damaged answers (noise, baud rate or termination)' },
  exception: { zh: '设备拒绝该请求（型号不对？）', en: 'refuses the request (another model?)' },
  invalid: { zh: '探头报告无有效数值', en: 'says itself that it has no value' },
  open: { zh: '线路未打开', en: 'the line is not open' },
  void: { zh: '无定位', en: 'no fix' },
}

export const markWords = (mark: ChannelSample['mark'], language: Language): string => MARKS[mark][language]

const UNITS: Readonly<Record<SlaveReading['unit'], string>> = { Cel: ' °C', '%': ' %', 1: '' }

export function readingWords({ quantity, value, unit, mark }: SlaveReading, language: Language): string {
  if (quantity === 'input') return String(value)
  const number = value === null ? '—' : `${value}${UNITS[unit]}`
  return mark === 'ok' ? number : `${number} (${markWords(mark, language)})`
}

const CERTAINTIES: Readonly<Record<NonNullable<SlaveReport['certainty']>, Text>> = {
  given: { zh: '', en: '' },
  recognised: { zh: '已识别', en: 'recognised' },
  fits: { zh: '吻合', en: 'fits' },
}

const UNKNOWN: Text = { zh: '有应答，型号未知', en: 'answers, model not known' }

/** Unit, model, readings, remarks: cells of one line of a table. */
export function slaveCells(report: SlaveReport, language: Language): string[] {
  const { unit, profile, certainty, alternatives, readings, failure } = report
  const told = certainty === null ? '' : CERTAINTIES[certainty][language]
  const model = profile === null ? '' : `${profile}${told === '' ? '' : ` (${told})`}`
  const inputs = readings.filter(({ quantity }) => quantity === 'input').map(({ value }) => value)
  const measured = ['temperature', 'humidity'].map((quantity) => {
    const reading = readings.find((one) => one.quantity === quantity)
    return reading === undefined ? '' : readingWords(reading, language)
  })
  const remarks = [
    ...(failure === null ? [] : [markWords(failure.mark, language)]),
    ...(failure === null && profile === null ? [UNKNOWN[language]] : []),
    ...(inputs.length === 0 ? [] : [`${language === 'zh' ? '输入' : 'inputs'} ${inputs.join('')}`]),
    ...(alternatives.length === 0 ? [] : [`${language === 'zh' ? '也吻合' : 'fits too'}: ${alternatives.join(', ')}`]),
  ]
  return [String(unit), model, ...measured, remarks.join(language === 'zh' ? '；' : '; ')]
}

export const SLAVE_HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  zh: ['地址', '型号', '温度', '湿度', '说明'],
  en: ['unit', 'profile', 'temperature', 'humidity', 'remarks'],
}
