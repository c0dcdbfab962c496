import { peekHeader, sm3, toHex } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeTruck } from '../testing/fake-truck.ts'
import type { FrameArrival, FrameLog, StoredFrame } from './frame-log.ts'

/** A fresh, empty store that several logs can be opened on at once. */
export interface FrameStore {
  open(): Promise<FrameLog>
  remove(): Promise<void>
}

const minutes = (count: number): number => count * 60_000

function manyFrames(truck: FakeTruck, count: number): Uint8Array[] {
  const opening = truck.open()
  return [
    opening,
    ...Array.from({ length: count - 1 }, (_, at) =>
      truck.frame({ rows: [{ monotonicMs: minutes(at), samples: { 'p1.temperature': 4 + (at % 10) / 10 } }] }),
    ),
  ]
}

const nameOf = (bytes: Uint8Array): [number, string] => [peekHeader(bytes).n, toHex(sm3(bytes).subarray(0, 8))]

const arrivalsOf = (device: string, frames: readonly Uint8Array[]): FrameArrival[] =>
  frames.map((bytes, at) => ({ device, bytes, receivedAtMs: 1_760_000_000_000 + at }))

async function readAll(log: FrameLog): Promise<StoredFrame[]> {
  const all: StoredFrame[] = []
  for (;;) {
    const batch = await log.read(all.at(-1)?.position ?? 0, 100)
    if (batch.length === 0) return all
    all.push(...batch)
  }
}

/** What every frame log must hold to, whatever keeps it. */
export function describeFrameLog(name: string, createStore: () => Promise<FrameStore>): void {
  describe(`frame log: ${name}`, () => {
    let store: FrameStore
    let log: FrameLog

    beforeEach(async () => {
      store = await createStore()
      log = await store.open()
    })

    afterEach(async () => {
      await log.close()
      await store.remove()
    })

    it('stores frames as they came and acknowledges them', async () => {
      const truck = new FakeTruck()
      const frames = manyFrames(truck, 5)
      const accepted = await log.accept(arrivalsOf('tk001', frames))
      expect(accepted.outcomes).toEqual(Array(5).fill('stored'))
      expect(accepted.acknowledged).toEqual([
        { device: 'tk001', epoch: truck.epoch, through: 4, have: [], kept: frames.map(nameOf) },
      ])
      const stored = await readAll(log)
      expect(stored.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5])
      expect(stored.map(({ bytes }) => Buffer.from(bytes))).toEqual(frames.map((bytes) => Buffer.from(bytes)))
      expect((await log.readFrame('tk001', truck.epoch, 3))?.n).toBe(3)
      expect((await log.frames('tk001', truck.epoch, 1, 3)).map(({ n }) => n)).toEqual([1, 2, 3])
      expect(await log.lastPosition()).toBe(5)
    })

    it('knows the same bytes again, and acknowledges them again', async () => {
      const frames = arrivalsOf('tk001', manyFrames(new FakeTruck(), 3))
      await log.accept(frames)
      const again = await log.accept([...frames.slice(1), ...frames.slice(1)])
      expect(again.outcomes).toEqual(Array(4).fill('duplicate'))
      expect(again.acknowledged.map(({ through }) => through)).toEqual([2])
      expect(await log.counts()).toEqual({ frames: 3, forks: 0, quarantined: 0 })
    })

    it('names what it has beyond a hole, and closes the hole', async () => {
      const truck = new FakeTruck()
      const frames = arrivalsOf('tk001', manyFrames(truck, 10))
      const pick = (...numbers: number[]): FrameArrival[] => numbers.flatMap((n) => frames[n] ?? [])
      const first = await log.accept(pick(9, 5, 4, 7))
      expect(first.acknowledged).toEqual([
        {
          device: 'tk001',
          epoch: truck.epoch,
          through: -1,
          have: [
            [4, 5],
            [7, 7],
            [9, 9],
          ],
          kept: pick(9, 5, 4, 7).map(({ bytes }) => nameOf(bytes)),
        },
      ])
      const second = await log.accept(pick(0, 2, 1, 3))
      // an answer to frames names no range that holds none of them; the whole is told to who asks
      expect(second.acknowledged[0]).toMatchObject({ through: 5, have: [] })
      expect(await log.acknowledgement('tk001', truck.epoch)).toMatchObject({
        through: 5,
        have: [
          [7, 7],
          [9, 9],
        ],
      })
      expect((await log.accept(pick(9))).acknowledged[0]).toMatchObject({ through: 5, have: [[9, 9]] })
      expect((await log.accept(pick(8, 6))).acknowledged[0]).toMatchObject({ through: 9, have: [] })
    })

    it('keeps both of a fork and goes on', async () => {
      const truck = new FakeTruck()
      const twin = new FakeTruck({ key: truck.key })
      const frames = manyFrames(truck, 3)
      await log.accept(arrivalsOf('tk001', frames))
      twin.open()
      const other = twin.frame({ rows: [{ monotonicMs: 0, samples: { 'p1.temperature': 9.9 } }] })
      const accepted = await log.accept(arrivalsOf('tk001', [other, ...frames.slice(2)]))
      expect(accepted.outcomes).toEqual(['fork', 'duplicate'])
      expect(accepted.forks).toEqual([{ device: 'tk001', epoch: truck.epoch, n: 1 }])
      const forks = await log.forks('tk001', truck.epoch)
      expect(forks.map(({ bytes }) => Buffer.from(bytes))).toEqual([Buffer.from(other)])
      expect(Buffer.from((await log.readFrame('tk001', truck.epoch, 1))?.bytes ?? [])).toEqual(
        Buffer.from(frames[1] ?? []),
      )
      expect(await log.deviceFaults('tk001')).toEqual({ forks: 1, quarantined: 0 })
      // whose frame is stored is told by its bytes, not by its number
      expect(accepted.acknowledged[0]?.kept).toEqual([nameOf(other), nameOf(frames[2] ?? other)])
      expect((await log.accept(arrivalsOf('tk001', [other]))).acknowledged[0]?.kept).toEqual([nameOf(other)])
    })

    it('keeps so many copies of one number and names no others as kept', async () => {
      const truck = new FakeTruck()
      await log.accept(arrivalsOf('tk001', manyFrames(truck, 2)))
      const copies = Array.from({ length: 20 }, (_, at) => {
        const twin = new FakeTruck({ key: truck.key })
        twin.open()
        return twin.frame({ monotonicMs: at, events: [{ monotonicMs: at, code: 'x' }] })
      })
      const { outcomes, acknowledged } = await log.accept(arrivalsOf('tk001', copies))
      expect(outcomes).toEqual(Array(20).fill('fork'))
      expect(acknowledged[0]?.kept).toEqual(copies.slice(0, 16).map(nameOf))
      expect(await log.forks('tk001', truck.epoch)).toHaveLength(16)
      expect(await log.deviceFaults('tk001')).toMatchObject({ forks: 20 })
    })

    it('acknowledges only those forks that it keeps', async () => {
      const truck = new FakeTruck()
      const frame = truck.open()
      const forks = Array.from({ length: 17 }, (_, at) => {
        const seed = new FakeTruck({ key: truck.key })
        return seed.open({ monotonicMs: at + 1 })
      })
      await log.accept(arrivalsOf('tk001', [frame, ...forks.slice(0, 16)]))
      const beyond = await log.accept(arrivalsOf('tk001', forks.slice(16)))
      expect(beyond).toMatchObject({ outcomes: ['fork'], forks: [{ n: 0 }], acknowledged: [] })
      const again = await log.accept(arrivalsOf('tk001', forks.slice(0, 1)))
      expect(again).toMatchObject({ outcomes: ['fork'], acknowledged: [{ through: 0 }] })
      expect(await log.forks('tk001', truck.epoch)).toHaveLength(16)
    })

    it('answers a device of which it takes nothing by what it has of it', async () => {
      const [old, next] = ['000000000001', '000000000002'].map((epoch) => new FakeTruck({ epoch }).open())
      await log.accept(
        arrivalsOf(
          'tk001',
          [old, next].flatMap((frame) => frame ?? []),
        ),
      )
      const accepted = await log.accept(arrivalsOf('tk001', [Buffer.from('no frame')]))
      expect(accepted.acknowledged).toEqual([
        { device: 'tk001', epoch: '000000000002', through: 0, have: [], kept: [] },
      ])
      expect((await log.accept(arrivalsOf('tk009', [Buffer.from('no frame')]))).acknowledged).toEqual([])
    })

    it('stores any bytes behind a readable header of the device, and nothing else', async () => {
      const truck = new FakeTruck()
      const [frame = new Uint8Array()] = manyFrames(truck, 1)
      const cutShort = frame.subarray(0, frame.length - 5)
      const stranger = new FakeTruck({ device: 'tk002' }).open()
      const accepted = await log.accept(
        arrivalsOf('tk001', [cutShort, stranger, new Uint8Array(), Uint8Array.of(0xc2, 1, 2), Buffer.from('hello')]),
      )
      expect(accepted.outcomes).toEqual(['stored', ...Array(4).fill('quarantined')])
      expect(accepted.acknowledged.map(({ device, through }) => [device, through])).toEqual([['tk001', 0]])
      expect(accepted.quarantined).toEqual(['tk001'])
      expect(await log.counts()).toEqual({ frames: 1, forks: 0, quarantined: 4 })
    })

    it('takes empty calls and answers for epochs that it never saw', async () => {
      expect((await log.accept([])).outcomes).toEqual([])
      expect(await log.acknowledgement('tk009', '000000000000')).toEqual({
        device: 'tk009',
        epoch: '000000000000',
        through: -1,
        have: [],
        kept: [],
      })
    })

    it('answers each of many callers at once with its own devices', async () => {
      const trucks = Array.from({ length: 8 }, (_, at) => new FakeTruck({ device: `tk10${at}` }))
      const answers = await Promise.all(
        trucks.map((truck) => log.accept(arrivalsOf(truck.device, manyFrames(truck, 4)))),
      )
      expect(answers.map(({ acknowledged }) => acknowledged.map(({ device, through }) => [device, through]))).toEqual(
        trucks.map(({ device }) => [[device, 3]]),
      )
      expect(answers.every(({ outcomes }) => outcomes.join() === 'stored,stored,stored,stored')).toBe(true)
    })

    it('knows after a reopening what is committed', async () => {
      const truck = new FakeTruck()
      const frames = arrivalsOf('tk001', manyFrames(truck, 8))
      await log.accept(frames.filter((_, n) => n !== 3 && n !== 6))
      const layout = { hash: '0011223344556677', bytes: Buffer.from('{}') }
      expect([await log.keepLayout(layout), await log.keepLayout(layout)]).toEqual([true, false])
      await log.close()
      log = await store.open()
      expect(await log.acknowledgement('tk001', truck.epoch)).toEqual({
        device: 'tk001',
        epoch: truck.epoch,
        through: 2,
        have: [
          [4, 5],
          [7, 7],
        ],
        kept: [],
      })
      expect((await log.accept(frames)).outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(2)
      expect(await log.epochs()).toEqual([{ device: 'tk001', epoch: truck.epoch, frames: 8, firstN: 0, lastN: 7 }])
      expect((await log.keptLayouts()).map(({ hash }) => hash)).toEqual(['0011223344556677'])
    })

    it('lets two writers in at once: nothing twice, positions in the order of the commits, no follower misses one', async () => {
      const second = await store.open()
      try {
        const trucks = [new FakeTruck({ device: 'tk201' }), new FakeTruck({ device: 'tk202' })]
        const frames = trucks.map((truck) => arrivalsOf(truck.device, manyFrames(truck, 60)))
        let writing = true
        const followed: StoredFrame[] = []
        const follow = async (): Promise<void> => {
          for (;;) {
            const last = !writing
            const batch = await log.read(followed.at(-1)?.position ?? 0, 7)
            followed.push(...batch)
            if (last && batch.length === 0) return
            await new Promise((resolve) => setImmediate(resolve))
          }
        }
        const write = async (writer: FrameLog, mine: readonly FrameArrival[]): Promise<string[]> => {
          const outcomes: string[] = []
          for (let at = 0; at < mine.length; at += 3) {
            outcomes.push(...(await writer.accept(mine.slice(at, at + 3))).outcomes)
          }
          return outcomes
        }
        const following = follow()
        // the first half of both trucks goes to both writers
        const outcomes = await Promise.all([
          write(log, [...(frames[0] ?? []), ...(frames[1] ?? []).slice(0, 30)]),
          write(second, [...(frames[1] ?? []), ...(frames[0] ?? []).slice(0, 30)]),
        ])
        writing = false
        await following
        expect(outcomes.flat().filter((outcome) => outcome === 'stored')).toHaveLength(120)
        expect(outcomes.flat().filter((outcome) => outcome === 'duplicate')).toHaveLength(60)
        expect(followed.map(({ position }) => position)).toEqual(Array.from({ length: 120 }, (_, at) => at + 1))
        expect(new Set(followed.map(({ device, n }) => `${device} ${n}`)).size).toBe(120)
        for (const writer of [log, second]) {
          for (const { device, epoch } of trucks) {
            expect(await writer.acknowledgement(device, epoch)).toEqual({
              device,
              epoch,
              through: 59,
              have: [],
              kept: [],
            })
          }
        }
        expect(followed.every(({ bytes, n }) => peekHeader(bytes).n === n)).toBe(true)
      } finally {
        await second.close()
      }
    })
  })
}
