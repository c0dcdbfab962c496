import { markWords } from '../bench/slave-words.ts'
import type { OpenLine } from '../buses/line.ts'
import { type AgentConfig, ConfigError, readConfigFile } from '../config.ts'
import { readBrokerSecret } from '../identity/broker-secret.ts'
import { layoutFor } from '../layout.ts'
import { type ProfileSet, readProfiles } from '../probes/profile.ts'
import { checkBroker } from './check-broker.ts'
import { checkClock } from './check-clock.ts'
import { checkCredentials } from './check-credentials.ts'
import { checkDisk } from './check-disk.ts'
import { checkGnss } from './check-gnss.ts'
import { checkLine, checkPorts } from './check-lines.ts'
import { checkLink } from './check-link.ts'
import { checkMeasuringPoints } from './check-measuring-points.ts'
import { checkModem } from './check-modem.ts'
import { checkRecorder } from './check-recorder.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import { type CabAnswer, findRunningAgent } from './running-agent.ts'

export interface DoctorOptions {
  readonly configFile: string
  readonly gnssListenMs: number
  readonly openLine: OpenLine
  readonly nowMs: () => number
  readonly readSynchronised: () => Promise<boolean>
  /** as each is found: some take seconds */
  readonly onFinding: (finding: Finding) => void
}

/** Looks at everything that a device needs, whatever of it fails. */
export async function examine(options: DoctorOptions): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const tell = (found: readonly Finding[]): void => {
    for (const finding of found) {
      findings.push(finding)
      options.onFinding(finding)
    }
  }
  const { configFile, gnssListenMs, openLine, nowMs, readSynchronised } = options
  const read = readConfiguration(configFile)
  tell(read.findings)
  if (read.config === null) return findings
  const { config, profiles } = read
  tell(checkMeasuringPoints(config))
  tell(checkCredentials(config))
  const running = await findRunningAgent(config)
  if (running !== null) tell([runs(running.pid, running.cab !== null)])
  tell(await checkDisk(config))
  tell(checkRecorder({ config, running, nowMs: nowMs() }))
  tell(await checkClock({ nowMs: nowMs(), readSynchronised, hasGnss: config.gnss !== undefined }))
  tell(await checkPorts(config))
  if (running === null) {
    for (const bus of config.buses) tell(await checkLine({ config: bus, profiles, openLine }))
    if (config.gnss !== undefined) {
      tell(await checkGnss({ settings: config.gnss, listenMs: gnssListenMs, openLine }))
    }
    const { sms } = config.alarms
    if (sms !== undefined) tell(await checkModem({ settings: sms.modem, openLine }))
  } else if (running.cab !== null) tell(seenByAgent(running.cab, config))
  const { url } = config.broker
  // a second session of the device would end that of its agent
  const secret = running === null ? secretOf(config) : null
  tell(await checkBroker({ url, device: config.device, secret }))
  tell(checkLink(config, nowMs()))
  return findings
}

function readConfiguration(
  file: string,
):
  | { readonly config: AgentConfig; readonly profiles: ProfileSet; readonly findings: readonly Finding[] }
  | { readonly config: null; readonly findings: readonly Finding[] } {
  try {
    const config = readConfigFile(file)
    const profiles = readProfiles(config.profiles)
    layoutFor(config, profiles)
    const what = { zh: `${file} 正确：设备 ${config.device}`, en: `${file} is right: device ${config.device}` }
    return { config, profiles, findings: [ok('configuration', 'configuration-right', { what })] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const findings = error.problems.map((text) =>
      problem('configuration', 'configuration-wrong', {
        what: { zh: `${file}：${text}`, en: `${file}: ${text}` },
        next: { zh: '改正这一项，再运行一次', en: 'Correct it and run this again' },
      }),
    )
    return { config: null, findings }
  }
}

function runs(pid: number | null, answers: boolean): Finding {
  const of = pid === null ? '' : ` (${pid})`
  if (answers) {
    return ok('agent', 'agent-runs', {
      what: {
        zh: `程序正在运行${of}：线路由它读取，这里采用它的结果`,
        en: `The agent runs${of}: it reads the lines, and what it sees is told here`,
      },
      detail: { pid },
    })
  }
  return warning('agent', 'agent-silent', {
    what: { zh: `程序正在运行${of}，但驾驶室页面没有应答`, en: `The agent runs${of} and its cab page does not answer` },
    next: {
      zh: '查看 journalctl -u coldrx-edge；要检查线路，先 systemctl stop coldrx-edge',
      en: 'See journalctl -u coldrx-edge; to have the lines examined, systemctl stop coldrx-edge first',
    },
    detail: { pid },
  })
}

/** Two masters would spoil each other's readings: the agent's own are asked for. */
function seenByAgent({ compartments, positionMark, network, alarms }: CabAnswer, config: AgentConfig): Finding[] {
  const probes = compartments.flatMap((compartment) => compartment.probes)
  return [
    ...probes.map(({ id, mark, temperatureCelsius, humidityPercent }) => {
      const detail = { source: id, mark }
      if (mark === 'ok') {
        const humidity = humidityPercent === null ? '' : `, ${humidityPercent} %`
        const text = `${id}: ${temperatureCelsius} °C${humidity}`
        return ok('lines', 'slave-answers', { what: { zh: text, en: text }, detail })
      }
      return problem('lines', 'slave-unfit', {
        what: { zh: `${id}：${markWords(mark, 'zh')}`, en: `${id}: ${markWords(mark, 'en')}` },
        next: {
          zh: '停止服务后再运行一次，可查出原因：systemctl stop coldrx-edge',
          en: 'Run this again with the service stopped to learn why: systemctl stop coldrx-edge',
        },
        detail,
      })
    }),
    ...(config.gnss === undefined ? [] : [gnssFinding(positionMark)]),
    ...(alarms.sms === null ? [] : [smsFinding(alarms.sms)]),
    networkFinding(network),
  ]
}

function gnssFinding(mark: CabAnswer['positionMark']): Finding {
  if (mark === 'ok') return ok('gnss', 'gnss-fix', { what: { zh: '已定位', en: 'There is a fix' } })
  return warning('gnss', 'gnss-no-fix', {
    what: { zh: '没有定位', en: 'There is no fix' },
    next: {
      zh: '把车开到露天处，检查天线；要查线路，先停止服务再运行一次',
      en: 'Drive out under the sky and check the antenna; to examine its line, run this with the service stopped',
    },
    detail: { mark },
  })
}

function smsFinding({ problem: reason, waiting, sent }: NonNullable<CabAnswer['alarms']['sms']>): Finding {
  const detail = { waiting, sent }
  if (reason === null) {
    return ok('modem', 'sms-untroubled', {
      what: {
        zh: `短信模块由程序使用，没有故障（已发 ${sent} 条，待发 ${waiting} 条）`,
        en: `The agent has the modem, without trouble (${sent} sent, ${waiting} to send)`,
      },
      detail,
    })
  }
  return problem('modem', 'sms-trouble', {
    what: { zh: `短信没有发出：${reason}`, en: `A text did not go out: ${reason}` },
    next: {
      zh: '停止服务后再运行一次，可查出原因：systemctl stop coldrx-edge',
      en: 'Run this again with the service stopped to learn why: systemctl stop coldrx-edge',
    },
    detail: { ...detail, reason },
  })
}

function networkFinding({ state, since }: CabAnswer['network']): Finding {
  const detail = { state, since }
  if (state === 'online') {
    return ok('broker', 'agent-online', {
      what: { zh: `程序已连上平台（自 ${since}）`, en: `The agent is connected to the cloud (since ${since})` },
      detail,
    })
  }
  return warning('broker', state === 'cloud-away' ? 'cloud-away' : 'agent-offline', {
    what:
      state === 'cloud-away'
        ? {
            zh: `消息服务器可用，平台没有应答（自 ${since}）`,
            en: `The broker is there, the cloud does not answer (since ${since})`,
          }
        : { zh: `程序没有连上平台（自 ${since}）`, en: `The agent is not connected to the cloud (since ${since})` },
    next: { zh: '见下面对消息服务器的检查', en: 'See what was found of the broker below' },
    detail,
  })
}

function secretOf({ broker }: AgentConfig): string | null {
  try {
    return readBrokerSecret(broker.secretFile)
  } catch {
    // told by the check of the credentials
    return null
  }
}
