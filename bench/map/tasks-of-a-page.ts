import type { Page } from 'playwright-core'

export interface PageTask {
  /** From its begin to its end, waiting for a core included. */
  readonly ms: number
  /** What the page's thread computed in it. */
  readonly computedMs: number
}

/** One event of Chromium's trace, as its protocol's domain Tracing gives it; times are in µs. */
interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

const LONG_MS = 50

/**
 * Every task over 50 ms of the pages' threads while `work` runs. The browser's own `longtask` entries tell only how long a
 * task took, in which a thread on a crowded machine may mostly have waited for a core.
 */
export async function longTasksDuring<T>(
  page: Page,
  work: () => Promise<T>,
): Promise<{ tasks: PageTask[]; result: T }> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('the page has no browser to trace')
  const session = await browser.newBrowserCDPSession()
  const pageThreads = new Set<string>()
  const long: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) {
      if (event.name === 'thread_name' && event.args?.name === 'CrRendererMain') pageThreads.add(threadOf(event))
      if (event.name === 'ThreadControllerImpl::RunTask' && (event.dur ?? 0) > LONG_MS * 1_000) long.push(event)
    }
  })
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel', '__metadata'],
      recordMode: 'recordUntilFull',
      traceBufferSizeInKb: 400_000,
    },
  })
  const result = await work()
  const complete = new Promise<{ dataLossOccurred: boolean }>((resolve) =>
    session.once('Tracing.tracingComplete', resolve),
  )
  await session.send('Tracing.end')
  if ((await complete).dataLossOccurred) throw new Error('the trace lost events: its buffer is too small')
  await session.detach()
  if (pageThreads.size === 0) throw new Error('the trace names no thread of a page')
  const tasks = long
    .filter((event) => pageThreads.has(threadOf(event)))
    .map(({ dur = 0, tdur = 0 }) => ({ ms: dur / 1_000, computedMs: tdur / 1_000 }))
  return { tasks, result }
}

const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
