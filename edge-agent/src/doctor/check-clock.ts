import { REFERENCE_UTC_MS } from '../gnss/time-trust.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

/** What the host's clock says, and whether it follows a time server; null: nobody can tell. */
export async function checkClock({
  nowMs,
  readSynchronised,
  hasGnss,
}: {
  readonly nowMs: number
  readonly readSynchronised: () => Promise<boolean>
  /** whether a receiver tells the time as well */
  readonly hasGnss: boolean
}): Promise<Finding[]> {
  const synchronised = await readSynchronised().catch(() => null)
  const now = new Date(nowMs).toISOString()
  const detail = { now, synchronised }
  if (nowMs < REFERENCE_UTC_MS) {
    return [
      problem('clock', 'clock-never-set', {
        what: { zh: `系统时钟没有校准过：${now}`, en: `The clock was never set: it says ${now}` },
        next: {
          zh: '接上网络并启用时间同步（apt install chrony），装好主板电池；有卫星定位时，记录会在定位后自动校正',
          en: 'Connect it and let it follow a time server (apt install chrony), fit the clock’s battery; with GNSS its records are placed in time once there is a fix',
        },
        detail,
      }),
    ]
  }
  if (synchronised === true) {
    return [
      ok('clock', 'clock-synchronised', {
        what: { zh: `时钟已与时间服务器同步：${now}`, en: `The clock follows a time server: ${now}` },
        detail,
      }),
    ]
  }
  const what =
    synchronised === null
      ? { zh: `无法得知时钟是否同步：${now}`, en: `Whether the clock follows a time server cannot be told: ${now}` }
      : { zh: `时钟没有与时间服务器同步：${now}`, en: `The clock follows no time server: ${now}` }
  if (hasGnss) {
    const by = { zh: `${what.zh}；将以卫星时间为准`, en: `${what.en}; the receiver’s time is used instead` }
    return [ok('clock', 'clock-by-gnss', { what: by, detail })]
  }
  return [
    warning('clock', 'clock-not-synchronised', {
      what,
      next: {
        zh: '启用时间同步：apt install chrony，检查 UDP 123 端口；timedatectl 应显示 synchronized: yes',
        en: 'Let it follow a time server: apt install chrony, and check UDP port 123; timedatectl should say synchronized: yes',
      },
      detail,
    }),
  ]
}
