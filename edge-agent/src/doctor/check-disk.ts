import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentConfig } from '../config.ts'
import { messageOf } from '../message-of.ts'
import { RECORDER_FILE } from '../recorder/recorder-file.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

const MEBIBYTE = 1_048_576
/** What five years of frames of eight probes take (`npm run bench -- recorder`: 388 MiB), with the log that SQLite keeps beside them. */
const FIVE_YEARS_MEBIBYTES = 450
const ROOM_TO_RUN_BYTES = 100 * MEBIBYTE
const TRIAL_BYTES = 256 * 1_024
const TRIALS = 8
/** A committed reading waits for one such write: a card that needs longer is worn out. */
const SLOW_WRITE_MS = 500

/** Room, and whether what is written and synced comes back as it was. */
export async function checkDisk({
  directory,
  recorder,
}: Pick<AgentConfig, 'directory' | 'recorder'>): Promise<Finding[]> {
  return [...(await checkRoom(directory, recorder.mostMebibytes)), ...(await checkHealth(directory))]
}

async function checkRoom(directory: string, mostMebibytes: number): Promise<Finding[]> {
  try {
    const { bavail, bsize } = await statfs(directory)
    const recorded = await stat(join(directory, RECORDER_FILE)).catch(() => null)
    return [roomFinding({ freeBytes: bavail * bsize, recordedBytes: recorded?.size ?? 0, mostMebibytes })]
  } catch (error) {
    return [unusable(directory, error)]
  }
}

/** @param mostMebibytes where the recorder's file ends: from there on the oldest frames go that the cloud has */
export function roomFinding({
  freeBytes,
  recordedBytes,
  mostMebibytes,
}: {
  readonly freeBytes: number
  readonly recordedBytes: number
  readonly mostMebibytes: number
}): Finding {
  const mebibytes = (bytes: number): number => Math.round(bytes / MEBIBYTE)
  const free = `${mebibytes(freeBytes)} MiB`
  const mayGrowTo = mebibytes(freeBytes + recordedBytes)
  const detail = { freeBytes, recordedBytes, mostMebibytes }
  if (freeBytes < ROOM_TO_RUN_BYTES) {
    return problem('disk', 'disk-full', {
      what: { zh: `磁盘几乎已满：只剩 ${free}`, en: `The disk is nearly full: ${free} are left` },
      next: {
        zh: '删除日志和旧的安装包（不要删除 recorder.db 和 quarantine/）',
        en: 'Delete logs and old releases (never recorder.db nor quarantine/)',
      },
      detail,
    })
  }
  if (mayGrowTo < Math.min(FIVE_YEARS_MEBIBYTES, mostMebibytes)) {
    return warning('disk', 'disk-small', {
      what: {
        zh: `磁盘剩余 ${free}，不够存五年的记录（约 ${FIVE_YEARS_MEBIBYTES} MiB）`,
        en: `${free} are free, less than five years of records take (about ${FIVE_YEARS_MEBIBYTES} MiB)`,
      },
      next: { zh: '换更大的存储卡，或腾出空间', en: 'Fit a larger card, or make room' },
      detail,
    })
  }
  if (mayGrowTo < mostMebibytes) {
    return warning('disk', 'disk-below-limit', {
      what: {
        zh: `磁盘剩余 ${free}，够存五年的记录，但不到记录仪的上限（${mostMebibytes} MiB）：若干年后磁盘会先满`,
        en: `${free} are free: enough for five years of records, and less than the recorder’s limit (${mostMebibytes} MiB), so that in years to come the disk is full first`,
      },
      next: {
        zh: `把 recorder.mostMebibytes 设为 ${Math.floor(mayGrowTo * 0.8)} 以下，最旧的、平台已有的记录会先让出空间`,
        en: `Set recorder.mostMebibytes to ${Math.floor(mayGrowTo * 0.8)} or less: then the oldest records that the cloud has make room`,
      },
      detail,
    })
  }
  return ok('disk', 'disk-room', {
    what: {
      zh: `磁盘剩余 ${free}（五年的记录约 ${FIVE_YEARS_MEBIBYTES} MiB，上限 ${mostMebibytes} MiB）`,
      en: `${free} are free on the disk (five years of records take about ${FIVE_YEARS_MEBIBYTES} MiB, the limit is ${mostMebibytes} MiB)`,
    },
    detail,
  })
}

async function checkHealth(directory: string): Promise<Finding[]> {
  const path = join(directory, `.doctor-${process.pid}`)
  try {
    const slowestMs = await writeAndReadBack(path)
    const detail = { slowestMs: Math.round(slowestMs) }
    const took = `${Math.max(1, Math.round(slowestMs))} ms`
    if (slowestMs > SLOW_WRITE_MS) {
      return [
        warning('disk', 'disk-slow', {
          what: { zh: `磁盘写入很慢：一次同步写入 ${took}`, en: `The disk is slow: one synced write took ${took}` },
          next: {
            zh: '存储卡可能已磨损：换用工业级 SD 卡或 eMMC',
            en: 'The card may be worn out: use an industrial SD card or eMMC',
          },
          detail,
        }),
      ]
    }
    return [
      ok('disk', 'disk-sound', {
        what: {
          zh: `写入、同步、读回正常（最慢 ${took}）`,
          en: `Written, synced and read back as it was (slowest ${took})`,
        },
        detail,
      }),
    ]
  } catch (error) {
    return [unusable(directory, error)]
  } finally {
    await rm(path, { force: true }).catch(() => undefined)
  }
}

/** @throws what the file system says, or an error about bytes that came back as others */
async function writeAndReadBack(path: string): Promise<number> {
  let slowestMs = 0
  const file: FileHandle = await open(path, 'wx+', 0o600)
  try {
    for (let trial = 0; trial < TRIALS; trial++) {
      const bytes = randomBytes(TRIAL_BYTES)
      const begunMs = performance.now()
      await file.write(bytes, 0, bytes.length, trial * TRIAL_BYTES)
      await file.sync()
      slowestMs = Math.max(slowestMs, performance.now() - begunMs)
      const back = Buffer.alloc(TRIAL_BYTES)
      await file.read(back, 0, back.length, trial * TRIAL_BYTES)
      if (!back.equals(bytes)) throw new Error('what was written came back as something else')
    }
    return slowestMs
  } finally {
    await file.close()
  }
}

function unusable(directory: string, error: unknown): Finding {
  const reason = messageOf(error)
  const isReadOnly = error instanceof Error && 'code' in error && error.code === 'EROFS'
  return problem('disk', isReadOnly ? 'disk-read-only' : 'disk-unusable', {
    what: isReadOnly
      ? {
          zh: '文件系统变成了只读：存储卡多半已坏',
          en: 'The file system has become read-only: the card is most likely failing',
        }
      : { zh: `无法在 ${directory} 写入：${reason}`, en: `Nothing can be written in ${directory}: ${reason}` },
    next: isReadOnly
      ? {
          zh: '立即用 coldrx-edge export 把记录导出到别处，然后更换存储卡',
          en: 'Copy the records away now with coldrx-edge export, then replace the card',
        }
      : { zh: '检查目录是否存在、属主和权限', en: 'Check that the directory exists, its owner and its permissions' },
    detail: { directory, reason },
  })
}
