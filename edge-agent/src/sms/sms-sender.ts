import type { OpenAlarm } from '../alarms/alarm.ts'
import type { Log } from '../buses/line.ts'
import { momentWallMs } from '../clock/moment.ts'
import type { SmsConfig } from '../config.ts'
import type { RecordedEvent } from '../recorder/entry.ts'
import type { Recorder } from '../recorder/recorder.ts'
import type { RecorderStatus } from '../recorder/recorder-file.ts'
import type { NewSms, QueuedSms, SmsState } from '../recorder/sms-table.ts'
import type { CloudReach } from '../uplink/cloud-reach.ts'
import type { Modem, SendOutcome } from './modem.ts'
import { MAY_BE_REPEATED, type SmsSubject, smsText } from './sms-words.ts'

const FIRST_RETRY_MS = 15_000
const LONGEST_RETRY_MS = 600_000
const MOST_ATTEMPTS = 12
/** More than an alarm-rich week has. */
const REMEMBERED = 200

/** Kept where the recorder cannot: that nothing is recorded is an alarm itself. */
interface Message extends NewSms {
  readonly position: number | null
  state: SmsState
  attempts: number
  dueMs: number
  mayHaveGone: boolean
}

export interface SmsSituation {
  readonly open: readonly OpenAlarm[]
  readonly cloud: CloudReach
  readonly monotonicMs: number
  readonly wallMs: number
  readonly subjectOf: (alarm: OpenAlarm) => SmsSubject
}

export interface SmsSender {
  /** Looks whether somebody is to be told; sends on its own time. Called at each tick. */
  observe(situation: SmsSituation): void
  /** for the cab's page: how many wait, and why the last one failed */
  readonly state: { readonly waiting: number; readonly sent: number; readonly problem: string | null }
  settled(): Promise<void>
}

/**
 * Tells people by SMS of alarms that the cloud does not know of. The queue is in the recorder's file: a message is there
 * before the modem hears of it, and a start goes on with those that are not known to have gone out.
 */
export async function openSmsSender({
  config,
  assetName,
  modem,
  recorder,
  now,
  random,
  log,
  onStatus,
  onEvent,
  onChanged,
}: {
  readonly config: SmsConfig
  readonly assetName: string
  readonly modem: Pick<Modem, 'send'>
  readonly recorder: Pick<Recorder, 'newestSms' | 'queueSms' | 'changeSms'>
  readonly now: () => Parameters<Recorder['changeSms']>[2]
  readonly random: () => number
  readonly log: Log
  /** after each commit */
  readonly onStatus: (status: RecorderStatus) => void
  /** what the recorder refused, to be recorded when it can be */
  readonly onEvent: (event: RecordedEvent) => void
  readonly onChanged: () => void
}): Promise<SmsSender> {
  const { recipients, policy, repeatMinutes, language } = config
  const before = await recorder.newestSms(REMEMBERED).catch((error: unknown) => {
    log.warn({ reason: String(error) }, 'the queue of SMS cannot be read')
    return []
  })
  /** by alarm: when it was told last (wall), and how often */
  const told = new Map<string, { readonly atWallMs: number; readonly repeat: number }>()
  let messages: Message[] = before.map(revive)
  for (const message of messages) note(message)
  let sent = messages.filter(({ state }) => state === 'sent').length
  let problem: string | null = null
  let situation: SmsSituation | null = null
  let working: Promise<void> | null = null

  function note({ alarms, repeat, createdAtMs, state }: Message): void {
    if (state === 'dropped') return
    for (const id of alarms) told.set(id, { atWallMs: createdAtMs, repeat })
  }

  const isOwed = ({ state }: Message): boolean => state === 'waiting' || state === 'sending'

  /** Alarms of which nobody was told yet, or not for long, while the cloud has been out of reach for the policy's time. */
  function toTell({ open, cloud, monotonicMs, wallMs }: SmsSituation): readonly OpenAlarm[] {
    if (cloud.isReached) return []
    const delayMs = policy.delaySeconds * 1_000
    return open.filter(({ id, since }) => {
      const openSinceMs = 'monotonicMs' in since ? since.monotonicMs : Number.NEGATIVE_INFINITY
      if (monotonicMs - Math.max(openSinceMs, cloud.unreachedSinceMs) < delayMs) return false
      const last = told.get(id)
      // a clock that was set back must not silence it
      return last === undefined || Math.abs(wallMs - last.atWallMs) >= repeatMinutes * 60_000
    })
  }

  async function queue(alarms: readonly OpenAlarm[], { subjectOf, wallMs }: SmsSituation): Promise<void> {
    const isNew = ({ id }: OpenAlarm): boolean => !told.has(id)
    for (const group of [alarms.filter(isNew), alarms.filter((alarm) => !isNew(alarm))]) {
      if (group.length === 0) continue
      const repeat = Math.max(...group.map(({ id }) => (told.get(id)?.repeat ?? -1) + 1))
      const text = smsText({ assetName, subjects: group.map(subjectOf), repeat }, language)
      const ids = group.map(({ id }) => id)
      const fresh = recipients.map(({ number }): NewSms => {
        return { alarms: ids, recipient: number, repeat, text, createdAtMs: wallMs }
      })
      const queued: readonly (NewSms & { position: number | null })[] = await recorder
        .queueSms(fresh)
        .catch((error: unknown) => {
          log.warn({ reason: String(error) }, 'SMS are held in memory only')
          return fresh.map((message) => ({ ...message, position: null }))
        })
      for (const message of queued) {
        const added: Message = { ...message, state: 'waiting', attempts: 0, dueMs: 0, mayHaveGone: false }
        messages.push(added)
        note(added)
      }
    }
    messages = [...messages.filter((message) => !isOwed(message)).slice(-REMEMBERED), ...messages.filter(isOwed)]
    onChanged()
  }

  /** A message that cannot be marked is sent all the same: better twice than never. */
  async function change(message: Message, state: SmsState, event: RecordedEvent | null): Promise<void> {
    message.state = state
    const { position, attempts } = message
    try {
      if (position === null) throw new Error('it is in memory only')
      onStatus(await recorder.changeSms({ position, state, attempts }, event, now()))
    } catch (error) {
      if (position !== null) log.warn({ reason: String(error), state }, 'what became of an SMS could not be kept')
      if (event !== null) onEvent(event)
    }
  }

  async function send(message: Message): Promise<void> {
    const { recipient, repeat, alarms, mayHaveGone } = message
    message.attempts++
    await change(message, 'sending', null)
    const text = `${mayHaveGone ? MAY_BE_REPEATED[language] : ''}${message.text}`
    const outcome = await modem.send({ number: recipient, text, reference: Math.floor(random() * 256) })
    message.mayHaveGone ||= outcome.mayHaveGone
    const isFinal = outcome.sent || message.attempts >= MOST_ATTEMPTS
    const event = eventOf({ message, outcome, isRepeat: repeat > 0 || mayHaveGone, isFinal })
    log.info({ alarms, attempt: message.attempts, ...outcome }, outcome.sent ? 'SMS sent' : 'SMS failed')
    problem = outcome.sent ? null : outcome.reason
    if (outcome.sent) sent++
    const retryMs = Math.min(FIRST_RETRY_MS * 2 ** (message.attempts - 1), LONGEST_RETRY_MS)
    message.dueMs = now().monotonicMs + retryMs
    // one that may have gone out stays marked as such over a restart
    const owed = message.mayHaveGone ? 'sending' : 'waiting'
    await change(message, outcome.sent ? 'sent' : isFinal ? 'failed' : owed, event)
    onChanged()
  }

  function eventOf({
    message,
    outcome,
    isRepeat,
    isFinal,
  }: {
    readonly message: Message
    readonly outcome: SendOutcome
    readonly isRepeat: boolean
    readonly isFinal: boolean
  }): RecordedEvent {
    const { recipient, attempts, alarms, repeat } = message
    const detail = {
      // whose it is the fleet's file says; a record that is kept for years needs no telephone number
      to: `…${recipient.slice(-4)}`,
      alarms: alarms.join().slice(0, 256),
      ...{ attempt: attempts, repeat, isRepeat, parts: outcome.parts, signal: outcome.signal },
      policy: policy.version,
      ...(outcome.sent ? {} : { reason: outcome.reason, isFinal }),
    }
    const { monotonicMs } = now()
    return { monotonicMs, code: outcome.sent ? 'sms-sent' : 'sms-failed', subject: 'modem', detail }
  }

  async function work(): Promise<void> {
    for (;;) {
      const seen = situation
      if (seen === null) return
      const alarms = toTell(seen)
      if (alarms.length > 0) await queue(alarms, seen)
      if (seen.cloud.isReached) {
        // the cloud has its frames, and tells people by its own ways; what may be half sent is finished
        for (const message of messages) {
          if (!isOwed(message) || message.attempts > 0) continue
          await change(message, 'dropped', null)
          for (const id of message.alarms) told.delete(id)
        }
      }
      const { monotonicMs } = now()
      const next = messages.find((message) => isOwed(message) && message.dueMs <= monotonicMs)
      if (next === undefined) return
      await send(next)
    }
  }

  return {
    observe(seen) {
      situation = seen
      working ??= work().finally(() => {
        working = null
      })
    },
    get state() {
      return { waiting: messages.filter(isOwed).length, sent, problem }
    },
    async settled() {
      situation = null
      while (working !== null) await working
    },
  }
}

/** One that was given to the modem when the agent stopped may have gone out. */
function revive({ state, ...kept }: QueuedSms): Message {
  return { ...kept, state, dueMs: 0, mayHaveGone: state === 'sending' }
}

/** HH:MM in Beijing time, as everybody who is called reads it. */
export function smsTime(alarm: Pick<OpenAlarm, 'since'>, now: { monotonicMs: number; wallMs: number }): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' })
  return time.format(momentWallMs(alarm.since, now))
}
