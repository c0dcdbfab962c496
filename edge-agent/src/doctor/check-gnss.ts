import { setTimeout as sleep } from 'node:timers/promises'
import { type LineSettings, type OpenLine, SILENT_LOG } from '../buses/line.ts'
import { problemOpening } from '../buses/line-problem.ts'
import { createGnssReceiver } from '../gnss/receiver.ts'
import { REFERENCE_UTC_MS } from '../gnss/time-trust.ts'
import type { GnssCounts } from '../gnss/tracker.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

const LOOK_AGAIN_MS = 100
const STALE_MS = 5_000
/** A receiver that has sky above it says its time within this long after its position. */
const TIME_AFTER_FIX_MS = 5_000

/** Listens until there is a fix with its time, at most `listenMs`. */
export async function checkGnss({
  settings,
  listenMs,
  openLine,
}: {
  readonly settings: LineSettings & { readonly fastestKmh: number }
  readonly listenMs: number
  readonly openLine: OpenLine
}): Promise<Finding[]> {
  const closed = await problemOpening(settings, openLine)
  if (closed !== null) {
    const { code, what, next } = closed
    return [problem('gnss', `gnss-${code}`, { what, next, detail: { path: settings.path ?? null } })]
  }
  let bytes = 0
  const receiver = createGnssReceiver({
    ...{
      id: 'gnss',
      settings,
      staleMs: STALE_MS,
      referenceUtcMs: REFERENCE_UTC_MS,
      trackUnitMs: 1_000,
      log: SILENT_LOG,
    },
    fastestKmh: settings.fastestKmh,
    nowMs: () => performance.now(),
    openLine: (of, listeners, signal) =>
      openLine(
        of,
        {
          ...listeners,
          onBytes(chunk) {
            bytes += chunk.length
            listeners.onBytes(chunk)
          },
        },
        signal,
      ),
  })
  receiver.start()
  const begunMs = performance.now()
  let fixedMs: number | null = null
  try {
    for (;;) {
      const nowMs = performance.now()
      const { latitude, utcMs } = receiver.at(nowMs)
      if (latitude.mark === 'ok') fixedMs ??= nowMs
      const isDone = fixedMs !== null && (utcMs !== null || nowMs - fixedMs >= TIME_AFTER_FIX_MS)
      if (isDone || nowMs - begunMs >= listenMs) break
      await sleep(LOOK_AGAIN_MS)
    }
    return [verdict({ bytes, counts: receiver.counts, at: receiver.at(performance.now()), listenMs })]
  } finally {
    await receiver.stop()
  }
}

function verdict({
  bytes,
  counts: { sentences, malformed },
  at: { latitude, longitude, utcMs },
  listenMs,
}: {
  readonly bytes: number
  readonly counts: GnssCounts
  readonly at: ReturnType<ReturnType<typeof createGnssReceiver>['at']>
  readonly listenMs: number
}): Finding {
  const seconds = Math.round(listenMs / 1_000)
  const detail = { bytes, sentences, malformed }
  if (bytes === 0) {
    return problem('gnss', 'gnss-silent', {
      what: { zh: `定位模块 ${seconds} 秒内没有任何数据`, en: `The GNSS receiver said nothing for ${seconds} s` },
      next: {
        zh: '检查它的供电、接线，以及 path 是否是它',
        en: 'Check its power and wires, and that path is its device',
      },
      detail,
    })
  }
  if (sentences === 0) {
    return problem('gnss', 'gnss-garbage', {
      what: { zh: '有数据，但不是 NMEA 语句', en: 'Bytes come, and they are no NMEA sentences' },
      next: {
        zh: '多半是波特率不对：试试 9600、38400、115200',
        en: 'Most likely the baud rate is wrong: try 9600, 38400, 115200',
      },
      detail,
    })
  }
  if (latitude.integer === null || longitude.integer === null) {
    return warning('gnss', 'gnss-no-fix', {
      what: {
        zh: `定位模块工作正常，但 ${seconds} 秒内没有定位`,
        en: `The receiver speaks, without a fix for ${seconds} s`,
      },
      next: {
        zh: '把车开到露天处，检查天线及其接头；冷启动可能需要几分钟',
        en: 'Drive out under the sky and check the antenna and its plug; a cold start may take minutes',
      },
      detail,
    })
  }
  const [north, east] = [latitude.integer / 1e5, longitude.integer / 1e5]
  const at = utcMs === null ? null : new Date(utcMs).toISOString()
  const place = `${north.toFixed(5)}, ${east.toFixed(5)}`
  if (at === null) {
    return warning('gnss', 'gnss-no-time', {
      what: { zh: `已定位（${place}），但时间不可信`, en: `There is a fix (${place}), and its time cannot be trusted` },
      next: {
        zh: '检查模块是否输出带日期的 RMC 或 ZDA 语句，年份是否正确（旧模块有周翻转问题）',
        en: 'Check that it sends RMC or ZDA with a date, and that the year is right (old receivers roll over)',
      },
      detail: { ...detail, latitude: north, longitude: east },
    })
  }
  return ok('gnss', 'gnss-fix', {
    what: { zh: `已定位：${place}，${at}`, en: `There is a fix: ${place}, ${at}` },
    detail: { ...detail, latitude: north, longitude: east, at },
  })
}
