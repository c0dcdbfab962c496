import { Breaker } from './breaker.ts'
import { type Bus, type ReadOutcome, type ReadRequest, SILENCE_MS } from './bus.ts'
import type { Log } from './line.ts'

const RETRIES = 2

export interface Slave {
  /** probe or input module */
  readonly id: string
  readonly request: ReadRequest
}

export interface BusPoller {
  /** Asks every slave of the line once, then again those that failed, as long as the time until `deadlineMs` allows. */
  poll(deadlineMs: number): Promise<ReadonlyMap<string, ReadOutcome>>
}

export function createBusPoller({
  bus,
  slaves,
  nowMs,
  log,
}: {
  readonly bus: Bus
  readonly slaves: readonly Slave[]
  readonly nowMs: () => number
  readonly log: Log
}): BusPoller {
  const polled = slaves.map((slave) => ({ slave, breaker: new Breaker() }))

  return {
    async poll(deadlineMs) {
      const outcomes = new Map<string, ReadOutcome>()
      const retryable = new Set<Slave>()
      for (const { slave, breaker } of polled) {
        if (!breaker.allows(nowMs())) {
          outcomes.set(slave.id, { mark: 'open', reason: 'given up, asked again every 30 s' })
          continue
        }
        outcomes.set(slave.id, await bus.read(slave.request))
        if (!breaker.isOpen) retryable.add(slave)
      }
      // after all first attempts: one bad slave must not take the time of the others
      for (let retry = 0; retry < RETRIES; retry++) {
        for (const slave of retryable) {
          const outcome = outcomes.get(slave.id)
          if (outcome === undefined || !isFailedAnswer(outcome)) continue
          if (nowMs() + bus.timeoutMs + SILENCE_MS > deadlineMs) break
          outcomes.set(slave.id, await bus.read(slave.request))
        }
      }
      for (const { slave, breaker } of polled) {
        const outcome = outcomes.get(slave.id)
        if (outcome === undefined) continue
        if ('values' in outcome) {
          if (breaker.succeeded()) log.info({ line: bus.id, slave: slave.id }, 'a slave answers again')
        } else if (isFailedAnswer(outcome) && breaker.failed(nowMs())) {
          log.warn({ line: bus.id, slave: slave.id, ...outcome }, 'a slave is given up, and asked rarely from now on')
        }
      }
      return outcomes
    },
  }
}

/** `open` means that the slave was not asked, which says nothing about it. */
function isFailedAnswer(outcome: ReadOutcome): boolean {
  return 'mark' in outcome && outcome.mark !== 'open'
}
