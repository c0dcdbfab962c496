import { createLayoutDocument, type NotRecording, type ReleaseRequest } from '@coldrx/protocol'
import { openAlarmDesk } from './alarms/alarm-desk.ts'
import type { CabActions } from './cab/cab-actions.ts'
import { type CabState, cabState, loadingFacts } from './cab/cab-state.ts'
import { momentWallMs } from './clock/moment.ts'
import { createWallClock } from './clock/wall-clock.ts'
import { openHandovers } from './documents/handovers.ts'
import { createGeofenceWatch, geofencesInside } from './geofences/geofence-watch.ts'
import { openGeofenceKeeper } from './geofences/kept-geofences.ts'
import { layoutFor } from './layout.ts'
import { readProfiles } from './probes/profile.ts'
import { closeInGoodOrder } from './recorder/close-in-good-order.ts'
import type { RecordEntry, RecordedEvent, RecordedSamples } from './recorder/entry.ts'
import { openRecorder } from './recorder/recorder.ts'
import type { RecorderStatus } from './recorder/recorder-file.ts'
import { createRecording } from './recorder/recording.ts'
import { createAssetWatch } from './rules/asset-watch.ts'
import type { CompartmentState } from './rules/compartment-watch.ts'
import { excursionsUnderWay } from './rules/excursions-under-way.ts'
import { countMeasuringPoints } from './rules/measuring-points.ts'
import { watchedCompartments } from './rules/observation.ts'
import { createPlausibilityWatch } from './rules/plausibility.ts'
import { createTrackRecord } from './rules/track-record.ts'
import { type AgentHealth, createRunHealth } from './run-health.ts'
import type { RunListeners, RunOptions } from './run-options.ts'
import { createSampler } from './sampling/sampler.ts'
import type { Tick } from './sampling/tick.ts'
import { openTripKeeper } from './trips/assigned-trip.ts'
import { openTripDesk } from './trips/trip-desk.ts'
import { createCloudReach } from './uplink/cloud-reach.ts'
import { frameIntervalFor, isNearLimit } from './uplink/frame-length.ts'
import { openLinkBudget } from './uplink/link-budget.ts'
import { Uplink } from './uplink/uplink.ts'
import { AGENT_VERSION } from './version.ts'

/** How long a stop waits for the cloud to take what was just closed. */
const FAREWELL_MS = 3_000
const COUNTERS_INTERVAL_MS = 3_600_000
/** of SQLite, 4,096 bytes each */
const PAGES_A_MEBIBYTE = 256
/** What a message takes of it. */
const LONGEST_PROBLEM = 200

/** From probes to the cloud by one configuration: one recorder, one layout, one boot. */
export interface Run {
  readonly cabState: () => CabState
  /** what is recorded is committed when they resolve */
  readonly cabActions: CabActions
  /** Whether samples come as often as they should, or it began too short a time ago to tell. */
  readonly isSampling: () => boolean
  /** What a release on trial is judged by. */
  readonly health: () => AgentHealth
  /** Whether a restart would disturb nobody: no trip is under way, the truck stands, nothing is wrong. */
  readonly isIdle: () => boolean
  /** Commits events of the agent itself. Rejects while nothing can be recorded. */
  readonly recordNow: (events: readonly Omit<RecordedEvent, 'monotonicMs'>[]) => Promise<void>
  /** @returns whether the request was sent */
  readonly askRelease: (request: Pick<ReleaseRequest, 'release' | 'offset'>) => boolean
  /** Begins to sample and to send. */
  start(): void
  /** Says to the cloud what is reported now. */
  report(): void
  /** Rejects when it cannot go on: its recorder or its sampling ended. Resolves after stop(). */
  readonly finished: Promise<void>
  /** Commits, frames and seals what is there, says goodbye to the cloud, and lets go of everything. */
  stop(): Promise<void>
}

/** @throws ConfigError, RecorderError */
export async function openRun({
  config,
  key,
  secret,
  clock,
  hostClock,
  random,
  openPort,
  log,
  createSampler: makeSampler = createSampler,
  ackTimeoutMs,
  agentVersion = AGENT_VERSION,
  onChanged,
  onSettings,
  onAnswered,
  reportedSettings,
  reportedUpdate,
  onUpdateOrder,
  onReleasePart,
}: RunOptions & RunListeners): Promise<Run> {
  const profiles = readProfiles(config.profiles)
  const document = createLayoutDocument(layoutFor(config, profiles))
  const { layout } = document
  for (const count of countMeasuringPoints(config)) {
    if (count.points < count.required) log.info(count, 'GSP annex 3 wants more measuring points here')
  }
  const wallClock = createWallClock({ host: hostClock, monotonicNowMs: () => clock.nowMs() })
  const nowMs = (): number => Math.floor(clock.nowMs())
  const now = () => ({ monotonicMs: nowMs(), ...wallClock.at(nowMs()) })

  const { frameIntervalMs, sealIntervalMs } = config.cadence
  const recorder = await openRecorder({
    directory: config.directory,
    device: config.device,
    key,
    layoutBytes: document.bytes,
    frameIntervalMs,
    sealIntervalMs,
    maxPages: config.recorder.mostMebibytes * PAGES_A_MEBIBYTE,
    start: now(),
  })
  const watch = createAssetWatch({
    layout,
    cadence: config.cadence,
    outOfRangeSince: await excursionsUnderWay({ recorder, layout, start: now(), log }),
  })
  const plausibility = createPlausibilityWatch({ layout, limits: config.plausibility })
  const trackRecord = createTrackRecord({ layout })
  const watched = watchedCompartments(layout)
  const budget = openLinkBudget({
    directory: config.directory,
    budgetBytesPerDay: config.link.budgetBytesPerDay,
    ...{ now, log },
    // after whatever spent the bytes is done with
    onThriftChanged: () => setImmediate(() => uplink.report()),
  })
  const channelIds = layout.groups.flatMap((group) => group.channels.map((channel) => channel.id))
  let lastTick: Tick | null = null
  let compartments: readonly CompartmentState[] = []
  let networkSinceMs = nowMs()
  const reach = createCloudReach({ nowMs })

  function currentCabState(): CabState {
    const { monotonicMs, wallMs, clock: quality } = now()
    return cabState({
      device: config.device,
      layout,
      monotonicMs,
      wallMs,
      clock: quality,
      network: { state: uplink.networkState, since: { monotonicMs: networkSinceMs }, link: budget.state },
      recording: recording.state,
      tick: lastTick,
      compartments,
      alarms: alarms.state,
      trip: trips.trip,
      progress: desk.progress,
      handovers: handovers.recorded,
    })
  }
  const health = createRunHealth({
    nowMs,
    sampleIntervalMs: config.cadence.sampleIntervalMs,
    facts: () => ({
      recording: recording.state,
      cab: currentCabState(),
      trip: trips.trip,
      progress: desk.progress,
      openAlarmsMs: alarms.state.open.map(({ since }) => now().wallMs - momentWallMs(since, now())),
      isCloudReached: reach.state.isReached,
    }),
  })
  const trips = await openTripKeeper({
    recorder,
    log,
    onChanged: () => {
      onChanged()
      // one that cannot be read now is read again before something is said of it
      void desk.tripChanged().then(onChanged, () => undefined)
    },
  })
  const places = openGeofenceKeeper({ directory: config.directory, log })
  const fences = () => ({ trip: trips.trip, geofences: places.geofences })
  const geofenceWatch = createGeofenceWatch({ inside: await geofencesInside({ recorder, log, ...fences() }) })
  const handovers = await openHandovers({
    recorder,
    now,
    currentTrip: () => trips.trip,
    placeOf: (compartment) => {
      const { compartments: shown, position } = currentCabState()
      return {
        temperatureCelsius: shown.find(({ id }) => id === compartment)?.temperatureCelsius ?? null,
        position: position && { latitude: position.latitude, longitude: position.longitude },
      }
    },
    sheetOf: (compartment) => ({
      truck: layout.asset.name,
      departedAtMs: desk.progress?.startedAtMs ?? null,
      probes: (currentCabState().compartments.find(({ id }) => id === compartment)?.probes ?? []).map(
        ({ id, temperatureCelsius, mark }) => ({ id, temperatureCelsius, mark }),
      ),
    }),
    onRecorded: documentRecorded,
  })
  function documentRecorded(status: RecorderStatus): void {
    recording.observe(status)
    uplink.wakeDocuments()
    onChanged()
  }
  const desk = await openTripDesk({
    recorder,
    now,
    currentTrip: () => trips.trip,
    handovers: () => handovers.recorded,
    facts: () => loadingFacts(currentCabState(), alarms.state),
    onRecorded: documentRecorded,
  })
  const recording = createRecording({
    recorder,
    log,
    onCommitted: (closedFrame) => {
      health.committed()
      if (closedFrame) uplink.wake()
      onChanged()
    },
  })
  const alarms = await openAlarmDesk({
    ...{ config, layout, recorder, openPort, now, random, log, onChanged },
    recordingProblem: () => (recording.state.state === 'fault' ? (recording.state.problem ?? '') : null),
    setCoil: async (bus, command) => await sampler.setCoil(bus, command),
    onStatus: (status) => {
      recording.observe(status)
      uplink.wake()
    },
    onEvent: (event) => recordEvents([event]),
  })
  const uplink = new Uplink({
    broker: { url: config.broker.url, secret },
    device: config.device,
    agentVersion,
    document,
    recorder,
    now,
    random,
    budget,
    log,
    spreadMs: config.broker.spreadMs,
    ...(ackTimeoutMs === undefined ? {} : { ackTimeoutMs }),
    onNetworkChanged: (network) => {
      networkSinceMs = nowMs()
      reach.networkChanged(network)
      onChanged()
    },
    onRecorderChanged: (status) => {
      recording.observe(status)
      onChanged()
    },
    reported: () => {
      const update = reportedUpdate()
      const unrecorded = notRecording()
      return {
        settings: reportedSettings(),
        ...(update === null ? {} : { update }),
        tripRevision: trips.revision,
        geofencesRevision: places.revision,
        link: budget.state,
        ...(unrecorded === null ? {} : { notRecording: unrecorded }),
      }
    },
    linkReport: () => budget.state,
    onSettings,
    onAnswered: () => {
      reach.answered()
      onAnswered()
    },
    onTrip: (message) => trips.take(message),
    onGeofences: (message) => places.take(message),
    onUpdateOrder,
    onReleasePart,
    onDocumentAcknowledged: () => void handovers.refresh().then(onChanged, () => undefined),
  })

  /** The cloud hears of it live: a frame that says so cannot be written. */
  function notRecording(): NotRecording | null {
    const { state, problem, unrecordedSinceMs } = recording.state
    if (state === 'ok') return null
    const sinceMs = Math.max(0, Math.round(unrecordedSinceMs ?? now().wallMs))
    return { sinceMs, problem: (problem ?? '').slice(0, LONGEST_PROBLEM) }
  }

  function recordEvents(events: readonly RecordedEvent[]): void {
    recording.add({ ...now(), samples: null, events, prompt: true })
  }

  function take(sampled: Tick): void {
    health.sampled()
    const { tick, findings: doubts } = plausibility.observe(sampled)
    const anchor = wallClock.observe(tick)
    const { wallMs, clock: quality } = wallClock.at(tick.monotonicMs)
    const verdict = watch.observe(tick, wallMs, alarms.observe(tick, wallMs, reach.state))
    // the cloud should know the state of an asset that just started, not wait for a frame interval to pass
    const isFirst = lastTick === null
    lastTick = tick
    compartments = verdict.compartments
    for (const { monotonicMs, samples } of trackRecord.observe(tick, verdict.record)) {
      recording.add({ monotonicMs, ...wallClock.at(monotonicMs), samples, events: [], prompt: false })
    }
    const { monotonicMs: atMs, place = null } = tick
    const others = [...doubts, ...geofenceWatch.observe({ monotonicMs: atMs, place, ...fences() })]
    const events: RecordedEvent[] = [...verdict.events, ...others.map(({ event }) => event)]
    if (anchor !== null) {
      const { monotonicMs, utcMs, clock: source } = anchor
      events.unshift({ monotonicMs, code: 'anchor', subject: '', detail: { utcMs, clock: source } })
    }
    const entry: RecordEntry = {
      monotonicMs: tick.monotonicMs,
      wallMs,
      clock: quality,
      samples: verdict.record ? toSamples(tick, channelIds) : null,
      events,
      prompt: verdict.prompt || isFirst || others.some(({ prompt }) => prompt),
      frameIntervalMs: frameIntervalFor({
        configuredMs: frameIntervalMs,
        thrift: budget.thrift,
        isUrgent: alarms.state.open.length > 0 || isNearLimit(watched, tick),
      }),
    }
    recording.add(entry)
    uplink.hint({
      monotonicMs: tick.monotonicMs,
      wallMs,
      clock: quality,
      samples: tick.samples,
      outOfRangeSince: Object.fromEntries(
        compartments.map(({ id, outOfRangeSince: since }) => [
          id,
          since === null ? null : momentWallMs(since, { monotonicMs: tick.monotonicMs, wallMs }),
        ]),
      ),
      notRecording: notRecording(),
    })
    onChanged()
  }

  const sampler = makeSampler({ config, layout, profiles, clock, openPort, onTick: take, log })
  // what a line suffers without failing is seen nowhere else
  const tellCounters = (): void =>
    log.info({ sampling: sampler.stats, uplink: uplink.counters, linkBytes: budget.spent }, 'counters')
  let telling: NodeJS.Timeout | null = null

  let stopping: Promise<void> | null = null
  async function stop(): Promise<void> {
    if (telling !== null) clearInterval(telling)
    await alarms.stop()
    await sampler.stop()
    await recording.settled()
    await closeInGoodOrder({ recorder, now: now(), sendRest: () => uplink.drain(FAREWELL_MS), log })
    await uplink.stop()
    budget.keep()
    await trips.settled()
    tellCounters()
    await recorder.close()
  }

  return {
    cabState: currentCabState,
    cabActions: {
      recordHandover: (request) => handovers.record(request),
      handoverContent: (document) => handovers.content(document),
      sayOfTrip: (saying) => desk.say(saying),
      acknowledgeAlarms(by) {
        // nobody signs in at the screen: who drives the trip is at it
        const events = alarms.acknowledge(trips.trip?.driver?.id ?? by)
        if (events.length > 0) recordEvents(events)
        onChanged()
        return events.length
      },
    },
    isSampling: health.isSampling,
    health: health.health,
    isIdle: health.isIdle,
    start() {
      health.began()
      alarms.start()
      uplink.start()
      sampler.start()
      telling = setInterval(tellCounters, COUNTERS_INTERVAL_MS)
    },
    report: () => uplink.report(),
    async recordNow(events) {
      if (recording.state.state !== 'ok') throw new Error('nothing can be recorded now')
      const { monotonicMs } = now()
      recordEvents(events.map((event) => ({ ...event, monotonicMs })))
      await recording.settled()
    },
    askRelease: (request) => uplink.askRelease(request),
    finished: Promise.all([sampler.finished, recorder.ended]).then(() => undefined),
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}

function toSamples(tick: Tick, channelIds: readonly string[]): RecordedSamples {
  const samples = channelIds.map((id) => tick.samples.get(id) ?? { integer: null, mark: 'invalid' as const })
  return { integers: samples.map(({ integer }) => integer), marks: samples.map(({ mark }) => mark) }
}
