import type { ReleaseOrder, ReleasePart } from '@coldrx/protocol'
import { createCabFeed } from './cab/cab-feed.ts'
import { openCab } from './cab/open-cab.ts'
import { firstPin, needsPairing, openPairing } from './cab/pairing.ts'
import { openRun, type Run } from './run.ts'
import type { AgentHealth } from './run-health.ts'
import type { RunOptions } from './run-options.ts'
import { openSettings } from './settings/settings-keeper.ts'
import { type OrderedUpdateOptions, openOrderedUpdate } from './update/ordered-update.ts'

/** How long the cloud has to answer by settings on trial: a tunnel and a modem that starts anew fit into it. */
const SETTINGS_TRIAL_MS = 600_000
const TRIAL_LOOK_MS = 1_000

export interface AgentOptions extends RunOptions {
  readonly settingsTrialMs?: number
  /** without it the cloud cannot order updates */
  readonly updates?: Pick<OrderedUpdateOptions, 'machine' | 'place' | 'install'>
}

export interface Agent {
  /** null when no port was to be had */
  readonly cabPort: number | null
  /** of the first start where screens on the network are served: who stands there enters it; null: at any other */
  readonly firstPin: string | null
  /** Whether samples come as often as they should. */
  readonly isSampling: () => boolean
  readonly health: () => AgentHealth
  /** Rejects when the agent cannot go on: its recorder or its sampling ended. Resolves after stop(). */
  readonly finished: Promise<void>
  /** Commits, frames and seals what is there, says goodbye to the cloud, and lets go of everything. */
  stop(): Promise<void>
}

/** Builds the agent of one asset and starts it, one run after the other as settings change. @throws ConfigError, RecorderError */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { config: own, log, clock, settingsTrialMs = SETTINGS_TRIAL_MS } = options
  const settings = openSettings({ own, log })
  let resolveFinished: () => void = () => undefined
  let rejectFinished: (error: unknown) => void = () => undefined
  const finished = new Promise<void>((resolve, reject) => {
    resolveFinished = resolve
    rejectFinished = reject
  })
  let stopping: Promise<void> | null = null
  /** runs begin and end one after the other */
  let changing: Promise<void> = Promise.resolve()

  const updates =
    options.updates === undefined
      ? null
      : openOrderedUpdate({
          ...options.updates,
          ...{ directory: own.directory, log, monotonicNowMs: () => clock.nowMs() },
          host: {
            ask: (request) => run.askRelease(request),
            get isIdle() {
              return run.isIdle()
            },
            get needs() {
              const { reads, cloud } = run.health()
              return { reads, cloud }
            },
            record: ({ code, detail }) => run.recordNow([{ code, subject: '', detail }]),
            report: () => run.report(),
          },
        })

  const feed = createCabFeed(() => run.cabState())
  const listeners = {
    onChanged: () => feed.publish(),
    reportedSettings: () => settings.reported,
    reportedUpdate: () => updates?.reported ?? null,
    onUpdateOrder: (order: ReleaseOrder) => updates?.take(order),
    onReleasePart: (part: ReleasePart) => updates?.takePart(part),
    onSettings: (payload: Uint8Array) => {
      const effect = settings.take(payload)
      if (effect === 'reconfigure') change()
      else if (effect === 'report') run.report()
    },
  }
  function open(): Promise<Run> {
    const { config } = settings
    return openRun({
      ...options,
      ...listeners,
      config,
      onAnswered: () => {
        updates?.linkIsNew()
        // one that ends because there are other settings says nothing about these
        if (settings.config === config && settings.confirm()) run.report()
      },
    })
  }

  let begunAtMs = clock.nowMs()
  function begin(begun: Run): void {
    begunAtMs = clock.nowMs()
    begun.finished.catch(rejectFinished)
    begun.start()
  }

  function lookAtTrial(): void {
    if (!settings.isTrying || changes > 0 || clock.nowMs() - begunAtMs < settingsTrialMs) return
    settings.takeBack(`the cloud did not answer for ${settingsTrialMs / 1_000} s of running by it`)
    change()
  }

  let changes = 0
  function change(): void {
    changes++
    changing = changing
      .then(reconfigure)
      .catch(rejectFinished)
      .finally(() => {
        changes--
      })
  }

  /** A frame has one layout and one cadence: others begin with a boot of their own, as after a start. */
  async function reconfigure(): Promise<void> {
    if (stopping !== null) return
    log.info({ revision: settings.reported.applied }, 'settings changed: sampling begins anew')
    await run.stop()
    run = await open()
    begin(run)
    feed.publish()
  }

  let run = await open()
  const isGuarded = needsPairing(own.cab)
  const cab = await openCab({
    feed,
    guard: isGuarded
      ? {
          pairing: openPairing({ directory: own.directory }),
          ...{ locally: own.cab.pairing === 'all', log },
          now: () => ({ wallMs: options.hostClock.nowMs(), monotonicMs: options.clock.nowMs() }),
        }
      : null,
    cab: own.cab,
    log,
    actions: {
      recordHandover: (request) => run.cabActions.recordHandover(request),
      handoverContent: (document) => run.cabActions.handoverContent(document),
      acknowledgeAlarms: (by) => run.cabActions.acknowledgeAlarms(by),
      sayOfTrip: (saying) => run.cabActions.sayOfTrip(saying),
    },
  })
  begin(run)

  const trialLook = setInterval(() => {
    lookAtTrial()
    if (changes === 0) updates?.look()
  }, TRIAL_LOOK_MS)

  async function stop(): Promise<void> {
    clearInterval(trialLook)
    await changing
    await updates?.settled()
    await run.stop()
    await cab?.stop()
  }

  return {
    cabPort: cab?.port ?? null,
    firstPin: isGuarded ? firstPin({ directory: own.directory, nowMs: options.hostClock.nowMs() }) : null,
    isSampling: () => run.isSampling(),
    health: () => run.health(),
    finished,
    stop: () => {
      stopping ??= stop().then(resolveFinished)
      return stopping
    },
  }
}
