import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AgentConfig } from '../config.ts'
import { messageOf } from '../message-of.ts'
import type { RecorderDatabase } from '../recorder/database.ts'
import { quarantined } from '../recorder/quarantine.ts'
import { hasTable, openReadOnly } from '../recorder/read-only-file.ts'
import { RECORDER_FILE } from '../recorder/recorder-file.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import type { RunningAgent } from './running-agent.ts'

const DAY_MS = 86_400_000
/** Older than that, what waits has a reason. */
const WAITING_TOO_LONG_MS = DAY_MS
/** A reading this much older than its interval: it does not record. */
const LATE_RECORDS = 3

interface RecorderFacts {
  readonly verdict: string
  readonly framesTotal: number
  readonly framesWaiting: number
  readonly oldestWaitingAtMs: number | null
  readonly lastRecordedAtMs: number | null
  readonly damagedRows: number
}

/** What the recorder's file says of itself; it is only read. */
export function checkRecorder({
  config: { directory, cadence },
  running,
  nowMs,
}: {
  readonly config: Pick<AgentConfig, 'directory' | 'cadence'>
  readonly running: RunningAgent | null
  readonly nowMs: number
}): Finding[] {
  const path = join(directory, RECORDER_FILE)
  const kept = quarantineFindings(path)
  if (!existsSync(path)) {
    const what = { zh: '还没有任何记录', en: 'Nothing has been recorded yet' }
    return [ok('recorder', 'nothing-recorded', { what }), ...kept]
  }
  let facts: RecorderFacts
  try {
    const file = openReadOnly(path)
    try {
      facts = readFacts(file.db)
    } finally {
      file.close()
    }
  } catch (error) {
    return [damaged(messageOf(error)), ...kept]
  }
  if (facts.verdict !== 'ok') return [damaged(facts.verdict), ...kept]
  return [...stateFindings(facts, { running, nowMs, recordIntervalMs: cadence.recordIntervalMs }), ...kept]
}

function readFacts(db: RecorderDatabase): RecorderFacts {
  const number = (sql: string): number => Number(db.prepare(sql).pluck().get() ?? 0)
  const numberOrNull = (sql: string): number | null => {
    const value: unknown = db.prepare(sql).pluck().get()
    return typeof value === 'number' ? value : null
  }
  return {
    verdict: String(db.pragma('quick_check(1)', { simple: true })),
    framesTotal: number('SELECT count(*) FROM frames'),
    framesWaiting: number('SELECT count(*) FROM waiting'),
    oldestWaitingAtMs: numberOrNull(
      'SELECT min(f.closed_at) FROM waiting w JOIN frames f ON f.epoch = w.epoch AND f.n = w.n',
    ),
    lastRecordedAtMs: numberOrNull('SELECT max(last_wall_ms) FROM boots'),
    damagedRows: hasTable(db, 'damaged_rows') ? number('SELECT count(*) FROM damaged_rows') : 0,
  }
}

function stateFindings(
  { framesTotal, framesWaiting, oldestWaitingAtMs, lastRecordedAtMs, damagedRows }: RecorderFacts,
  {
    running,
    nowMs,
    recordIntervalMs,
  }: { readonly running: RunningAgent | null; readonly nowMs: number; readonly recordIntervalMs: number },
): Finding[] {
  const last = lastRecordedAtMs === null ? null : new Date(lastRecordedAtMs).toISOString()
  const detail = { framesTotal, framesWaiting, lastRecordedAt: last, damagedRows }
  const findings: Finding[] = [
    ok('recorder', 'recorder-sound', {
      what: {
        zh: `记录文件完好：共 ${framesTotal} 帧，${framesWaiting} 帧待上传，最近一次记录 ${last ?? '无'}`,
        en: `The recorder’s file is sound: ${framesTotal} frames, ${framesWaiting} of them waiting for the cloud, last record ${last ?? 'none'}`,
      },
      detail,
    }),
  ]
  const fault = running?.cab?.recording.state === 'fault' ? (running.cab.recording.problem ?? 'fault') : null
  const isLate = running !== null && nowMs - (lastRecordedAtMs ?? 0) > recordIntervalMs * LATE_RECORDS
  if (fault !== null || isLate) {
    findings.push(
      problem('recorder', 'not-recording', {
        what: {
          zh: `程序在运行，但没有在记录${fault === null ? `（最近一次 ${last ?? '无'}）` : `：${fault}`}`,
          en: `The agent runs and does not record${fault === null ? ` (last record ${last ?? 'none'})` : `: ${fault}`}`,
        },
        next: {
          zh: '查看上面的磁盘检查结果和 journalctl -u coldrx-edge；刚启动的请等几分钟再查一次',
          en: 'See what was found of the disk, and journalctl -u coldrx-edge; if it has only just started, look again in a few minutes',
        },
        detail,
      }),
    )
  }
  if (oldestWaitingAtMs !== null && nowMs - oldestWaitingAtMs > WAITING_TOO_LONG_MS) {
    const days = Math.floor((nowMs - oldestWaitingAtMs) / DAY_MS)
    findings.push(
      warning('recorder', 'waiting-for-long', {
        what: {
          zh: `有 ${framesWaiting} 帧没有上传，最早的已等了 ${days} 天；它们仍完好地存在车上`,
          en: `${framesWaiting} frames have not reached the cloud, the oldest for ${days} days; they are safe on this device`,
        },
        next: { zh: '检查网络和消息服务器（见下）', en: 'Check the network and the broker (below)' },
        detail: { ...detail, days },
      }),
    )
  }
  if (damagedRows > 0) {
    findings.push(
      warning('recorder', 'damaged-rows', {
        what: {
          zh: `有 ${damagedRows} 行记录无法读取，已另存`,
          en: `${damagedRows} rows could not be read and were set aside`,
        },
        next: { zh: '更换存储卡；保留旧卡作为证据', en: 'Replace the card, and keep the old one as evidence' },
        detail,
      }),
    )
  }
  return findings
}

function damaged(reason: string): Finding {
  return problem('recorder', 'recorder-damaged', {
    what: { zh: `记录文件无法读取：${reason}`, en: `The recorder’s file cannot be read: ${reason}` },
    next: {
      zh: '不要删除它。重启服务：程序会把它移到 quarantine/，抢救其中可读的部分，并继续记录；之后更换存储卡',
      en: 'Do not delete it. Restart the service: it moves the file to quarantine/, saves what can be read of it and records on. Then replace the card',
    },
    detail: { reason },
  })
}

function quarantineFindings(path: string): Finding[] {
  const kept = quarantined(path).length
  if (kept === 0) return []
  return [
    warning('recorder', 'quarantined', {
      what: {
        zh: `quarantine/ 中有 ${kept} 个损坏的旧记录文件`,
        en: `There are ${kept} damaged files of before in quarantine/`,
      },
      next: {
        zh: '把它们复制到安全处留作证据；如果反复出现，请更换存储卡，并检查点火断电时的供电',
        en: 'Copy them to a safe place as evidence; if there are more and more, replace the card and check the power at ignition',
      },
      detail: { kept },
    }),
  ]
}
