import { appendFileSync } from 'node:fs'
import type { Clock } from '../clock.ts'
import type { FaultTable } from '../faults/fault.ts'
import type { Line } from '../lines/line.ts'
import { createPendingWork } from '../lines/pending-work.ts'
import { wireTimeMs } from '../lines/wire-time.ts'
import { decodeSubmit, type SubmittedPart } from './pdu-decoder.ts'

export interface SentSms {
  readonly atMs: number
  readonly number: string
  readonly text: string
  readonly parts: number
}

export type Modem = {
  readonly receive: (bytes: Buffer) => void
  readonly stop: () => void
  /** What the network took, each message whole. */
  readonly sent: () => readonly SentSms[]
}

export type ModemOptions = {
  readonly id: string
  readonly baud: number
  readonly line: () => Line | undefined
  readonly faults: FaultTable
  readonly clock: Clock
  /** a line of JSON for each message that the network took */
  readonly smsPath: string
}

/** How long the network takes for one part. Real ones need one to five seconds; a test has better things to do. */
const NETWORK_MS = 150
const COMMAND_MS = 15
/** Invalid PDU mode parameter, and the operation is not allowed (3GPP TS 27.005 §3.2.5). */
const INVALID_PDU = 304
const NOT_ALLOWED = 302
const NOT_SUPPORTED = 303
/** 3GPP TS 27.007 §9.2 */
const NO_SIM = 10
const CTRL_Z = 0x1a
const ESCAPE = 0x1b

/** The truck's modem as its AT port shows it: echo, prompt, numbers of sent messages, errors, and news that nobody asked for. */
export function createModem({ id, baud, line, faults, clock, smsPath }: ModemOptions): Modem {
  const pending = createPendingWork()
  const sent: SentSms[] = []
  const half = new Map<string, (SubmittedPart | undefined)[]>()
  let input = ''
  let echo = true
  // a modem that another program has used is in text mode: whoever wants PDUs must say so
  let pduMode = false
  let verboseErrors = false
  let announced: number | null = null
  let reference = 17

  const standing = () => faults.modemFaults(id)

  function say(text: string, delayMs = COMMAND_MS): void {
    const bytes = Buffer.from(text, 'latin1')
    const slow = standing().get('slow')?.delayMs ?? 0
    pending.after(delayMs + slow + wireTimeMs(bytes.length, baud, 10), () => line()?.write(bytes))
  }

  const answer = (...lines: readonly string[]): void => say(lines.map((text) => `\r\n${text}\r\n`).join(''))
  const refuse = (code: number): void => answer(verboseErrors ? `+CMS ERROR: ${code}` : 'ERROR')

  function command(text: string): void {
    const name = text.toUpperCase().replace(/\s/g, '')
    if (!name.startsWith('AT')) return
    const hasCard = standing().get('no-sim') === undefined && standing().get('sim-locked') === undefined
    const registered = hasCard && standing().get('not-registered') === undefined
    if (name === 'AT') {
      answer('OK')
      return
    }
    if (name === 'ATE0' || name === 'ATE1') {
      echo = name === 'ATE1'
      answer('OK')
      return
    }
    if (name.startsWith('AT+CMEE=')) {
      verboseErrors = name !== 'AT+CMEE=0'
      answer('OK')
      return
    }
    if (name === 'AT+CGMM') {
      answer('SIM7600CE', 'OK')
      return
    }
    if (name === 'AT+CPIN?') {
      if (standing().get('no-sim') !== undefined) answer(verboseErrors ? `+CME ERROR: ${NO_SIM}` : 'ERROR')
      else answer(standing().get('sim-locked') === undefined ? '+CPIN: READY' : '+CPIN: SIM PIN', 'OK')
      return
    }
    if (name === 'AT+CSCA?') {
      answer(standing().get('no-centre') === undefined ? '+CSCA: "+8613800210500",145' : '+CSCA: "",129', 'OK')
      return
    }
    if (name === 'AT+CMGF=0' && standing().get('text-only') !== undefined) {
      refuse(NOT_SUPPORTED)
      return
    }
    if (name === 'AT+CMGF=0' || name === 'AT+CMGF=1') {
      pduMode = name === 'AT+CMGF=0'
      answer('OK')
      return
    }
    if (name === 'AT+CSQ') {
      const signal = standing().get('weak') === undefined ? '21' : '6'
      answer(registered ? `+CSQ: ${signal},99` : '+CSQ: 99,99', 'OK')
      return
    }
    // news of a changed cell come between question and answer
    if (name === 'AT+CREG?') {
      answer('+CREG: 2', registered ? '+CREG: 0,1' : `+CREG: 0,${hasCard ? 2 : 0}`, 'OK')
      return
    }
    if (name === 'AT+CEREG?') {
      answer(registered ? '+CEREG: 0,1' : `+CEREG: 0,${hasCard ? 2 : 0}`, 'OK')
      return
    }
    const length = /^AT\+CMGS=(\d+)$/.exec(name)?.[1]
    if (length === undefined) {
      answer('ERROR')
      return
    }
    if (!pduMode) {
      refuse(NOT_ALLOWED)
      return
    }
    announced = Number(length)
    say('\r\n> ')
  }

  function submit(text: string, length: number): void {
    const refusal = standing().get('sms-refused')
    if (refusal !== undefined) {
      say(`\r\n+CMS ERROR: ${refusal.code}\r\n`, NETWORK_MS)
      return
    }
    if (standing().get('not-registered') !== undefined) {
      say('\r\n+CMS ERROR: 331\r\n', NETWORK_MS)
      return
    }
    let part: SubmittedPart
    try {
      part = decodeSubmit(text.trim(), length)
    } catch {
      refuse(INVALID_PDU)
      return
    }
    take(part)
    reference = (reference + 1) & 0xff
    say(`\r\n+CMGS: ${reference}\r\n\r\nOK\r\n`, NETWORK_MS)
  }

  function take(part: SubmittedPart): void {
    const { number, part: of } = part
    if (of === null) {
      deliver([part])
      return
    }
    const key = `${number} ${of.reference} ${of.count}`
    const parts = half.get(key) ?? Array.from({ length: of.count }, () => undefined)
    parts[of.index - 1] = part
    half.set(key, parts)
    const whole = parts.filter((one) => one !== undefined)
    if (whole.length < of.count) return
    half.delete(key)
    deliver(whole)
  }

  function deliver(parts: readonly SubmittedPart[]): void {
    const text = parts.map((part) => part.text).join('')
    const message = { atMs: clock.nowMs(), number: parts[0]?.number ?? '', text, parts: parts.length }
    sent.push(message)
    appendFileSync(smsPath, `${JSON.stringify(message)}\n`)
  }

  function hear(byte: number): void {
    if (announced !== null) {
      if (byte === ESCAPE) {
        announced = null
        input = ''
        answer('OK')
      } else if (byte === CTRL_Z) {
        const length = announced
        announced = null
        submit(input, length)
        input = ''
      } else input += String.fromCharCode(byte)
      return
    }
    if (byte === ESCAPE || byte === CTRL_Z) return
    if (byte !== 0x0d) {
      input += String.fromCharCode(byte)
      return
    }
    const text = input.trim()
    input = ''
    command(text)
  }

  return {
    receive(bytes) {
      if (standing().get('silent') !== undefined) return
      if (echo) line()?.write(bytes)
      for (const byte of bytes) hear(byte)
    },
    stop: () => pending.cancel(),
    sent: () => sent,
  }
}
