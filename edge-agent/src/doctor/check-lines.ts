import { readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { isProblem, openBenchLine, READ_PACE, SCAN_PACE } from '../bench/bench-line.ts'
import { isSomebodyThere, readSlave, readUnknownSlave, type SlaveReport } from '../bench/read-slave.ts'
import { markWords, readingWords } from '../bench/slave-words.ts'
import type { Bus } from '../buses/bus.ts'
import { describeLine, type OpenLine } from '../buses/line.ts'
import type { Language } from '../command-line/text.ts'
import type { AgentConfig, BusConfig } from '../config.ts'
import type { ProfileSet } from '../probes/profile.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

const BY_ID = '/dev/serial/by-id'
/** Rates that probes are sold with, the commonest first. */
const USUAL_RATES = [9_600, 4_800, 19_200, 2_400, 38_400, 115_200]
/** Where people leave new probes; a whole scan is `coldrx-edge probe --unit scan`. */
const LOOKED_AT_UNITS = 16

interface ConfiguredSlave {
  readonly id: string
  readonly unit: number
  readonly profile: string
}

/** The serial devices that there are, and whether those of the configuration are named so that they stay the same. */
export async function checkPorts(config: Pick<AgentConfig, 'buses' | 'gnss' | 'alarms'>): Promise<Finding[]> {
  const names = await readdir(BY_ID).catch((): string[] => [])
  const found = await Promise.all(
    names.map(async (name) => ({ path: join(BY_ID, name), device: await realpath(join(BY_ID, name)).catch(() => '') })),
  )
  const list = found.map(({ path, device }) => `${path} → ${device}`)
  const findings: Finding[] = [
    ok('ports', 'ports-found', {
      what:
        found.length === 0
          ? { zh: `${BY_ID} 下没有 USB 串口`, en: `There is no USB serial port in ${BY_ID}` }
          : { zh: `找到串口：${list.join('；')}`, en: `Serial ports: ${list.join('; ')}` },
      detail: { ports: found.map(({ path }) => path).join(' ') },
    }),
  ]
  const lines: readonly { readonly id: string; readonly path?: string }[] = [
    ...config.buses,
    ...(config.gnss === undefined ? [] : [config.gnss]),
    ...(config.alarms.sms === undefined ? [] : [{ id: 'modem', ...config.alarms.sms.modem }]),
  ]
  for (const { id, path } of lines) {
    if (path === undefined || !/^\/dev\/tty(USB|ACM)/.test(path)) continue
    const stable = found.find(({ device }) => device === path)?.path
    findings.push(
      warning('ports', 'path-not-stable', {
        what: {
          zh: `${id} 使用 ${path}，这个名字在重新插拔后可能变成别的设备`,
          en: `${id} uses ${path}, a name that may mean another adapter after it is plugged in again`,
        },
        next:
          stable === undefined
            ? { zh: `改用 ${BY_ID} 下的路径`, en: `Use its path in ${BY_ID}` }
            : { zh: `把 path 改为 ${stable}`, en: `Set path to ${stable}` },
        detail: { line: id, path, stable: stable ?? null },
      }),
    )
  }
  return findings
}

/** Opens each line, asks what is configured on it, and looks for what is not. */
export async function checkLine({
  config,
  profiles,
  openLine,
}: {
  readonly config: BusConfig
  readonly profiles: ProfileSet
  readonly openLine: OpenLine
}): Promise<Finding[]> {
  const slaves: ConfiguredSlave[] = [...config.probes, ...config.inputs]
  const line = await openBenchLine({ settings: config, ...READ_PACE, openLine })
  if (isProblem(line)) {
    const { code, what, next } = line
    return [problem('lines', `line-${code}`, { what, next, detail: { line: config.id } })]
  }
  let reports: { readonly slave: ConfiguredSlave; readonly report: SlaveReport }[]
  let findings: Finding[] = []
  try {
    reports = await readAll(line.bus, slaves, profiles)
    for (const { slave, report } of reports) {
      findings.push(await slaveFinding({ line: config.id, bus: line.bus, slave, report, profiles }))
    }
  } finally {
    await line.close()
  }
  const isSilent = reports.every(({ report }) => report.failure?.mark === 'timeout' || report.failure?.mark === 'crc')
  if (isSilent && slaves.length > 0) {
    const rate = await findRate(config, slaves, profiles, openLine)
    if (rate !== null) findings = [rateFinding(config, rate), ...findings]
  }
  const isAllThere = reports.every(({ report }) => report.failure === null)
  return isAllThere ? findings : [...findings, ...(await strangers({ config, slaves, profiles, openLine }))]
}

async function readAll(bus: Bus, slaves: readonly ConfiguredSlave[], profiles: ProfileSet) {
  const reports: { slave: ConfiguredSlave; report: SlaveReport }[] = []
  for (const slave of slaves) {
    const profile = profiles.get(slave.profile)
    if (profile !== undefined) reports.push({ slave, report: await readSlave(bus, slave.unit, profile) })
  }
  return reports
}

async function slaveFinding({
  line,
  bus,
  slave: { id, unit, profile },
  report,
  profiles,
}: {
  readonly line: string
  readonly bus: Bus
  readonly slave: ConfiguredSlave
  readonly report: SlaveReport
  readonly profiles: ProfileSet
}): Promise<Finding> {
  const mark = report.failure?.mark ?? firstBadMark(report)
  const detail = { line, source: id, unit, profile, mark }
  const where = { zh: `${line} 上的 ${id}（地址 ${unit}）`, en: `${id} (unit ${unit}) on ${line}` }
  if (mark === 'ok') {
    const values = (language: Language) =>
      report.readings.map((reading) => readingWords(reading, language)).join(language === 'zh' ? '，' : ', ')
    return ok('lines', 'slave-answers', {
      what: { zh: `${where.zh}：${values('zh')}`, en: `${where.en}: ${values('en')}` },
      detail,
    })
  }
  const what = { zh: `${where.zh}：${markWords(mark, 'zh')}`, en: `${where.en}: ${markWords(mark, 'en')}` }
  if (mark === 'timeout') {
    return problem('lines', 'slave-silent', {
      what,
      next: {
        zh: '检查探头供电、接线（A/B 是否接反）和地址拨码',
        en: 'Check its power, its wires (are A and B swapped?) and the address that it is set to',
      },
      detail,
    })
  }
  if (mark === 'crc') {
    return problem('lines', 'slave-damaged', {
      what,
      next: {
        zh: '检查波特率、地址是否重复、线缆屏蔽和线路两端的 120 Ω 终端电阻',
        en: 'Check the baud rate, whether two probes have one address, the shield, and the 120 Ω at both ends of the line',
      },
      detail,
    })
  }
  const seen = await readUnknownSlave(bus, unit, profiles)
  const another = seen.profile !== null && seen.profile !== profile ? seen.profile : null
  return problem('lines', another === null ? 'slave-unfit' : 'slave-of-another-profile', {
    what,
    next:
      another === null
        ? {
            zh: '检查探头本身：传感器断线，或型号与配置不符',
            en: 'Check the probe itself: its sensor may be broken off, or it is of another model than configured',
          }
        : {
            zh: `它像是 ${another}：把 profile 改为 ${another}`,
            en: `It looks like a ${another}: set its profile to ${another}`,
          },
    detail: { ...detail, looksLike: another },
  })
}

function firstBadMark({ readings }: SlaveReport) {
  return readings.find(({ mark }) => mark !== 'ok')?.mark ?? 'ok'
}

/** At another rate somebody may answer: probes come with theirs, and are set up one by one. */
async function findRate(
  config: BusConfig,
  slaves: readonly ConfiguredSlave[],
  profiles: ProfileSet,
  openLine: OpenLine,
): Promise<number | null> {
  if (config.tcp !== undefined) return null
  for (const baud of USUAL_RATES.filter((rate) => rate !== config.baud)) {
    const line = await openBenchLine({ settings: { ...config, baud }, ...READ_PACE, openLine })
    if (isProblem(line)) return null
    try {
      for (const { unit, profile: id } of slaves) {
        const profile = profiles.get(id)
        if (profile === undefined) continue
        const { failure } = await readSlave(line.bus, unit, profile)
        if (failure === null || failure.mark === 'exception') return baud
      }
    } finally {
      await line.close()
    }
  }
  return null
}

function rateFinding({ id, baud }: BusConfig, rate: number): Finding {
  return problem('lines', 'another-rate', {
    what: {
      zh: `${id} 上的设备以 ${rate} 波特应答，配置的是 ${baud}`,
      en: `What is on ${id} answers at ${rate} baud; the configuration says ${baud}`,
    },
    next: {
      zh: `把 baud 改为 ${rate}；同一线路上的设备必须用同一波特率`,
      en: `Set baud to ${rate}; all devices of one line must have the same rate`,
    },
    detail: { line: id, baud, rate },
  })
}

/** Slaves that answer and that nobody configured: one of them is mostly the one that is missed. */
async function strangers({
  config,
  slaves,
  profiles,
  openLine,
}: {
  readonly config: BusConfig
  readonly slaves: readonly ConfiguredSlave[]
  readonly profiles: ProfileSet
  readonly openLine: OpenLine
}): Promise<Finding[]> {
  const line = await openBenchLine({ settings: config, ...SCAN_PACE, openLine })
  if (isProblem(line)) return []
  const findings: Finding[] = []
  try {
    for (let unit = 1; unit <= LOOKED_AT_UNITS; unit++) {
      if (slaves.some((slave) => slave.unit === unit) || !(await isSomebodyThere(line.bus, unit))) continue
      const { profile } = await readUnknownSlave(line.bus, unit, profiles)
      const model = profile ?? '?'
      findings.push(
        warning('lines', 'slave-not-configured', {
          what: {
            zh: `${config.id}（${describeLine(config)}）上地址 ${unit} 有应答，但不在配置中，像是 ${model}`,
            en: `Unit ${unit} answers on ${config.id} (${describeLine(config)}) and is not configured; it looks like a ${model}`,
          },
          next: {
            zh: '如果缺少的探头就是它，改正地址；否则写入配置或拆除',
            en: 'If it is the probe that is missed, correct the address; else configure it or take it off',
          },
          detail: { line: config.id, unit, profile },
        }),
      )
    }
  } finally {
    await line.close()
  }
  return findings
}
