import { createCabFeed } from './cab/cab-feed.ts'
import { openCab } from './cab/open-cab.ts'
import { openRun, type Run, type RunOptions } from './run.ts'
import { openSettings } from './settings/settings-keeper.ts'

export type AgentOptions = RunOptions

export interface Agent {
  /** null when no port was to be had */
  readonly cabPort: number | null
  /** Whether samples come as often as they should. */
  readonly isSampling: () => boolean
  /** Rejects when the agent cannot go on: its recorder or its sampling ended. Resolves after stop(). */
  readonly finished: Promise<void>
  /** Commits, frames and seals what is there, says goodbye to the cloud, and lets go of everything. */
  stop(): Promise<void>
}

/** Builds the agent of one asset and starts it, one run after the other as settings change. @throws ConfigError, RecorderError */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { config: own, log } = options
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

  const feed = createCabFeed(() => run.cabState())
  const listeners = {
    onChanged: () => feed.publish(),
    reportedSettings: () => settings.reported,
    onSettings: (payload: Uint8Array) => {
      const effect = settings.take(payload)
      if (effect === 'reconfigure') changing = changing.then(reconfigure).catch(rejectFinished)
      else if (effect === 'report') run.report()
    },
  }
  const open = (): Promise<Run> => openRun({ ...options, ...listeners, config: settings.config })

  function begin(begun: Run): void {
    begun.finished.catch(rejectFinished)
    begun.start()
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
  const cab = await openCab({
    feed,
    cab: own.cab,
    log,
    recordHandover: (request) => run.recordHandover(request),
    acknowledgeAlarms: (by) => run.acknowledgeAlarms(by),
  })
  begin(run)

  async function stop(): Promise<void> {
    await changing
    await run.stop()
    await cab?.stop()
  }

  return {
    cabPort: cab?.port ?? null,
    isSampling: () => run.isSampling(),
    finished,
    stop: () => {
      stopping ??= stop().then(resolveFinished)
      return stopping
    },
  }
}
