import { type ByteLine, describeLine, type LineSettings, type OpenLine } from '../buses/line.ts'
import { problemOpening } from '../buses/line-problem.ts'
import type { Text } from '../command-line/text.ts'
import { type AtAnswer, AtDialogue } from '../sms/at-dialogue.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

const ANSWER_MS = 3_000
const WAKE_TRIES = 3
/** AT+CSQ counts from 0 to 31; below this texts fail now and then. */
const WEAK_SIGNAL = 10
const NO_SIGNAL = 99

/** What AT+CREG? and AT+CEREG? answer (3GPP TS 27.007 §7.2); 1 and 5 are registered, 6 and 7 for SMS only. */
const REGISTERED = [1, 5, 6, 7]
const UNREGISTERED: Readonly<Record<number, Text>> = {
  0: { zh: '没有搜索网络', en: 'it does not search for a network' },
  2: { zh: '正在搜索网络', en: 'it searches for a network' },
  3: { zh: '网络拒绝了这张卡', en: 'the network refuses this card' },
}

/** Whether the truck could tell people by SMS: modem, SIM card, network, signal, service centre, PDU mode. Nothing is sent. */
export async function checkModem({
  settings,
  openLine,
  answerMs = ANSWER_MS,
}: {
  readonly settings: LineSettings
  readonly openLine: OpenLine
  readonly answerMs?: number
}): Promise<Finding[]> {
  const closed = await problemOpening(settings, openLine)
  if (closed !== null) {
    const { code, what, next } = closed
    return [problem('modem', `modem-${code}`, { what, next, detail: { path: settings.path ?? null } })]
  }
  let line: ByteLine | null = null
  const stop = new AbortController()
  const dialogue = new AtDialogue(() => line)
  line = await openLine(settings, { onBytes: (bytes) => dialogue.receive(bytes), onLost: () => stop.abort() })
  try {
    const ask = (command: string): Promise<AtAnswer> =>
      dialogue.ask(command, { timeoutMs: answerMs, signal: stop.signal })
    if (!(await wake(dialogue, ask, stop.signal))) return [silent(settings)]
    const name = (await ask('AT+CGMM')).lines[0] ?? null
    const sim = await simProblem(ask)
    // without its card a modem finds no network: what else it says is the same again
    if (sim !== null) return [answers(settings, name), sim]
    const mode = await ask('AT+CMGF=0')
    return [
      answers(settings, name),
      ok('modem', 'sim-ready', { what: { zh: 'SIM 卡可用', en: 'The SIM card is ready' } }),
      await networkFinding(ask),
      ...(await signalFindings(ask)),
      await centreFinding(ask),
      ...(mode.end === 'ok' ? [] : [noPduMode(mode.error)]),
    ]
  } finally {
    await line.close()
  }
}

type Ask = (command: string) => Promise<AtAnswer>

async function wake(dialogue: AtDialogue, ask: Ask, signal: AbortSignal): Promise<boolean> {
  // a modem that was left at its prompt takes everything for text
  dialogue.escape()
  await dialogue.fallSilent(signal)
  for (let attempt = 0; attempt < WAKE_TRIES && !signal.aborted; attempt++) {
    if ((await ask('AT')).end !== 'ok') continue
    await dialogue.fallSilent(signal)
    await ask('ATE0')
    // errors by their number, or a missing card could not be told from any other fault
    await ask('AT+CMEE=1')
    return true
  }
  return false
}

function answers(settings: LineSettings, name: string | null): Finding {
  const of = name === null ? '' : ` (${name})`
  return ok('modem', 'modem-answers', {
    what: { zh: `模块有应答${of}`, en: `The modem answers${of}` },
    detail: { path: describeLine(settings), name },
  })
}

function silent(settings: LineSettings): Finding {
  return problem('modem', 'modem-silent', {
    what: {
      zh: `${describeLine(settings)} 上的模块没有应答`,
      en: `The modem at ${describeLine(settings)} does not answer`,
    },
    next: {
      zh: '检查模块供电；多串口的模块只有一个是 AT 口，换另一个试试；检查波特率（常用 115200）',
      en: 'Check its power; of the ports of a module only one takes AT commands: try another; check the baud rate (usually 115200)',
    },
    detail: { path: describeLine(settings) },
  })
}

async function simProblem(ask: Ask): Promise<Finding | null> {
  const { lines, error } = await ask('AT+CPIN?')
  const state = toldIn(lines, /^\+CPIN: *(.+)$/) ?? error ?? ''
  const detail = { sim: state }
  if (state === 'READY') return null
  if (state === 'SIM PIN') {
    return problem('modem', 'sim-locked', {
      what: { zh: 'SIM 卡要求输入 PIN', en: 'The SIM card asks for its PIN' },
      next: {
        zh: '把卡装进手机，关闭 PIN 锁，再装回来',
        en: 'Put the card into a telephone, switch its PIN lock off, and put it back',
      },
      detail,
    })
  }
  if (state === 'SIM PUK') {
    return problem('modem', 'sim-blocked', {
      what: { zh: 'SIM 卡已被锁定，需要 PUK', en: 'The SIM card is blocked and asks for its PUK' },
      next: { zh: '向运营商索取 PUK，或换卡', en: 'Ask the operator for the PUK, or replace the card' },
      detail,
    })
  }
  return problem('modem', 'sim-missing', {
    what: {
      zh: `没有找到 SIM 卡${state === '' ? '' : `（${state}）`}`,
      en: `There is no SIM card${state === '' ? '' : ` (${state})`}`,
    },
    next: {
      zh: '断电后检查卡是否插到位、方向是否正确、触点是否干净',
      en: 'With the power off, check that the card sits in its holder the right way round and that its contacts are clean',
    },
    detail,
  })
}

async function networkFinding(ask: Ask): Promise<Finding> {
  const states: number[] = []
  for (const command of ['AT+CREG?', 'AT+CEREG?']) {
    const told = toldIn((await ask(command)).lines, /^\+CE?REG: *\d+, *(\d+)/)
    if (told !== undefined) states.push(Number(told))
  }
  const registered = states.find((state) => REGISTERED.includes(state))
  const detail = { registration: states.join(' ') }
  if (registered !== undefined) {
    const isRoaming = registered === 5 || registered === 7
    const what = isRoaming
      ? { zh: '已登记到网络（漫游）', en: 'It is registered in a network (roaming)' }
      : { zh: '已登记到网络', en: 'It is registered in its network' }
    return ok('modem', 'modem-registered', { what, detail })
  }
  const isRefused = states.includes(3)
  const why = UNREGISTERED[isRefused ? 3 : (states[0] ?? 0)] ?? { zh: '状态不明', en: 'its state is not known' }
  return problem('modem', isRefused ? 'registration-denied' : 'not-registered', {
    what: { zh: `没有登记到网络：${why.zh}`, en: `It is not registered in a network: ${why.en}` },
    next: isRefused
      ? {
          zh: '向运营商查询：卡是否欠费、停机，是否允许在此模块中使用（机卡绑定）',
          en: 'Ask the operator whether the card is paid for, in service, and allowed in this modem',
        }
      : {
          zh: '检查天线及接头，把车开到露天处，等一分钟再试；在别处也不行则换另一家的卡',
          en: 'Check the antenna and its plug, drive out under the sky, wait a minute and try again; if it is so elsewhere too, try a card of another operator',
        },
    detail,
  })
}

async function signalFindings(ask: Ask): Promise<Finding[]> {
  const told = toldIn((await ask('AT+CSQ')).lines, /^\+CSQ: *(\d+)/)
  const strength = told === undefined ? NO_SIGNAL : Number(told)
  // that there is none is told by the registration
  if (strength === NO_SIGNAL) return []
  const text = { zh: `信号强度 ${strength}（最高 31）`, en: `Signal ${strength} of 31` }
  const detail = { signal: strength }
  if (strength >= WEAK_SIGNAL) return [ok('modem', 'signal-fair', { what: text, detail })]
  return [
    warning('modem', 'signal-weak', {
      what: { zh: `${text.zh}：很弱`, en: `${text.en}: weak` },
      next: {
        zh: '检查天线接头；天线应装在车厢外、远离金属',
        en: 'Check the antenna’s plug; it belongs outside of the body, away from metal',
      },
      detail,
    }),
  ]
}

async function centreFinding(ask: Ask): Promise<Finding> {
  const centre = toldIn((await ask('AT+CSCA?')).lines, /^\+CSCA: *"([^"]*)"/) ?? ''
  const detail = { centre }
  if (/^\+?\d{5,}$/.test(centre)) {
    const what = { zh: `短信中心 ${centre}`, en: `Service centre ${centre}` }
    return ok('modem', 'centre-set', { what, detail })
  }
  return problem('modem', 'centre-missing', {
    what: { zh: '没有设置短信中心号码，短信发不出去', en: 'No service centre is set: no text can go out' },
    next: {
      zh: '向运营商索取本地短信中心号码，用 AT+CSCA="号码" 写入卡中；物联网卡还要确认已开通短信',
      en: 'Ask the operator for its number and write it to the card with AT+CSCA="NUMBER"; of a data-only card ask whether it may send texts at all',
    },
    detail,
  })
}

function noPduMode(error: string | null): Finding {
  return problem('modem', 'no-pdu-mode', {
    what: {
      zh: `模块不接受 PDU 模式${error === null ? '' : `（${error}）`}，无法发送中文`,
      en: `The modem refuses PDU mode${error === null ? '' : ` (${error})`}: Chinese cannot be sent`,
    },
    next: {
      zh: '更新模块固件，或换用支持 AT+CMGF=0 的模块',
      en: 'Update its firmware, or fit one that takes AT+CMGF=0',
    },
    detail: { error },
  })
}

function toldIn(lines: readonly string[], pattern: RegExp): string | undefined {
  return lines.map((text) => pattern.exec(text)?.[1]?.trim()).find((value) => value !== undefined)
}
