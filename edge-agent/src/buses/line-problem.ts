import type { Text } from '../command-line/text.ts'
import { messageOf } from '../message-of.ts'
import { describeLine, type LineSettings, type OpenLine } from './line.ts'
import { type LineHolder, lineHolder } from './line-holder.ts'

export interface LineProblem {
  readonly code: 'missing' | 'denied' | 'held' | 'refused' | 'unreachable' | 'other'
  readonly what: Text
  readonly next: Text
}

const CODES: Readonly<Record<string, LineProblem['code']>> = {
  ENOENT: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  EBUSY: 'held',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
}

/** serialport puts the system's words into its message, and no code. */
const PHRASES: readonly (readonly [RegExp, LineProblem['code']])[] = [
  [/cannot lock port|resource busy/i, 'held'],
  [/permission denied/i, 'denied'],
  [/no such file/i, 'missing'],
  [/no connection in time/i, 'unreachable'],
]

/** Opens a line and closes it again. Null: it can be opened. */
export async function problemOpening(settings: LineSettings, openLine: OpenLine): Promise<LineProblem | null> {
  try {
    const tried = await openLine(settings, { onBytes: () => undefined, onLost: () => undefined })
    await tried.close()
    return null
  } catch (error) {
    const problem = lineProblem(error, settings)
    return problem.code === 'held' ? lineProblem(error, settings, await lineHolder(settings)) : problem
  }
}

/** What is wrong with a line that cannot be opened, and what to do about it. */
export function lineProblem(error: unknown, settings: LineSettings, holder: LineHolder | null = null): LineProblem {
  const reason = messageOf(error)
  const line = describeLine(settings)
  const known = error instanceof Error && 'code' in error ? CODES[String(error.code)] : undefined
  const code = holder === null ? (known ?? PHRASES.find(([phrase]) => phrase.test(reason))?.[1] ?? 'other') : 'held'
  return { code, ...WORDS[code]({ line, reason, holder }) }
}

type Told = { readonly line: string; readonly reason: string; readonly holder: LineHolder | null }

const WORDS: Readonly<Record<LineProblem['code'], (told: Told) => Pick<LineProblem, 'what' | 'next'>>> = {
  missing: ({ line }) => ({
    what: { zh: `没有设备 ${line}`, en: `There is no device ${line}` },
    next: {
      zh: '检查转换器是否插好；现有的设备见 ls -l /dev/serial/by-id',
      en: 'Check that the adapter is plugged in; ls -l /dev/serial/by-id shows what there is',
    },
  }),
  denied: ({ line }) => ({
    what: { zh: `无权打开 ${line}`, en: `${line} may not be opened by this user` },
    next: {
      zh: '把用户加入 dialout 组后重新登录，或以 root 运行',
      en: 'Add the user to the group dialout and log in again, or run this as root',
    },
  }),
  held: ({ line, holder }) => ({
    what: {
      zh: `${line} 正被${holder === null ? '另一个程序' : `进程 ${holder.pid}（${holder.command}）`}使用`,
      en: `${line} is in use by ${holder === null ? 'another program' : `process ${holder.pid} (${holder.command})`}`,
    },
    next: {
      zh: '同一线路不能有两个主站：先停止它（systemctl stop coldrx-edge），测完再启动',
      en: 'Two masters on one line spoil each other’s readings: stop that one first (systemctl stop coldrx-edge), start it afterwards',
    },
  }),
  refused: ({ line }) => ({
    what: { zh: `串口服务器拒绝连接 ${line}`, en: `The serial server refuses a connection to ${line}` },
    next: {
      zh: '检查端口号，以及服务器是否处于 TCP Server 透传模式',
      en: 'Check the port number, and that the server is set to TCP server with raw bytes',
    },
  }),
  unreachable: ({ line, reason }) => ({
    what: { zh: `无法到达 ${line}（${reason}）`, en: `${line} cannot be reached (${reason})` },
    next: { zh: '检查网线、IP 地址和电源', en: 'Check its cable, its IP address and its power' },
  }),
  other: ({ line, reason }) => ({
    what: { zh: `无法打开 ${line}：${reason}`, en: `${line} cannot be opened: ${reason}` },
    next: { zh: '检查它是不是串口设备', en: 'Check that it is a serial device' },
  }),
}
