import {
  compareVersions,
  type ReleaseOrder,
  type ReleasePart,
  type ReleaseRequest,
  type ReportedUpdate,
} from '@coldrx/protocol'
import type { Log } from '../buses/line.ts'
import { messageOf } from '../message-of.ts'
import { fetchedRelease } from './fetched-release.ts'
import type { InstallationState, OwnPlace, Trial } from './installation.ts'
import { type KeptOrder, type OrderedRelease, orderFile } from './order-file.ts'
import { ReleaseError } from './release-error.ts'

/** A part that does not come within this is asked for again: one takes seconds on the slowest radio. */
const PART_PATIENCE_MS = 45_000
/** A file that came whole and is not what was ordered is fetched anew so often. */
const MOST_DAMAGED = 2
const LONGEST_PROBLEM = 256

/** Of the agent that runs; events are committed when `record` resolves. */
export interface UpdateHost {
  /** @returns whether it was sent: there is a cloud, and the link's budget has room */
  ask(request: Pick<ReleaseRequest, 'release' | 'offset'>): boolean
  /** nobody is under way with goods, nothing is wrong: a restart disturbs nobody */
  readonly isIdle: boolean
  /** what the release on trial must be able to do */
  readonly needs: Trial['needs']
  record(event: UpdateEvent): Promise<void>
  report(): void
}

export interface UpdateEvent {
  readonly code: 'updated' | 'update-taken-back' | 'update-refused'
  readonly detail: Readonly<Record<string, string | number>>
}

export interface OrderedUpdateOptions {
  readonly directory: string
  readonly machine: { readonly platform: string; readonly arch: string }
  /** null: it was started from elsewhere than a release's folder */
  readonly place: () => OwnPlace | null
  /** Checks the signature and puts it on trial. @throws ReleaseError */
  readonly install: (file: string, needs: Trial['needs']) => Promise<void>
  readonly host: UpdateHost
  readonly monotonicNowMs: () => number
  readonly log: Log
}

export interface OrderedUpdate {
  readonly reported: ReportedUpdate
  take(order: ReleaseOrder): void
  takePart(part: ReleasePart): void
  /** There is a new link: what was asked on the old one does not come. */
  linkIsNew(): void
  /** To be called each second: asks, installs, tells what became of it. */
  look(): void
  /** Resolves when nothing is under way. */
  settled(): Promise<void>
}

/**
 * Follows the cloud's orders to update: fetches the release in parts, goes on where it was after whatever interrupted it,
 * installs it while the truck is idle, and tells the outcome in frames and births, whichever release runs by then.
 */
export function openOrderedUpdate(options: OrderedUpdateOptions): OrderedUpdate {
  const { directory, machine, place, install, host, monotonicNowMs, log } = options
  const file = orderFile(directory)
  const fetched = fetchedRelease(directory)
  let { order, told } = file.read()
  let askedAtMs: number | null = null
  let working: Promise<void> | null = null

  function keep(next: KeptOrder | null, report = true): void {
    order = next
    file.write({ order, told })
    if (report) host.report()
  }

  async function refuse(refused: KeptOrder, reason: string): Promise<void> {
    const problem = reason.slice(0, LONGEST_PROBLEM)
    const version = refused.release?.version ?? ''
    log.warn({ version, problem }, 'an ordered update is refused')
    await host.record({ code: 'update-refused', detail: { version, problem, order: refused.number } })
    fetched.forget()
    if (order?.number === refused.number) keep({ ...refused, state: 'refused', problem })
  }

  /** What became of the last attempt, whoever made it, is told once. */
  async function tell(state: InstallationState): Promise<void> {
    if (state.phase === 'trial') return
    const attempt = `${state.id ?? ''} ${state.phase} ${state.version}`
    if (attempt === told) return
    const { version, from = '' } = state
    const problem = state.phase === 'taken-back' ? state.problem.slice(0, LONGEST_PROBLEM) : undefined
    await host.record(
      problem === undefined
        ? { code: 'updated', detail: { from, to: version } }
        : { code: 'update-taken-back', detail: { version, stays: from, problem } },
    )
    told = attempt
    const isOrdered = order?.release?.version === version && ['waiting', 'trying'].includes(order.state)
    if (order !== null && isOrdered) {
      fetched.forget()
      keep({ ...order, state: state.phase, ...(problem === undefined ? {} : { problem }) })
    } else keep(order, false)
  }

  async function follow(own: KeptOrder, { installation }: OwnPlace): Promise<void> {
    const { state, release } = own
    if (release === null || (state !== 'fetching' && state !== 'waiting')) return
    if (compareVersions(release.version, installation.currentVersion) < 0) {
      await refuse(own, `${release.version} is older than ${installation.currentVersion}, which is installed`)
    } else if (state === 'fetching') await fetch(own, release)
    else if (host.isIdle && installation.trial === null) await installNow(own)
  }

  async function fetch(own: KeptOrder, release: OrderedRelease): Promise<void> {
    const have = fetched.have(release)
    if (have < release.sizeBytes) {
      if (askedAtMs !== null && monotonicNowMs() - askedAtMs < PART_PATIENCE_MS) return
      if (host.ask({ release: release.id, offset: have })) askedAtMs = monotonicNowMs()
      return
    }
    const isWhole = await fetched.isWhole(release)
    if (order?.number !== own.number) return
    if (isWhole) {
      keep({ ...own, state: 'waiting' })
      return
    }
    fetched.forget()
    if (own.damaged >= MOST_DAMAGED) await refuse(own, 'what comes is not what was ordered, however often')
    else keep({ ...own, damaged: own.damaged + 1 }, false)
  }

  async function installNow(own: KeptOrder): Promise<void> {
    try {
      await install(fetched.path, host.needs)
      if (order?.number === own.number) keep({ ...own, state: 'trying' })
    } catch (error) {
      if (!(error instanceof ReleaseError)) throw error
      await refuse(own, error.message)
    }
  }

  async function work(): Promise<void> {
    const own = place()
    // on trial it is the other one that judges, and knows
    if (own === null || own.isOnTrial) return
    const { state } = own.installation
    if (state !== null) await tell(state)
    if (order !== null) await follow(order, own)
  }

  function look(): void {
    working ??= work()
      .catch((error: unknown) => log.warn({ reason: messageOf(error) }, 'the ordered update could not go on'))
      .finally(() => {
        working = null
      })
  }

  function take({ order: number, release }: ReleaseOrder): void {
    if (order !== null && number <= order.number) return
    log.info({ order: number, version: release?.version ?? null }, 'an update is ordered')
    if (release === null || order?.release?.id !== release.id) fetched.forget()
    askedAtMs = null
    const own = place()
    const base = { number, release, damaged: 0 }
    if (release === null) keep({ ...base, state: 'dropped' })
    else if (own === null) {
      keep({ ...base, state: 'refused', problem: 'it does not run from a folder of releases: fit it by hand' })
    } else if (!own.isOnTrial && own.installation.currentVersion === release.version) keep({ ...base, state: 'kept' })
    else keep({ ...base, state: 'fetching' })
  }

  function takePart({ release: id, offset, content }: ReleasePart): void {
    const release = order?.state === 'fetching' ? order.release : null
    if (release === null || release.id !== id) return
    if (!fetched.append(release, offset, Buffer.from(content, 'base64'))) return
    askedAtMs = null
    look()
  }

  /** What comes over the link ends no agent, whatever the disk says to it. */
  function guarded<Message>(act: (message: Message) => void): (message: Message) => void {
    return (message) => {
      try {
        act(message)
      } catch (error) {
        log.warn({ reason: messageOf(error) }, 'the ordered update could not be kept')
      }
    }
  }

  return {
    get reported() {
      const said = order && {
        number: order.number,
        state: order.state,
        ...(order.problem === undefined ? {} : { problem: order.problem }),
      }
      return { ...machine, order: said }
    },
    take: guarded(take),
    takePart: guarded(takePart),
    linkIsNew() {
      askedAtMs = null
    },
    look,
    async settled() {
      await working
    },
  }
}
