import { createLayoutDocument, type LayoutDocument, type Sm2KeyPair } from '@coldrx/protocol'
import { openRecorder, type RecordEntry, type Recorder } from '../../edge-agent/src/index.ts'
import { POSITION_CHANNELS, probeChannels, vehicleWith } from '../layout-parts.ts'

const MINUTE_MS = 60_000
const PROBES = ['p1', 'p2', 'p3', 'p4']
/** a door is opened and closed so often while nobody hears of it */
const DOOR_EVERY_MINUTES = 90

export const WEEK_LAYOUT: LayoutDocument = createLayoutDocument({
  v: 1,
  timeUnitMs: 1_000,
  asset: { kind: 'truck', name: 'bench' },
  groups: [
    vehicleWith(POSITION_CHANNELS),
    {
      ...{ id: 'c1', kind: 'compartment', name: { zh: '冷藏', en: 'Chilled' } },
      range: { minCelsius: 2, maxCelsius: 8 },
      channels: PROBES.flatMap(probeChannels),
    },
  ],
})

/** A record of that minute, as the agent makes them; `event`: what closes its frame at once. */
export function minuteEntry(
  minute: number,
  {
    startMs,
    event,
  }: { readonly startMs: number; readonly event?: { readonly code: string; readonly subject: string } },
): RecordEntry {
  const monotonicMs = minute * MINUTE_MS
  const integers = [
    ...[3_120_000 - 70 * (minute % 600), 12_140_000 - 90 * (minute % 600), 72 + Math.round(8 * Math.sin(minute))],
    ...PROBES.flatMap((_, probe) => [
      Math.round(50 + 6 * Math.sin(minute / 7 + probe) + probe),
      Math.round(650 + 40 * Math.sin(minute / 9 + probe)),
    ]),
  ]
  return {
    ...{ monotonicMs, wallMs: startMs + monotonicMs, clock: 'gnss' },
    samples: { integers, marks: integers.map(() => 'ok' as const) },
    events: event === undefined ? [] : [{ monotonicMs, detail: {}, ...event }],
    prompt: event !== undefined,
  }
}

export interface WeekOffline {
  readonly directory: string
  readonly device: string
  readonly key: Sm2KeyPair
}

export async function openWeek({ directory, device, key }: WeekOffline, startMs: number): Promise<Recorder> {
  return await openRecorder({
    ...{ directory, device, key, layoutBytes: WEEK_LAYOUT.bytes, frameIntervalMs: 300_000, sealIntervalMs: 1_800_000 },
    start: { monotonicMs: 0, wallMs: startMs, clock: 'gnss' },
  })
}

/** What a recorder has after so many days without any network, frames and seals as it makes them by default. */
export async function recordOffline(week: WeekOffline, days: number): Promise<void> {
  const startMs = Date.now() - days * 86_400_000
  const recorder = await openWeek(week, startMs)
  const minutes = days * 1_440
  for (let minute = 1; minute <= minutes; minute++) {
    const isDoor = minute % DOOR_EVERY_MINUTES === 0
    const event = { code: minute % (2 * DOOR_EVERY_MINUTES) === 0 ? 'door-closed' : 'door-opened', subject: 'c1' }
    await recorder.record(minuteEntry(minute, { startMs, ...(isDoor ? { event } : {}) }))
  }
  await recorder.closeAndSeal(minutes * MINUTE_MS)
  await recorder.close()
}
