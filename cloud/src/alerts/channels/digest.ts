import type { Message } from './channel.ts'
import { cutToBytes, subjectOf, wholeTextOf } from './message-text.ts'

const GAP = '\n\n'

/** Several messages as one text of at most so many bytes: whole ones as long as they fit, then subjects, then a count. */
export function digestOf(messages: readonly Message[], mostBytes: number): string {
  const [only] = messages
  if (only !== undefined && messages.length === 1) return cutToBytes(wholeTextOf(only), mostBytes)
  const whole = messages.map(wholeTextOf).join(GAP)
  if (Buffer.byteLength(whole) <= mostBytes) return whole
  const isEnglish = messages.every(({ language }) => language === 'en')
  const head = isEnglish ? `${messages.length} alarms` : `${messages.length} 条告警`
  const rest = (count: number): string => (isEnglish ? `… and ${count} more` : `……另有 ${count} 条`)
  const lines = messages.map((message) => `· ${subjectOf(message)} ${message.link}`)
  for (let shown = lines.length; shown > 0; shown--) {
    const left = lines.length - shown
    const text = [head, ...lines.slice(0, shown), ...(left > 0 ? [rest(left)] : [])].join('\n')
    if (Buffer.byteLength(text) <= mostBytes) return text
  }
  return cutToBytes([head, ...lines].join('\n'), mostBytes)
}
