import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser, openPage, type WatchedPage } from '../testing/browser.ts'
import { type BuiltPage, buildPage } from '../testing/build-page.ts'
import { clippedTexts } from '../testing/clipped-texts.ts'
import { type CabWire, cabState, type FakeAgent, startFakeAgent, tripWire } from '../testing/fake-agent.ts'
import { textsInWrongLanguage } from '../testing/language-check.ts'

type Change = (state: CabWire) => CabWire

const BOXES = '[data-testid^=card-], [data-testid=advice], [data-testid=recorder-gone], header, footer, button'
const PATIENT = { timeout: 30_000 }

let built: BuiltPage
let browser: Browser

beforeAll(async () => {
  built = await buildPage('cab')
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await built?.remove()
})

const compartment =
  (id: string, change: Partial<CabWire['compartments'][number]>): Change =>
  (state) => ({
    ...state,
    compartments: state.compartments.map((one) => (one.id === id ? { ...one, ...change } : one)),
  })
const silent = (...ids: string[]) =>
  ids.map((id) => ({ id, temperatureCelsius: null, humidityPercent: null, mark: 'timeout' }))
const together =
  (...changes: Change[]): Change =>
  (state) =>
    changes.reduce((changed, change) => change(changed), state)

const daysAgo = new Date(Date.now() - 50 * 3_600_000).toISOString()
const front = compartment('c1', {
  state: 'out-of-range',
  temperatureCelsius: -10.4,
  since: daysAgo,
  doorOpen: true,
  defrosting: false,
  probes: [
    ...silent('p1', 'p2'),
    { id: 'p3', temperatureCelsius: null, humidityPercent: null, mark: 'crc' },
    { id: 'p6', temperatureCelsius: null, humidityPercent: null, mark: 'exception' },
  ],
})
const rear = compartment('c2', {
  state: 'unknown',
  temperatureCelsius: null,
  since: daysAgo,
  doorOpen: true,
  defrosting: false,
  probes: silent('p4', 'p5'),
})
const noClock: Change = (state) => ({ ...state, clock: 'none' })
const serverAway: Change = (state) => ({ ...state, network: { ...state.network, state: 'cloud-away', since: daysAgo } })
const offline: Change = (state) => ({ ...state, network: { ...state.network, state: 'offline', since: daysAgo } })
const noPower: Change = (state) => ({ ...state, powerOn: false })
const notRecording: Change = (state) => ({
  ...state,
  recording: {
    ...state.recording,
    state: 'fault',
    lastRecordedAt: daysAgo,
    problem: 'SQLITE_FULL: database or disk is full',
    framesWaiting: 12_345,
  },
})
const onTrip: Change = (state) => ({
  ...state,
  trip: tripWire(Date.parse(daysAgo), {
    number: 'T20261125-003',
    nextStop: 's2',
    stops: [
      {
        ...{ id: 's2', address: '', windowFrom: daysAgo, windowTo: daysAgo, state: 'planned', done: false },
        name: { zh: '城南社区卫生服务中心第二门诊部', en: 'South District Community Health Centre, 2nd clinic' },
      },
    ],
  }),
})
const toLoad: Change = (state) => ({
  ...state,
  trip: tripWire(Date.parse(daysAgo), {
    started: null,
    checklists: [
      {
        ...{ stop: 's1', done: [] },
        next: {
          step: 'pre-cool',
          check: {
            result: 'failed',
            problems: [
              { kind: 'temperature', subject: 'c1' },
              { kind: 'temperature', subject: 'c2' },
            ],
          },
        },
      },
    ],
  }),
})
const alarm = (kind: string, subject: string) => ({
  ...{ id: `${kind}-${subject}`, kind, subject, since: daysAgo, acknowledgedAt: null },
  minutesLeft: kind === 'trend' ? { minutes: 13.4, soonest: 10.2, latest: 22.7 } : null,
})
const alarms =
  (sound: 'sounding' | 'paused', ...open: CabWire['alarms']['open']): Change =>
  (state) => ({
    ...state,
    alarms: { ...state.alarms, open, sound, soundPausedUntil: sound === 'paused' ? daysAgo : null },
  })
const everyAlarm = [
  ...[alarm('out-of-range', 'c1'), alarm('trend', 'c2'), alarm('critical', 'c2'), alarm('cumulative', 'c1')],
  ...[
    alarm('power-failure', 'inputs'),
    alarm('door-open', 'c1'),
    alarm('not-recording', ''),
    alarm('probe-fault', 'p4'),
  ],
]
const unanswered: Change = (state) => ({
  ...state,
  alarms: {
    ...state.alarms,
    relaysOn: ['siren', 'light'],
    relaysLost: ['horn', 'lamp'],
    sms: { waiting: 3, sent: 12, problem: null },
  },
})
const fourCompartments: Change = (state) => ({
  ...state,
  compartments: [...state.compartments, ...state.compartments.map((one) => ({ ...one, id: `${one.id}b` }))],
})

const WORLDS: Readonly<Record<string, Change>> = {
  'all in order': (state) => state,
  'one compartment out of range': front,
  'both out of range': together(front, compartment('c2', { state: 'out-of-range', temperatureCelsius: -9.9 })),
  'one compartment unknown': rear,
  'the door open': compartment('c1', { doorOpen: true }),
  'the clock not set, the server away': together(noClock, serverAway),
  'not recording, the clock not set, the server away': together(notRecording, noClock, serverAway),
  'no network': offline,
  'no position': (state) => ({ ...state, position: null, positionMark: 'timeout' }),
  'no power': noPower,
  'not recording': notRecording,
  'recording again after a fault': (state) => ({
    ...state,
    recording: { ...state.recording, problem: 'the file was damaged and has been put aside; '.repeat(3) },
  }),
  'all at once': together(front, rear, noClock, serverAway, noPower, notRecording),
  'four compartments, one of them out of range': together(front, fourCompartments),
  'an alarm sounds': alarms('sounding', alarm('trend', 'c1')),
  'an alarm was heard': together(alarms('paused', alarm('trend', 'c1'), alarm('door-open', 'c2')), unanswered),
  'an alarm is about to end': alarms('sounding', alarm('out-of-range', 'c1')),
  'every alarm at once': together(
    ...[front, rear, noClock, serverAway, noPower, notRecording],
    ...[alarms('sounding', ...everyAlarm), unanswered],
  ),
  'on a trip with an alarm': together(onTrip, front, alarms('sounding', alarm('out-of-range', 'c1'))),
  'on a trip': onTrip,
  'before a trip': toLoad,
  'on a trip, one compartment out of range': together(onTrip, front),
}

const WHEN_GONE = ['all in order', 'all at once', 'four compartments, one of them out of range']

let agent: FakeAgent
let watched: WatchedPage

afterEach(async () => {
  await watched.close()
  await agent.stop()
})

async function open(timezoneId: string): Promise<Page> {
  agent = await startFakeAgent({ pages: built.directory })
  watched = await openPage(browser, { origin: agent.url, width: 1024, height: 600, timezoneId })
  return watched.page
}

/** Shows one of the worlds; its name comes back with the plate, so that what is measured is this world and no other. */
async function show(page: Page, name: string, language: 'zh-CN' | 'en'): Promise<void> {
  const plate = `沪A·${String(Object.keys(WORLDS).indexOf(name)).padStart(5, 'D')}`
  agent.change(() => ({ ...(WORLDS[name] ?? ((state) => state))(cabState(Date.now())), assetName: plate }))
  await expect.poll(() => page.locator('header h1').textContent(), PATIENT).toBe(plate)
  if ((await page.locator('html').getAttribute('lang')) !== language) await page.getByTestId('language').click()
  expect(await page.locator('html').getAttribute('lang')).toBe(language)
}

async function faultsOf(page: Page, name: string, language: 'zh-CN' | 'en'): Promise<string[]> {
  const found = [...(await clippedTexts(page, BOXES)), ...(await textsInWrongLanguage(page, language))]
  return found.map((text) => `${name}, ${language}: ${text}`)
}

test.each(['Asia/Shanghai', 'UTC'])(
  'every state can be read whole in both languages, on a kiosk in %s',
  async (zone) => {
    const page = await open(zone)
    const faults: string[] = []
    for (const language of ['zh-CN', 'en'] as const) {
      for (const name of Object.keys(WORLDS)) {
        await show(page, name, language)
        faults.push(...(await faultsOf(page, name, language)))
      }
      for (const id of ['language', 'theme']) {
        const box = await page.getByTestId(id).boundingBox()
        expect(Math.min(box?.height ?? 0, box?.width ?? 0)).toBeGreaterThanOrEqual(56)
      }
    }
    expect([...faults, ...watched.problems]).toEqual([])
  },
)

test.each(WHEN_GONE)('a recorder that is gone can be read whole: %s', async (name) => {
  const page = await open('Asia/Shanghai')
  const faults: string[] = []
  for (const language of ['zh-CN', 'en'] as const) {
    await show(page, name, language)
    agent.hang(true)
    await page.getByTestId('recorder-gone').waitFor(PATIENT)
    faults.push(...(await faultsOf(page, name, language)))
    agent.hang(false)
    await page.getByTestId('recorder-gone').waitFor({ ...PATIENT, state: 'detached' })
  }
  expect([...faults, ...watched.problems]).toEqual([])
})
