import { expect, test } from 'vitest'
import { agentConfig } from '../testing/agent-fixture.ts'
import { BOOT_WALL_MS, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { readRun, startTestAgent } from '../testing/running-agent.ts'

const DAY_MS = 86_400_000

/** What the recorder holds: readings in their order, and the clock that each frame was closed by. */
function recorded(directory: string) {
  const { temperatures, frames, events } = readRun(directory)
  return {
    celsius: temperatures.map(({ integer }) => (integer ?? Number.NaN) / 10),
    monotonic: temperatures.map(({ monotonicMs }) => monotonicMs),
    clocks: [...new Set(frames.map(({ frame }) => frame.header.clock))],
    walls: frames.map(({ frame }) => frame.header.wallMs),
    events,
  }
}

test.each([
  ['of 1970', 0, 'none'],
  ['of 2007', Date.UTC(2007, 5, 1), 'none'],
  ['that is a day ahead', BOOT_WALL_MS + DAY_MS, 'rtc'],
] as const)(
  'under a clock %s, without GNSS and time server, all is recorded in order, with its quality',
  async (_, hostMs, clock) => {
    const directory = temporaryDirectory()
    const { agent, tick, cab } = await startTestAgent(agentConfig(directory), hostMs)
    for (let at = 1; at <= 8; at++) tick({ celsius: at / 10 + 4 })
    await expect.poll(cab).toMatchObject({ clock, recording: { state: 'ok' } })
    await agent.stop()
    const { celsius, monotonic, clocks, events } = recorded(directory)
    expect(celsius).toEqual([4.1, 4.2, 4.3, 4.4, 4.5, 4.6, 4.7, 4.8])
    expect(monotonic).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((second) => second * 1_000))
    expect(clocks).toEqual([clock])
    expect(events.map(({ code }) => code)).toEqual(['started', 'stopped'])
  },
)

test('the first good time anchors what was recorded before it, and no row is written anew', async () => {
  const directory = temporaryDirectory()
  const { agent, tick, cab } = await startTestAgent(agentConfig(directory), 0)
  for (let at = 1; at <= 4; at++) tick({ celsius: 4 })
  for (let at = 5; at <= 8; at++) tick({ celsius: 5, utcMs: BOOT_WALL_MS + at * 1_000 })
  await expect.poll(cab).toMatchObject({ clock: 'gnss', at: new Date(BOOT_WALL_MS + 8_000).toISOString() })
  await agent.stop()
  const { celsius, clocks, events, walls } = recorded(directory)
  expect(celsius).toEqual([4, 4, 4, 4, 5, 5, 5, 5])
  expect(clocks).toEqual(['none', 'gnss'])
  expect(walls[0]).toBeLessThan(DAY_MS)
  expect(walls.at(-1)).toBeGreaterThan(BOOT_WALL_MS)
  const anchors = events.filter(({ code }) => code === 'anchor')
  expect(anchors.map(({ detail }) => detail)).toEqual([{ utcMs: BOOT_WALL_MS + 5_000, clock: 'gnss' }])
})

test('a clock that is set back, and forward again, changes neither order nor distances', async () => {
  const directory = temporaryDirectory()
  const host = { ms: BOOT_WALL_MS }
  const { agent, tick, cab } = await startTestAgent(agentConfig(directory), () => host.ms)
  tick({ celsius: 4.1 })
  tick({ celsius: 4.2 })
  host.ms -= DAY_MS
  tick({ celsius: 4.3 })
  tick({ celsius: 4.4 })
  host.ms += 3 * DAY_MS
  tick({ celsius: 4.5 })
  await expect.poll(cab).toMatchObject({ clock: 'rtc', recording: { state: 'ok' } })
  await agent.stop()
  const { celsius, monotonic, walls } = recorded(directory)
  expect(celsius).toEqual([4.1, 4.2, 4.3, 4.4, 4.5])
  expect(monotonic).toEqual([1_000, 2_000, 3_000, 4_000, 5_000])
  // each side of a step has a frame with a wall clock of its own
  const days = new Set(walls.map((wallMs) => Math.round((wallMs - BOOT_WALL_MS) / DAY_MS)))
  expect([...days]).toEqual([0, -1, 2])
})

test('a start after the clock was lost follows the one before it', async () => {
  const directory = temporaryDirectory()
  const first = await startTestAgent(agentConfig(directory))
  first.tick({ celsius: 4.1 })
  await first.agent.stop()
  // the battery of the clock is flat: after the power cut it is 1970
  const second = await startTestAgent(agentConfig(directory), 0)
  second.tick({ celsius: 4.2 })
  await second.agent.stop()
  const { celsius, clocks, events } = recorded(directory)
  expect(celsius).toEqual([4.1, 4.2])
  expect(clocks).toEqual(['rtc', 'none'])
  const starts = events.filter(({ code }) => code === 'started')
  expect(starts.map(({ boot }) => boot)).toEqual([1, 2])
  expect(starts[1]?.detail).toEqual({ gapFromMs: BOOT_WALL_MS + 1_000 })
})
