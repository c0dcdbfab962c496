import { LINK_LANES, type LinkLane } from '@coldrx/protocol'
import type { Language, Text } from '../command-line/text.ts'
import type { AgentConfig } from '../config.ts'
import { messageOf } from '../message-of.ts'
import { SAVING_FROM } from '../uplink/link-budget.ts'
import { createLinkUse, totalBytes } from '../uplink/link-use.ts'
import { readLinkUse } from '../uplink/link-use-file.ts'
import { type Finding, ok, warning } from './finding.ts'

const LANE_WORDS: Readonly<Record<LinkLane, Text>> = {
  events: { zh: '报警和事件', en: 'alarms and events' },
  frames: { zh: '记录', en: 'records' },
  hints: { zh: '实时显示', en: 'live values' },
  documents: { zh: '单据', en: 'documents' },
  rest: { zh: '连接', en: 'connection' },
}

/** What the link carried in the last 24 hours, beside what it may carry: as far as the agent has written it down. */
export function checkLink({ directory, link }: Pick<AgentConfig, 'directory' | 'link'>, nowMs: number): Finding[] {
  let spent: ReturnType<ReturnType<typeof createLinkUse>['spent']>
  try {
    const now = () => ({ monotonicMs: 0, wallMs: nowMs, clock: 'rtc' as const })
    spent = createLinkUse({ kept: readLinkUse(directory), now }).spent()
  } catch (error) {
    const reason = messageOf(error)
    return [
      warning('link', 'link-use-unreadable', {
        what: { zh: `无法读取流量统计：${reason}`, en: `What the link carried cannot be read: ${reason}` },
        next: { zh: '删除 link-use.json，统计会重新开始', en: 'Delete link-use.json: the count begins anew' },
        detail: { reason },
      }),
    ]
  }
  const { budgetBytesPerDay } = link
  const spentBytes = totalBytes(spent)
  const detail = { ...spent, spentBytes, budgetBytesPerDay }
  const lanes = (language: Language, separator: string): string =>
    LINK_LANES.map((lane) => `${LANE_WORDS[lane][language]} ${megabytes(spent[lane])}`).join(separator)
  if (budgetBytesPerDay === null) {
    return [
      ok('link', 'link-unlimited', {
        what: {
          zh: `24 小时流量 ${megabytes(spentBytes)}，没有限额（${lanes('zh', '，')}）`,
          en: `${megabytes(spentBytes)} in 24 hours, without a budget (${lanes('en', ', ')})`,
        },
        detail,
      }),
    ]
  }
  const what = {
    zh: `24 小时流量 ${megabytes(spentBytes)}，限额 ${megabytes(budgetBytesPerDay)}（${lanes('zh', '，')}）`,
    en: `${megabytes(spentBytes)} of ${megabytes(budgetBytesPerDay)} in 24 hours (${lanes('en', ', ')})`,
  }
  if (spentBytes < budgetBytesPerDay * SAVING_FROM) return [ok('link', 'link-within-budget', { what, detail })]
  return [
    warning('link', spentBytes < budgetBytesPerDay ? 'link-nearly-spent' : 'link-spent', {
      what,
      next: {
        zh: '实时显示变慢，报警和记录照常上传；如果经常这样，提高 link.budgetBytesPerDay',
        en: 'Live values come more rarely, alarms and records go all the same; if this is often so, raise link.budgetBytesPerDay',
      },
      detail,
    }),
  ]
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`
}
