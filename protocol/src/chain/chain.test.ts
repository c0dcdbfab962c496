import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exampleFrames, exampleGenesis, exampleHead0, exampleHead1, exampleSeal } from '../../vectors/example.ts'
import { STANDARD_KEY } from '../../vectors/example-signer.ts'
import { toHex } from '../bytes.ts'
import { generateSm2KeyPair } from '../crypto/sm2.ts'
import { decodeFrame, encodeFrame, type Frame } from '../frame/frame.ts'
import { headers, seeds } from '../testing/arbitraries.ts'
import { unlessRefused } from '../testing/refusal.ts'
import { frameHead, genesisHead, sectionSalt } from './digests.ts'
import { assertDisclosure, type Disclosure, discloseFrame } from './disclosure.ts'
import { signSeal, verifySeal } from './seal.ts'

const [, second] = exampleFrames
const point = { device: 'tk001', epoch: '0a1b2c3d4e5f', n: 1, head: exampleHead1 }

test('any bit of a frame changed, but for the seal, gives another head or no frame', () => {
  fc.assert(
    fc.property(fc.nat({ max: (second.length - 64) * 8 - 1 }), (bit) => {
      const at = bit >> 3
      const changed = second.with(at, (second[at] ?? 0) ^ (1 << (bit & 7)))
      const frame = unlessRefused(() => decodeFrame(changed))
      const head = frame === undefined ? 'refused' : toHex(frameHead(exampleHead0, frame))
      expect(head).not.toBe(toHex(exampleHead1))
    }),
    { numRuns: 600 },
  )
})

test('a head depends on the head before', () => {
  expect(frameHead(exampleHead0, decodeFrame(second))).toEqual(exampleHead1)
  expect(frameHead(exampleGenesis, decodeFrame(second))).not.toEqual(exampleHead1)
})

test('genesis depends on device, epoch and key', () => {
  const epoch = Uint8Array.of(1, 2, 3, 4, 5, 6)
  const all = [
    genesisHead('a', epoch, STANDARD_KEY.publicKey),
    genesisHead('b', epoch, STANDARD_KEY.publicKey),
    genesisHead('a', epoch.with(0, 9), STANDARD_KEY.publicKey),
    genesisHead('a', epoch, STANDARD_KEY.publicKey.with(64, 0)),
  ]
  expect(new Set(all.map(toHex)).size).toBe(4)
})

test('salts differ between sections and seeds', () => {
  fc.assert(
    fc.property(seeds, fc.nat({ max: 64 }), fc.nat({ max: 64 }), (seed, one, other) => {
      fc.pre(one !== other)
      expect(toHex(sectionSalt(seed, one))).not.toBe(toHex(sectionSalt(seed, other)))
      expect(toHex(sectionSalt(seed, one))).not.toBe(toHex(sectionSalt(seed.with(0, (seed[0] ?? 0) ^ 1), one)))
    }),
  )
})

test('a seal holds for one device, epoch, number, head and key', () => {
  const verify = (other: Partial<typeof point>, key = STANDARD_KEY.publicKey): boolean =>
    verifySeal(key, { ...point, ...other }, exampleSeal)
  expect(verify({})).toBe(true)
  expect(verify({ device: 'tk002' })).toBe(false)
  expect(verify({ epoch: '0a1b2c3d4e60' })).toBe(false)
  expect(verify({ n: 2 })).toBe(false)
  expect(verify({ head: exampleHead0 })).toBe(false)
  expect(verify({}, generateSm2KeyPair().publicKey)).toBe(false)
  expect(verifySeal(STANDARD_KEY.publicKey, point, exampleSeal.subarray(1))).toBe(false)
})

const key = generateSm2KeyPair()

/** Frames of an epoch with random headers and sections of the ids 0, 1 and 2; the first has an opening too. */
const chains = fc
  .tuple(
    headers,
    fc.array(fc.tuple(seeds, fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 3, maxLength: 3 })), {
      minLength: 2,
      maxLength: 5,
    }),
  )
  .map(([header, drawn]): Frame[] =>
    drawn.map(([seed, bodies], n) => {
      const drawnSections = bodies.map((body, id) => Uint8Array.of(id, ...body))
      const sections = n === 0 ? [Uint8Array.of(0xe1), ...drawnSections] : drawnSections
      return decodeFrame(encodeFrame({ header: { ...header, n }, seed, sections }))
    }),
  )

test('any section of any chain can be shown alone, and nothing of the others is in it', () => {
  fc.assert(
    fc.property(chains, fc.nat({ max: 2 }), fc.boolean(), (frames, shownId, fromStart) => {
      const { device = '', epoch = '' } = frames[0]?.header ?? {}
      const genesis = genesisHead(device, Buffer.from(epoch, 'hex'), key.publicKey)
      const heads = [genesis]
      for (const frame of frames) heads.push(frameHead(heads.at(-1) ?? genesis, frame))
      const sealed = (n: number): string => toHex(signSeal(key, { device, epoch, n, head: heads[n + 1] ?? genesis }))
      const disclosure: Disclosure = {
        device,
        epoch,
        before: fromStart ? null : { n: 0, head: toHex(heads[1] ?? genesis), seal: sealed(0) },
        frames: frames.slice(fromStart ? 0 : 1).map((frame) => discloseFrame(frame, (id) => id === shownId)),
        seal: sealed(frames.length - 1),
      }
      assertDisclosure(disclosure, key.publicKey, genesis)
      const text = JSON.stringify(disclosure)
      for (const frame of frames) {
        expect(text).not.toContain(toHex(frame.seed))
        const hidden = frame.sections.filter((body) => body[0] !== shownId && body.length > 8)
        for (const body of hidden) expect(text).not.toContain(toHex(body))
      }
      expect(() =>
        assertDisclosure({ ...disclosure, frames: disclosure.frames.slice(0, -1) }, key.publicKey, genesis),
      ).toThrow(/^disclosure: /)
    }),
    { numRuns: 15 },
  )
})

test('a disclosure is refused for bytes after a header, whatever the seal says', () => {
  const shown = discloseFrame(decodeFrame(second), () => true)
  const padded = { ...shown, header: `${shown.header}00` }
  const { device, epoch } = point
  const before = {
    n: 0,
    head: toHex(exampleHead0),
    seal: toHex(signSeal(STANDARD_KEY, { ...point, n: 0, head: exampleHead0 })),
  }
  const disclosure = { device, epoch, before, frames: [padded], seal: toHex(exampleSeal) }
  expect(() => assertDisclosure(disclosure, STANDARD_KEY.publicKey, exampleGenesis)).toThrow(/bytes follow the header/)
})
