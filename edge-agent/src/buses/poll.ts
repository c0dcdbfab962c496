import { Breaker } from './breaker.ts'
import { type Bus, type FailureMark, type ReadOutcome, type ReadRequest, SILENCE_MS } from './bus.ts'
import type { Log } from './line.ts'
import { wait } from './wait.ts'

const RETRIES = 2

export interface Slave {
  /** probe or input module */
  readonly id: string
  readonly request: ReadRequest
}

export interface BusPoller {
  /**
   * Asks every slave of the line once, then again those that failed, as long as the time until `deadlineMs` allows. At the
   * deadline it hands on what it has: one line must not hold up the alarms of the others.
   */
  poll(deadlineMs: number): Promise<ReadonlyMap<string, ReadOutcome>>
}

interface PolledSlave {
  readonly slave: Slave
  readonly breaker: Breaker
  askedAtMs: number
  /** whether the last tick had no time left for it */
  passedOver: boolean
  /** what its last attempt failed with; null when it was answered */
  failure: FailureMark | null
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
  const polled = slaves.map((slave): PolledSlave => {
    return { slave, breaker: new Breaker(), askedAtMs: Number.NEGATIVE_INFINITY, passedOver: false, failure: null }
  })
  let turn: Promise<void> = Promise.resolve()

  async function ask(outcomes: Map<PolledSlave, ReadOutcome>, deadlineMs: number): Promise<void> {
    const inTime = (): boolean => nowMs() < deadlineMs
    const attempt = async (entry: PolledSlave): Promise<ReadOutcome> => {
      const outcome = await bus.read(entry.slave.request)
      outcomes.set(entry, outcome)
      return outcome
    }
    const startedAtMs = nowMs()
    const [trusted, givenUp] = [polled.filter(({ breaker }) => !breaker.isOpen), polled.filter(isDue(startedAtMs))]
    for (const entry of trusted.sort(byTurn)) {
      entry.passedOver = !inTime()
      if (entry.passedOver) continue
      entry.askedAtMs = nowMs()
      await attempt(entry)
    }
    // after all first attempts: one bad slave must not take the time of the others
    for (let retry = 0; retry < RETRIES; retry++) {
      for (const entry of trusted) {
        if (!isFailedAnswer(outcomes.get(entry))) continue
        if (nowMs() + bus.timeoutMs + SILENCE_MS > deadlineMs) break
        await attempt(entry)
      }
    }
    // one dead slave a tick: many of them, each with its timeout, would take the time of those that answer
    for (const entry of givenUp.sort(byTurn)) {
      if (!inTime()) break
      entry.askedAtMs = nowMs()
      if (isFailedAnswer(await attempt(entry))) break
    }
    for (const [entry, outcome] of outcomes) learn(entry, outcome)
  }

  function learn(entry: PolledSlave, outcome: ReadOutcome): void {
    const { slave, breaker } = entry
    const where = { line: bus.id, slave: slave.id }
    if ('values' in outcome) {
      entry.failure = null
      if (breaker.succeeded()) log.info(where, 'a slave answers again')
    } else if (isFailedAnswer(outcome)) {
      entry.failure = outcome.mark
      if (breaker.failed(nowMs()))
        log.warn({ ...where, ...outcome }, 'a slave is given up, and asked rarely from now on')
    }
  }

  function notAsked({ failure, breaker }: PolledSlave): ReadOutcome {
    if (!bus.isOpen) return { mark: 'open', reason: `line ${bus.id} is not open` }
    return breaker.isOpen && failure !== null
      ? { mark: failure, reason: 'given up, asked again every 30 s' }
      : { mark: 'timeout', reason: 'the time of this tick was over' }
  }

  return {
    async poll(deadlineMs) {
      const outcomes = new Map<PolledSlave, ReadOutcome>()
      // an exchange that the tick before did not wait for ends first, and counts for nobody's samples
      turn = turn.then(async () => await ask(outcomes, deadlineMs))
      await settledOrAfter(turn, deadlineMs - nowMs())
      return new Map(polled.map((entry) => [entry.slave.id, outcomes.get(entry) ?? notAsked(entry)]))
    },
  }
}

const isDue =
  (nowMs: number) =>
  ({ breaker }: PolledSlave): boolean =>
    breaker.isOpen && breaker.allows(nowMs)

/** Those the last tick had no time for, then those that answer, then the others; each in the order of their last turns. */
function byTurn(left: PolledSlave, right: PolledSlave): number {
  const rank = ({ passedOver, failure }: PolledSlave): number => (passedOver ? 0 : failure === null ? 1 : 2)
  return rank(left) - rank(right) || Math.sign(left.askedAtMs - right.askedAtMs) || 0
}

/** `open` means that the slave was not asked, which says nothing about it. */
function isFailedAnswer(outcome: ReadOutcome | undefined): outcome is { mark: FailureMark; reason: string } {
  return outcome !== undefined && 'mark' in outcome && outcome.mark !== 'open'
}

async function settledOrAfter(work: Promise<void>, milliseconds: number): Promise<void> {
  const settled = new AbortController()
  await Promise.race([work.finally(() => settled.abort()), wait(milliseconds, settled.signal)])
}
