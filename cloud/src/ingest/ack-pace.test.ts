import { expect, it } from 'vitest'
import { type Acknowledged, MAX_KEPT } from '../frames/frame-log.ts'
import { AckPace } from './ack-pace.ts'

const FRAME_BYTES = 120
const nameOf = (n: number): [number, string] => [n, '0123456789abcdef']

/** `through` 0: every frame stands beyond a gap unless `through` says otherwise. */
function answer(numbers: readonly number[], { epoch = 'aaaaaaaaaaaa', through = 0 } = {}): Acknowledged {
  const have = numbers.filter((n) => n > through).map((n): [number, number] => [n, n])
  return { device: 'tk001', epoch, through, have, kept: numbers.map(nameOf) }
}

function paceOf() {
  let nowMs = 0
  const due: { readonly atMs: number; readonly work: () => void }[] = []
  const told: { readonly atMs: number; readonly state: Acknowledged; readonly bytes: number }[] = []
  const pace = new AckPace({
    timing: {
      nowMs: () => nowMs,
      after(ms, work) {
        const timer = { atMs: nowMs + ms, work }
        due.push(timer)
        return { cancel: () => void due.splice(due.indexOf(timer), 1) }
      },
    },
    publish(state) {
      const bytes = JSON.stringify(state).length
      told.push({ atMs: nowMs, state, bytes })
      return bytes
    },
  })
  return {
    ...{ pace, told },
    tell: (state: Acknowledged) => pace.tell(state, state.kept.length * FRAME_BYTES),
    passUntil: (ms: number): void => {
      for (;;) {
        const [next] = due.filter(({ atMs }) => atMs <= ms).sort((left, right) => left.atMs - right.atMs)
        if (next === undefined) break
        due.splice(due.indexOf(next), 1)
        nowMs = next.atMs
        next.work()
      }
      nowMs = ms
    },
    toldNumbers: () => told.flatMap(({ state }) => state.kept.map(([n]) => n)),
  }
}

it('answers a device at once that was quiet', () => {
  const { tell, told, passUntil } = paceOf()
  for (let at = 0; at < 10; at++) {
    passUntil(at * 60_000)
    tell(answer([2 * at]))
  }
  expect(told.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 10 }, (_, at) => at * 60_000))
})

it('gathers for a device whose frames come one by one, and takes no more of its link than is said', () => {
  const { tell, told, passUntil, toldNumbers } = paceOf()
  const seconds = 30
  const count = seconds * 24
  for (let at = 0; at < count; at++) {
    passUntil((at * 1_000) / 24)
    tell(answer([2 * at + 2]))
  }
  passUntil(seconds * 1_000 + 1_000)
  const bytes = told.reduce((sum, message) => sum + message.bytes, 0)
  expect(bytes).toBeLessThan(1_000 + (seconds + 1) * 1_000 + (count * FRAME_BYTES) / 4)
  // each frame is named once, none later than a second after it came
  expect(toldNumbers()).toEqual(Array.from({ length: count }, (_, at) => 2 * at + 2))
  for (const { atMs, state } of told) {
    for (const [n] of state.kept) expect(atMs - ((n - 2) / 2) * (1_000 / 24)).toBeLessThanOrEqual(1_001)
    // only ranges that hold what it names
    expect(state.have.length).toBe(state.kept.length)
  }
  expect(told.length).toBeLessThan(count * 0.6)
})

it('does not hold up a link that carries much', () => {
  const { tell, told, passUntil } = paceOf()
  for (let at = 0; at < 50; at++) {
    passUntil(at * 20)
    tell(
      answer(
        Array.from({ length: 400 }, (_, n) => at * 400 + n),
        { through: at * 400 + 399 },
      ),
    )
  }
  passUntil(2_000)
  expect(told.at(-1)?.state.through).toBe(50 * 400 - 1)
  expect(told.at(-1)?.atMs).toBeLessThan(1_100)
  expect(Math.max(...told.map(({ state }) => state.kept.length))).toBe(MAX_KEPT)
})

it('names ranges that have grown together as one, and none that is covered by now', () => {
  const { pace, tell, told, passUntil } = paceOf()
  pace.tellWhole({ ...answer([]), have: Array.from({ length: 200 }, (_, at) => [at * 3 + 2, at * 3 + 2]) })
  tell(answer([2, 5]))
  tell({ ...answer([6], { through: 3 }), have: [[5, 6]] })
  expect(told).toHaveLength(1)
  passUntil(1_000)
  expect(told[1]?.state).toMatchObject({ through: 3, have: [[5, 6]], kept: [2, 5, 6].map(nameOf) })
})

it('tells the whole at once, and never mixes it with an answer to frames', () => {
  const { pace, tell, told, passUntil } = paceOf()
  pace.tellWhole({ ...answer([]), have: Array.from({ length: 256 }, (_, at) => [at * 2 + 2, at * 2 + 2]) })
  tell(answer([600]))
  pace.tellWhole({ ...answer([]), have: [[600, 600]] })
  expect(told.map(({ state }) => [state.have.length, state.kept.length])).toEqual([
    [256, 0],
    [1, 0],
  ])
  passUntil(2_000)
  expect(told[2]?.state).toMatchObject({ have: [[600, 600]], kept: [nameOf(600)] })
})

it('tells what is owed of each epoch before it ends', () => {
  const { pace, tell, told } = paceOf()
  pace.tellWhole({ ...answer([]), have: Array.from({ length: 256 }, (_, at) => [at * 2 + 2, at * 2 + 2]) })
  tell(answer([1]))
  tell(answer([7], { epoch: 'bbbbbbbbbbbb' }))
  pace.flush()
  expect(told.slice(1).map(({ state }) => [state.epoch, state.kept.length])).toEqual([
    ['aaaaaaaaaaaa', 1],
    ['bbbbbbbbbbbb', 1],
  ])
})
