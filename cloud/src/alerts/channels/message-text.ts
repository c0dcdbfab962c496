import { createHash } from 'node:crypto'
import type { Message } from './channel.ts'

/** Stands in messages of providers that give no field for an id of ours, so that they can be found again. */
export function referenceOf({ id }: Pick<Message, 'id'>): string {
  return `#${createHash('sha256').update(id).digest('hex').slice(0, 8)}`
}

export function subjectOf({ subject, repeat, language }: Message): string {
  if (!repeat) return subject
  return language === 'en' ? `[repeat] ${subject}` : `【重发】${subject}`
}

/** As one text: subject, text, link. */
export function wholeTextOf(message: Message): string {
  return [subjectOf(message), message.text, message.link].filter((part) => part !== '').join('\n')
}

/** At most so many UTF-16 units, which is what providers count, with an ellipsis where something went. */
export function cutToLength(text: string, most: number): string {
  if (text.length <= most) return text
  const kept = text.slice(0, most - 1)
  // half a character is none
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`
}

/** At most so many bytes of UTF-8. */
export function cutToBytes(text: string, most: number): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= most) return text
  const ellipsis = '…'
  let end = most - Buffer.byteLength(ellipsis)
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return bytes.subarray(0, end).toString('utf8') + ellipsis
}
