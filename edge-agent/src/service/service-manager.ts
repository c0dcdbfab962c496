import { execFile } from 'node:child_process'
import type { Log } from '../buses/line.ts'

/** Half of the time that the watchdog allows, as sd_watchdog_enabled(3) recommends. */
const SHARE_OF_WATCHDOG = 0.5
const NOTIFY_TIMEOUT_MS = 5_000

export interface ServiceManager {
  /** It samples: whoever waits for this service goes on. Begins to feed the watchdog where there is one. */
  ready(): void
  stopping(): void
  close(): void
}

/**
 * Tells systemd how we are (sd_notify(3)), through its own `systemd-notify`: Node cannot send to a datagram socket of the
 * file system. Does nothing where nobody asked for it. The watchdog is fed only while `isAlive`: an agent that hangs, or
 * that does not sample any more, is started anew.
 */
export function createServiceManager({
  env,
  isAlive,
  log,
  command = 'systemd-notify',
}: {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isAlive: () => boolean
  readonly log: Log
  readonly command?: string
}): ServiceManager {
  const isAsked = (env.NOTIFY_SOCKET ?? '') !== ''
  const watchdogMs = Math.floor(Number(env.WATCHDOG_USEC ?? 0) / 1_000)
  let feeding: NodeJS.Timeout | null = null
  let hasFailed = false

  function notify(...states: readonly string[]): void {
    if (!isAsked) return
    execFile(command, [...states], { env: { ...env }, timeout: NOTIFY_TIMEOUT_MS }, (error) => {
      if (error === null || hasFailed) return
      hasFailed = true
      log.warn({ reason: error.message }, 'systemd could not be told how the service is')
    })
  }

  return {
    ready() {
      notify('--ready')
      if (!isAsked || watchdogMs <= 0) return
      feeding ??= setInterval(() => {
        if (isAlive()) notify('WATCHDOG=1')
        else log.warn({}, 'nothing was sampled for too long: the watchdog is not fed any more')
      }, watchdogMs * SHARE_OF_WATCHDOG)
    },
    stopping() {
      notify('STOPPING=1')
    },
    close() {
      if (feeding !== null) clearInterval(feeding)
      feeding = null
    },
  }
}
