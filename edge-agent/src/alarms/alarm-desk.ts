import type { Layout } from '@coldrx/protocol'
import type { Log, OpenLine } from '../buses/line.ts'
import type { Moment } from '../clock/moment.ts'
import type { AgentConfig } from '../config.ts'
import type { RecordEntry, RecordedEvent } from '../recorder/entry.ts'
import type { Recorder } from '../recorder/recorder.ts'
import type { RecorderStatus } from '../recorder/recorder-file.ts'
import { type Finding, trustedValue, watchedCompartments } from '../rules/observation.ts'
import type { Sampler } from '../sampling/sampler.ts'
import type { Tick } from '../sampling/tick.ts'
import { createModem } from '../sms/modem.ts'
import { openSmsSender, smsTime } from '../sms/sms-sender.ts'
import type { SmsSubject } from '../sms/sms-words.ts'
import type { CloudReach } from '../uplink/cloud-reach.ts'
import type { OpenAlarm } from './alarm.ts'
import { createAlarmWatch } from './alarm-watch.ts'
import { type KeptAlarms, NOTHING_KEPT } from './kept-alarms.ts'
import { createRelays } from './relays.ts'
import { createSound, type SoundState } from './sound.ts'

/** Time out of range goes on counting over a restart; as much of it may be lost with the power. */
const KEEP_EVERY_MS = 60_000

type Now = Pick<RecordEntry, 'monotonicMs' | 'wallMs' | 'clock'>

/** Alarms as the cab shows them. */
export interface AlarmState {
  readonly open: readonly OpenAlarm[]
  readonly sound: SoundState
  /** null unless paused */
  readonly soundPausedUntil: Moment | null
  /** sirens and lights that are on, as their modules say */
  readonly relaysOn: readonly ('siren' | 'light')[]
  /** ids of sirens and lights that do not answer */
  readonly relaysLost: readonly string[]
  /** null: no modem */
  readonly sms: { readonly waiting: number; readonly sent: number; readonly problem: string | null } | null
}

export interface AlarmDesk {
  /** What the alarms say of this tick; sound, light and SMS follow by themselves. */
  observe(tick: Tick, wallMs: number, cloud: CloudReach): Finding[]
  /** Pauses the sound; gives what is to be recorded. Nothing open: nothing. */
  acknowledge(by: string): RecordedEvent[]
  readonly state: AlarmState
  start(): void
  stop(): Promise<void>
}

export async function openAlarmDesk({
  config,
  layout,
  recorder,
  recordingProblem,
  setCoil,
  openPort,
  now,
  random,
  log,
  onStatus,
  onEvent,
  onChanged,
}: {
  readonly config: AgentConfig
  readonly layout: Layout
  readonly recorder: Pick<Recorder, 'keptAlarms' | 'keepAlarms' | 'newestSms' | 'queueSms' | 'changeSms'>
  /** why nothing is recorded; null: it is */
  readonly recordingProblem: () => string | null
  readonly setCoil: Sampler['setCoil']
  readonly openPort: OpenLine
  readonly now: () => Now
  readonly random: () => number
  readonly log: Log
  readonly onStatus: (status: RecorderStatus) => void
  readonly onEvent: (event: RecordedEvent) => void
  readonly onChanged: () => void
}): Promise<AlarmDesk> {
  const { soundPauseSeconds, relays: relayConfigs, sms } = config.alarms
  const nowMs = (): number => now().monotonicMs
  const watch = createAlarmWatch({
    layout,
    settings: new Map(config.compartments.map(({ id, alarms }) => [id, alarms])),
    kept: await keptBefore(recorder, log),
  })
  const sound = createSound({ pauseMs: soundPauseSeconds * 1_000 })
  const relays = createRelays({ relays: relayConfigs, setCoil, nowMs, log, onChanged })
  const modem = sms === undefined ? null : createModem({ settings: sms.modem, openLine: openPort, nowMs, log })
  const sender =
    sms === undefined || modem === null
      ? null
      : await openSmsSender({
          config: sms,
          assetName: config.asset.name,
          ...{ modem, recorder, now, random, log, onStatus, onEvent, onChanged },
        })
  let keeping: Promise<void> = Promise.resolve()
  let keptAtMs = nowMs()
  let lastTick: Tick | null = null

  function keep(at: Now): void {
    keptAtMs = at.monotonicMs
    const kept = watch.kept(at)
    keeping = keeping.then(() => recorder.keepAlarms(kept)).catch(() => undefined)
  }

  function soundAndLight(monotonicMs: number): void {
    const { open } = watch
    relays.drive({ siren: sound.state(open.length, monotonicMs) === 'sounding', light: open.length > 0 })
  }

  function subjectOf({ kind, subject, since, minutesLeft }: OpenAlarm): SmsSubject {
    const group = layout.groups.find(({ id, kind: of }) => id === subject && of === 'compartment')
    const name = group === undefined ? (kind === 'probe-fault' ? subject : '') : group.name[sms?.language ?? 'zh']
    const compartment = watchedCompartments(layout).find(({ id }) => id === subject)
    const values = (compartment?.temperatures ?? []).flatMap((channel) =>
      lastTick === null ? [] : (trustedValue(lastTick, channel) ?? []),
    )
    return {
      ...{ kind, name, since: smsTime({ since }, now()) },
      celsius: furthest(values, compartment?.range ?? null),
      minutesLeft: minutesLeft === null ? null : Math.max(1, Math.round(minutesLeft.minutes)),
    }
  }

  return {
    observe(tick, wallMs, cloud) {
      lastTick = tick
      const { monotonicMs } = tick
      const findings = watch.observe({ tick, wallMs, recordingProblem: recordingProblem() })
      sound.hear(findings)
      soundAndLight(monotonicMs)
      if (findings.length > 0 || monotonicMs - keptAtMs >= KEEP_EVERY_MS) keep({ ...now(), monotonicMs, wallMs })
      sender?.observe({
        open: watch.open,
        ...{ cloud, monotonicMs, wallMs, subjectOf },
      })
      return [...findings, ...relays.takeFindings()]
    },
    acknowledge(by) {
      const at = now()
      const events = watch.acknowledge(at, { by, soundPausedMs: sound.pauseMs })
      if (events.length === 0) return []
      sound.pause(at.monotonicMs)
      soundAndLight(at.monotonicMs)
      keep(at)
      return events
    },
    get state() {
      const { open } = watch
      const state = sound.state(open.length, nowMs())
      const { pausedUntilMs } = sound
      return {
        open,
        sound: state,
        soundPausedUntil: state === 'paused' && pausedUntilMs !== null ? { monotonicMs: pausedUntilMs } : null,
        relaysOn: relays.on,
        relaysLost: relays.lost,
        sms: sender?.state ?? null,
      }
    },
    start: () => modem?.start(),
    async stop() {
      keep(now())
      await Promise.all([modem?.stop(), sender?.settled(), relays.settled()])
      await keeping
    },
  }
}

async function keptBefore(recorder: Pick<Recorder, 'keptAlarms'>, log: Log): Promise<KeptAlarms> {
  try {
    return (await recorder.keptAlarms()) ?? NOTHING_KEPT
  } catch (error) {
    log.warn({ reason: String(error) }, 'which alarms were open cannot be read; they open anew where their cause lasts')
    return NOTHING_KEPT
  }
}

function furthest(
  values: readonly number[],
  range: { readonly minCelsius: number; readonly maxCelsius: number } | null,
): number | null {
  const beyond = (value: number): number =>
    range === null ? 0 : Math.max(range.minCelsius - value, value - range.maxCelsius)
  return values.reduce<number | null>(
    (worst, value) => (worst === null || beyond(value) > beyond(worst) ? value : worst),
    null,
  )
}
