import { decodeFrame, encodeFrame, sm3, toHex } from '@coldrx/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { frameKinds, framesOf } from '../../testing/drawn-frames.ts'
import { FakeTruck } from '../../testing/fake-truck.ts'
import type { StoredFrame } from '../frame-log.ts'
import { packBundle, unpackBundle } from './bundle.ts'
import RELEASED from './released-bundle.json' with { type: 'json' }

const plain = (frame: StoredFrame) => ({ ...frame, hash: toHex(frame.hash), bytes: toHex(frame.bytes) })

it('any frames come back with their very bytes, positions and times', () => {
  const times = fc.array(fc.nat({ max: 2 ** 42 }), { minLength: 61, maxLength: 61 })
  const kinds = fc.array(
    frameKinds.filter(({ kind }) => kind !== 'hole'),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(kinds, times, times, (drawn, positions, receivedAt) => {
      const truck = new FakeTruck()
      const frames = framesOf(truck, drawn).map(
        (bytes, n): StoredFrame => ({
          ...{ device: truck.device, epoch: truck.epoch, n, bytes, hash: sm3(bytes) },
          ...{ position: positions[n] ?? 0, receivedAtMs: receivedAt[n] ?? 0 },
        }),
      )
      expect(unpackBundle(packBundle(frames), truck).map(plain)).toEqual(frames.map(plain))
    }),
    { numRuns: 40, endOnFailure: true },
  )
})

it('of the seeds only those that others derive from are kept', () => {
  const truck = new FakeTruck()
  const sizeOf = (frames: readonly Uint8Array[]) => {
    const stored = frames.map((bytes, n): StoredFrame => {
      const name = { device: truck.device, epoch: truck.epoch, n }
      return { ...name, bytes, hash: sm3(bytes), position: n + 1, receivedAtMs: n }
    })
    return packBundle(stored).body.length
  }
  const derived = framesOf(truck, [])
  while (derived.length < 65) derived.push(truck.frame({ events: [{ monotonicMs: 5, code: 'x' }] }))
  const drawn = derived.map((bytes, n) =>
    encodeFrame({ ...decodeFrame(bytes), seed: sm3(Uint8Array.of(n)).subarray(0, 16) }),
  )
  expect(sizeOf(drawn) - sizeOf(derived)).toBeGreaterThan(62 * 16)
})

// what was bundled once is put together by the encoder of the day: a change of the encoder may not change old frames
it('a bundle of the first release gives the same bytes for ever', () => {
  const { device, epoch, frames, bundle } = RELEASED
  const [positions, digest, body] = [bundle.positions, bundle.digest, bundle.body].map((hex) => Buffer.from(hex, 'hex'))
  if (positions === undefined || digest === undefined || body === undefined) throw new RangeError('columns are missing')
  const { firstN, lastN } = bundle
  const unpacked = unpackBundle({ firstN, lastN, positions, digest, body }, { device, epoch })
  expect(unpacked.map(({ bytes }) => toHex(bytes))).toEqual(frames)
})
