import type { ByteLine, LineSettings, Log, OpenLine } from '../buses/line.ts'
import { createReopeningLine } from '../buses/reopening-line.ts'
import { AtDialogue } from './at-dialogue.ts'
import { encodeSubmit } from './pdu.ts'

const ANSWER_MS = 3_000
/** The network answers a sent message; 3GPP TS 27.005 sets no limit, makers name a minute. */
const SENT_MS = 60_000
const WAKE_TRIES = 3
const SILENT = 'the modem does not answer'

export interface SendOutcome {
  readonly sent: boolean
  /** '' when sent */
  readonly reason: string
  /** no answer came after the text was given: it may have gone out all the same */
  readonly mayHaveGone: boolean
  readonly parts: number
  /** 0…31, 99 not known (AT+CSQ); null: not told */
  readonly signal: number | null
}

export interface Modem {
  start(): void
  /** Never rejects for what the modem or the network do. One message at a time. */
  send(message: { readonly number: string; readonly text: string; readonly reference: number }): Promise<SendOutcome>
  stop(): Promise<void>
}

/** The truck's own modem on a serial line: no data connection and no broker is needed. */
export function createModem({
  settings,
  openLine,
  nowMs,
  log,
  sentMs = SENT_MS,
}: {
  readonly settings: LineSettings
  readonly openLine: OpenLine
  readonly nowMs: () => number
  readonly log: Log
  readonly sentMs?: number
}): Modem {
  const stopping = new AbortController()
  const { signal: stop } = stopping
  let current: ByteLine | null = null
  let isReady = false
  const dialogue = new AtDialogue(() => current)
  const line = createReopeningLine({
    id: 'modem',
    settings,
    openLine,
    nowMs,
    log,
    onOpened(opened) {
      current = opened
      isReady = false
    },
    onBytes: (bytes) => dialogue.receive(bytes),
    onLost() {
      current = null
    },
  })
  let turn: Promise<unknown> = Promise.resolve()

  const ask = (command: string, wantsPrompt = false) =>
    dialogue.ask(command, { timeoutMs: ANSWER_MS, signal: stop, wantsPrompt })

  /** null: it answers and takes PDUs */
  async function prepare(): Promise<string | null> {
    if (current === null) return 'the modem’s line is not open'
    if (isReady) return null
    // a modem that was left at its prompt takes everything for text
    dialogue.escape()
    await dialogue.fallSilent(stop)
    let answers = false
    for (let attempt = 0; attempt < WAKE_TRIES && !answers && !stop.aborted; attempt++) {
      answers = (await ask('AT')).end === 'ok'
    }
    if (!answers) return SILENT
    await dialogue.fallSilent(stop)
    await ask('ATE0')
    await ask('AT+CMEE=1')
    const mode = await ask('AT+CMGF=0')
    if (mode.end !== 'ok') return `the modem refuses PDU mode (${mode.error ?? mode.end})`
    isReady = true
    return null
  }

  /** null: registered */
  async function registrationProblem(): Promise<string | null> {
    // 1 at home, 5 roaming, 6 and 7 the same for texts alone; a 4G-only module says it under +CEREG
    for (const command of ['AT+CREG?', 'AT+CEREG?']) {
      const { end, lines } = await ask(command)
      if (end === 'timeout') return SILENT
      if (lines.some((text) => /^\+CE?REG: *\d+, *[1567]\b/.test(text))) return null
    }
    return 'the modem is not registered in a network'
  }

  async function signalStrength(): Promise<number | null> {
    const { lines } = await ask('AT+CSQ')
    const told = lines.map((text) => /^\+CSQ: *(\d+)/.exec(text)?.[1]).find((value) => value !== undefined)
    return told === undefined ? null : Number(told)
  }

  async function sendNow(message: Parameters<Modem['send']>[0]): Promise<SendOutcome> {
    const pdus = encodeSubmit(message)
    let signal: number | null = null
    const failed = (reason: string, mayHaveGone = false): SendOutcome => {
      return { sent: false, reason, mayHaveGone, parts: pdus.length, signal }
    }
    const problem = await prepare()
    if (problem !== null) return failed(problem)
    signal = await signalStrength()
    const unregistered = await registrationProblem()
    if (unregistered !== null) {
      isReady = false
      return failed(unregistered)
    }
    for (const [at, { hex, length }] of pdus.entries()) {
      const prompted = await ask(`AT+CMGS=${length}`, true)
      if (prompted.end !== 'prompt') {
        dialogue.escape()
        isReady = false
        return failed(prompted.error ?? 'the modem does not ask for the text', at > 0)
      }
      const answer = await dialogue.sendText(hex, { timeoutMs: sentMs, signal: stop })
      if (answer.end === 'ok') continue
      if (answer.end === 'timeout') {
        dialogue.escape()
        isReady = false
        return failed('no answer after the text was given', true)
      }
      return failed(answer.error ?? 'the modem refused the text', at > 0)
    }
    return { sent: true, reason: '', mayHaveGone: false, parts: pdus.length, signal }
  }

  return {
    start: () => line.start(),
    send(message) {
      const outcome = turn.then(() => sendNow(message))
      turn = outcome
      return outcome
    },
    async stop() {
      stopping.abort()
      await turn
      await line.stop()
    },
  }
}
