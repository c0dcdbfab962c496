import { expect, onTestFinished, test } from 'vitest'
import type { OpenAlarm } from '../alarms/alarm.ts'
import { SILENT_LOG } from '../buses/line.ts'
import { parseConfig } from '../config.ts'
import { RecorderCore } from '../recorder/recorder-core.ts'
import { agentDocument } from '../testing/agent-document.ts'
import { readRecorder } from '../testing/read-recorder.ts'
import { BOOT_WALL_MS, DEVICE, recorderSettings, temporaryDirectory } from '../testing/recorder-fixture.ts'
import type { SendOutcome } from './modem.ts'
import { openSmsSender } from './sms-sender.ts'

const NUMBERS = ['+8613900000001', '+8613900000002', '+8613900000003']
const SENT: SendOutcome = { sent: true, reason: '', mayHaveGone: false, parts: 1, signal: 21 }
const REFUSED: SendOutcome = { ...SENT, sent: false, reason: '+CMS ERROR: 331' }
const UNANSWERED: SendOutcome = { ...REFUSED, reason: 'no answer after the text was given', mayHaveGone: true }

function configOf(policy: object = {}) {
  const recipients = NUMBERS.map((number, at) => ({ name: `人${at}`, number }))
  const { alarms } = parseConfig({
    ...agentDocument(),
    alarms: { sms: { modem: { path: '/dev/modem' }, recipients, policy } },
  })
  if (alarms.sms === undefined) throw new Error('no SMS configured')
  return alarms.sms
}

const ALARM: OpenAlarm = {
  ...{ id: 'a1', kind: 'out-of-range', subject: 'c1', since: { monotonicMs: 0 } },
  ...{ acknowledgedAt: null, minutesLeft: null },
}

/** A truck whose modem does what the test says; its recorder is a real one. */
async function world(settings = recorderSettings(temporaryDirectory()), policy: object = {}) {
  const core = new RecorderCore(settings)
  let isClosed = false
  const close = (): void => {
    if (!isClosed) core.close()
    isClosed = true
  }
  onTestFinished(close)
  const time = { ms: 0 }
  const sent: { number: string; text: string }[] = []
  const outcomes: SendOutcome[] = []
  const disk = { full: false }
  const onDisk = async <T>(work: () => T): Promise<T> => {
    await Promise.resolve()
    if (disk.full) throw new Error('database or disk is full')
    return work()
  }
  const held: string[] = []
  const sender = await openSmsSender({
    config: configOf(policy),
    assetName: '沪A·D8231',
    modem: {
      send: async ({ number, text }) => {
        await Promise.resolve()
        sent.push({ number, text })
        return outcomes.shift() ?? SENT
      },
    },
    recorder: {
      newestSms: (limit) => onDisk(() => core.newestSms(limit)),
      queueSms: (messages) => onDisk(() => core.queueSms(messages)),
      changeSms: (...parts) => onDisk(() => core.changeSms(...parts)),
    },
    now: () => ({ monotonicMs: time.ms, wallMs: BOOT_WALL_MS + time.ms, clock: 'rtc' as const }),
    random: () => 0,
    log: SILENT_LOG,
    onStatus: () => undefined,
    onEvent: ({ code }) => held.push(code),
    onChanged: () => undefined,
  })
  let isReached = false
  return {
    ...{ sender, sent, outcomes, disk, held, settings, close },
    reach: (reached: boolean) => {
      isReached = reached
    },
    at: async (seconds: number, open: readonly OpenAlarm[] = [ALARM]) => {
      time.ms = seconds * 1_000
      const subjectOf = () =>
        ({ kind: 'out-of-range', name: '前舱', celsius: 9.3, since: '16:00', minutesLeft: null }) as const
      sender.observe({
        ...{
          open,
          cloud: { isReached, unreachedSinceMs: 0 },
          monotonicMs: time.ms,
          wallMs: BOOT_WALL_MS + time.ms,
          subjectOf,
        },
      })
      await Promise.resolve()
      for (let turns = 0; turns < 200; turns++) await Promise.resolve()
    },
    events: () => {
      core.closeAndSeal(time.ms)
      return readRecorder(settings.directory, {
        device: DEVICE,
        publicKey: settings.key.publicKey,
      }).events.filter(({ code }) => code.startsWith('sms-'))
    },
  }
}

test('three people are told once the cloud has been away for the policy’s time, and not before', async () => {
  const { at, sent, events } = await world()
  await at(59)
  expect(sent).toEqual([])
  await at(60)
  await at(70)
  expect(sent.map(({ number }) => number)).toEqual(NUMBERS)
  expect(sent[0]?.text).toBe('【冷链报警】沪A·D8231 前舱：温度超限 9.3℃（16:00起）。车辆与平台失联，请联系司机处理。')
  expect(events()).toMatchObject(
    ['…0001', '…0002', '…0003'].map((to) => ({
      ...{ code: 'sms-sent', subject: 'modem' },
      detail: { to, alarms: 'a1', attempt: 1, repeat: 0, isRepeat: false, policy: 1 },
    })),
  )
})

test('with the cloud in reach nobody is told by SMS', async () => {
  const { at, sent, reach } = await world()
  reach(true)
  await at(120)
  expect(sent).toEqual([])
  reach(false)
  await at(180)
  expect(sent).toHaveLength(3)
})

test('the same alarm is told again while it lasts, and says so', async () => {
  const { at, sent, events } = await world()
  await at(60)
  await at(1_000)
  expect(sent).toHaveLength(3)
  await at(60 + 1_800)
  expect(sent).toHaveLength(6)
  expect(sent[3]?.text).toContain('重复第1次')
  expect(events().at(-1)?.detail).toMatchObject({ repeat: 1, isRepeat: true })
})

test('what fails is tried again, later each time, and the cloud learns of each try', async () => {
  const { at, sent, outcomes, events, sender } = await world()
  outcomes.push(REFUSED, SENT, SENT, REFUSED)
  await at(60)
  expect(sent).toHaveLength(3)
  expect(sender.state).toMatchObject({ waiting: 1 })
  await at(74)
  expect(sent).toHaveLength(3)
  await at(75)
  expect(sent).toHaveLength(4)
  expect(sender.state).toMatchObject({ waiting: 1, problem: '+CMS ERROR: 331' })
  await at(104)
  expect(sent).toHaveLength(4)
  await at(105)
  expect(sender.state).toMatchObject({ waiting: 0, sent: 3, problem: null })
  expect(events().map(({ code, detail }) => [code, detail.to, detail.attempt, detail.isRepeat])).toEqual([
    ['sms-failed', '…0001', 1, false],
    ['sms-sent', '…0002', 1, false],
    ['sms-sent', '…0003', 1, false],
    ['sms-failed', '…0001', 2, false],
    ['sms-sent', '…0001', 3, false],
  ])
})

test('a start goes on with what was not sent; what may have gone out says that it may be a repeat', async () => {
  const first = await world()
  first.outcomes.push(UNANSWERED, REFUSED)
  await first.at(60)
  first.close()
  const second = await world(first.settings)
  expect(second.sender.state).toMatchObject({ waiting: 2, sent: 1 })
  await second.at(1, [])
  expect(second.sent.map(({ number, text }) => [number, text.startsWith('（可能重复）')])).toEqual([
    [NUMBERS[0], true],
    [NUMBERS[1], false],
  ])
})

test('an alarm that the recorder cannot keep is told all the same', async () => {
  const { at, sent, disk, held } = await world()
  disk.full = true
  await at(60)
  await at(70)
  expect(sent).toHaveLength(3)
  expect(held).toEqual(['sms-sent', 'sms-sent', 'sms-sent'])
})

test('a longer delay is the policy’s, with its version in the events', async () => {
  const approved = { approvedBy: '质量负责人', approvedOn: '2026-11-01', vehicle: '沪A·D8231', validation: 'V-17' }
  const { at, sent, events } = await world(undefined, { version: 4, delaySeconds: 600, ...approved })
  await at(599)
  expect(sent).toEqual([])
  await at(600)
  expect(sent).toHaveLength(3)
  expect(events()[0]?.detail).toMatchObject({ policy: 4 })
})

test('alarms that open together are one message', async () => {
  const { at, sent } = await world()
  await at(60, [ALARM, { ...ALARM, id: 'a2', kind: 'door-open' }])
  expect(sent).toHaveLength(3)
  expect(sent[0]?.text.match(/前舱/g)).toHaveLength(2)
})
