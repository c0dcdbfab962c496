import { openLine } from '../buses/open-line.ts'
import { readKernelSynchronised } from '../clock/host-clock.ts'
import type { Command } from '../command-line/command.ts'
import { chooseLanguage } from '../command-line/language.ts'
import { parseOptions, wholeNumber } from '../command-line/options.ts'
import type { Language, Text } from '../command-line/text.ts'
import { UsageError } from '../command-line/usage-error.ts'
import { examine } from './doctor.ts'
import type { CheckId, Finding, Verdict } from './finding.ts'

const GNSS_SECONDS = '20'

const CHECK_NAMES: Readonly<Record<CheckId, Text>> = {
  configuration: { zh: '配置', en: 'configuration' },
  link: { zh: '流量', en: 'link' },
  'measuring-points': { zh: '测点', en: 'measuring points' },
  credentials: { zh: '密钥', en: 'credentials' },
  agent: { zh: '程序', en: 'agent' },
  disk: { zh: '磁盘', en: 'disk' },
  recorder: { zh: '记录', en: 'recorder' },
  clock: { zh: '时钟', en: 'clock' },
  ports: { zh: '串口', en: 'ports' },
  lines: { zh: '线路', en: 'lines' },
  gnss: { zh: '定位', en: 'GNSS' },
  modem: { zh: '短信', en: 'modem' },
  broker: { zh: '平台', en: 'broker' },
}

const SIGNS: Readonly<Record<Verdict, string>> = { ok: '✓', warning: '!', problem: '✗' }

/** Exit code 0: nothing is wrong, whatever is worth a look; 1: something is. */
export const doctorCommand: Command = {
  usage: ['doctor --config FILE [--gnss-seconds SECONDS] [--json] [--language zh|en]'],
  async run(args, { out, env }) {
    const options = parseOptions(args, {
      config: { type: 'string' },
      'gnss-seconds': { type: 'string', default: GNSS_SECONDS },
      json: { type: 'boolean', default: false },
      language: { type: 'string' },
    })
    if (options.config === undefined) throw new UsageError('doctor needs --config FILE')
    const language = chooseLanguage(options.language, env)
    const findings = await examine({
      configFile: options.config,
      gnssListenMs: wholeNumber('gnss-seconds', options['gnss-seconds'], 1, 600) * 1_000,
      openLine,
      nowMs: Date.now,
      readSynchronised: () => readKernelSynchronised(),
      onFinding: (finding) => {
        if (!options.json) out(lineOf(finding, language))
      },
    })
    const problems = findings.filter(({ verdict }) => verdict === 'problem').length
    const warnings = findings.filter(({ verdict }) => verdict === 'warning').length
    if (options.json) {
      const told = findings.map(({ what, next, ...finding }) => ({
        ...finding,
        what: what[language],
        next: next?.[language] ?? null,
      }))
      out(`${JSON.stringify({ ok: problems === 0, problems, warnings, findings: told })}\n`)
    } else out(`\n${summary(problems, warnings)[language]}\n`)
    return problems === 0 ? 0 : 1
  },
}

function lineOf({ check, verdict, what, next }: Finding, language: Language): string {
  const colon = language === 'zh' ? '：' : ': '
  const line = `${SIGNS[verdict]} ${CHECK_NAMES[check][language]}${colon}${what[language]}\n`
  return next === null ? line : `${line}    → ${next[language]}\n`
}

function summary(problems: number, warnings: number): Text {
  if (problems > 0) {
    return {
      zh: `${problems} 个问题，${warnings} 条提醒。先解决带 ✗ 的各项。`,
      en: `${problems} ${problems === 1 ? 'problem' : 'problems'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}. See to those with ✗ first.`,
    }
  }
  if (warnings > 0) {
    return {
      zh: `没有问题，${warnings} 条提醒。`,
      en: `No problem, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}.`,
    }
  }
  return { zh: '一切正常。', en: 'All is well.' }
}
