import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toUtf8 } from '../bytes.ts'
import { LIMITS } from '../limits.ts'
import { events, headers, measurements, seeds, testLayout } from '../testing/arbitraries.ts'
import { present, refusal, unlessRefused } from '../testing/refusal.ts'
import { encodeEvents } from './events.ts'
import { carriedLayout, decodeFrame, decodeSections, encodeFrame, type FrameParts } from './frame.ts'
import { peekHeader } from './header.ts'
import { createLayoutDocument } from './layout.ts'
import { encodeMeasurements } from './measurements.ts'
import { encodeLayoutSection } from './opening.ts'

const drawn = fc.record({
  header: headers,
  seed: seeds,
  first: measurements(0, 3),
  second: measurements(1, 2),
  listed: fc.array(events, { minLength: 1, maxLength: 5 }),
  unknown: fc.uint8Array({ maxLength: 300 }),
  seal: fc.option(fc.uint8Array({ minLength: 64, maxLength: 64 }), { nil: undefined }),
})

const document = createLayoutDocument(testLayout)

function partsOf({
  header,
  seed,
  first,
  second,
  listed,
  unknown,
  seal,
}: typeof drawn extends fc.Arbitrary<infer T> ? T : never): FrameParts {
  const sections = [
    ...encodeMeasurements([first, second]),
    encodeEvents(listed),
    encodeLayoutSection(document.bytes),
    Uint8Array.of(0x99, ...unknown),
  ]
  return { header, seed, sections, seal }
}

const encoded = drawn.map((values) => encodeFrame(partsOf(values)))

test('a frame comes back with all that is in it', () => {
  fc.assert(
    fc.property(drawn, (values) => {
      const parts = partsOf(values)
      const bytes = encodeFrame(parts)
      const frame = decodeFrame(bytes)
      expect(frame.header).toEqual({ ...values.header, sectionCount: 5 })
      expect(peekHeader(bytes)).toEqual(frame.header)
      expect(frame.seed).toEqual(values.seed)
      expect(frame.seal).toEqual(values.seal)
      const [first, second, listed, layout, unknown] = decodeSections(frame, testLayout)
      expect(first).toEqual({ kind: 'measurements', group: testLayout.groups[0], measurements: values.first })
      expect(second).toEqual({ kind: 'measurements', group: testLayout.groups[1], measurements: values.second })
      expect(listed).toEqual({ kind: 'events', events: values.listed })
      expect(layout?.kind === 'layout' && layout.document.bytes).toEqual(document.bytes)
      expect(unknown).toEqual({ kind: 'unknown', id: 0x99, body: parts.sections[4] })
      expect(carriedLayout(frame)?.hash).toEqual(document.hash)
      expect(encodeFrame({ ...frame })).toEqual(bytes)
    }),
    { numRuns: 100 },
  )
})

/** Numbers in all that can be decoded of these bytes, whatever they are made of. */
function decodedNumbers(bytes: Uint8Array): number {
  const frame = unlessRefused(() => decodeFrame(bytes))
  if (frame === undefined) return 0
  let numbers = 0
  for (const section of unlessRefused(() => decodeSections(frame, testLayout)) ?? []) {
    if (section.kind !== 'measurements') continue
    const { times, columns } = section.measurements
    numbers += times.length + columns.reduce((sum, column) => sum + column.integers.length, 0)
  }
  return numbers
}

test('a frame with any bytes changed, cut out or put in is decoded within the limits or refused', () => {
  const changes = fc.array(
    fc.tuple(fc.nat(), fc.constantFrom('set', 'flip', 'insert', 'remove', 'cut'), fc.nat({ max: 255 })),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  fc.assert(
    fc.property(encoded, changes, (bytes, edits) => {
      const mutated = [...bytes]
      for (const [position, kind, value] of edits) {
        const at = position % (mutated.length + 1)
        if (kind === 'set') mutated[at] = value
        else if (kind === 'flip') mutated[at] = (mutated[at] ?? 0) ^ (1 << (value & 7))
        else if (kind === 'insert') mutated.splice(at, 0, value)
        else if (kind === 'remove') mutated.splice(at, 1)
        else mutated.splice(at)
      }
      expect(decodedNumbers(Uint8Array.from(mutated))).toBeLessThanOrEqual(LIMITS.frameValues)
    }),
    { numRuns: 1_000 },
  )
})

test('random bytes are decoded within the limits or refused', () => {
  const prefixed = fc
    .tuple(fc.constantFrom([], [0xc1], [0xc1, 0, 1, 0x61]), fc.uint8Array({ maxLength: 400 }))
    .map(([prefix, rest]) => Uint8Array.of(...prefix, ...rest))
  fc.assert(
    fc.property(prefixed, (bytes) => {
      expect(decodedNumbers(bytes)).toBeLessThanOrEqual(LIMITS.frameValues)
    }),
    { numRuns: 3_000 },
  )
})

test('a frame full of the cheapest columns stays within the budget of all its sections', () => {
  const rows = Array.from({ length: LIMITS.rows }, (_, row) => row)
  const flat = { integers: rows.map(() => 7), marks: rows.map(() => 'ok' as const) }
  const section = (groupIndex: number, channels: number): Uint8Array[] =>
    encodeMeasurements([{ groupIndex, times: rows, columns: Array.from({ length: channels }, () => flat) }])
  const layout = {
    ...testLayout,
    groups: [...testLayout.groups.slice(0, 2), ...testLayout.groups.slice(0, 2).map((group) => ({ ...group }))],
  }
  const header = present(fc.sample(headers, 1)[0], 'header')
  const allowed = decodeFrame(
    encodeFrame({
      header,
      seed: new Uint8Array(16),
      sections: [section(0, 3), section(1, 2), section(2, 3), section(3, 2)].flat(),
    }),
  )
  // 14 × 4,096 numbers
  expect(decodeSections(allowed, layout)).toHaveLength(4)
  const [group] = layout.groups
  const wider = { ...layout, groups: [...layout.groups, present(group, 'group')] }
  const excessive = decodeFrame(
    encodeFrame({
      header,
      seed: new Uint8Array(16),
      sections: [section(0, 3), section(1, 2), section(2, 3), section(3, 2), section(4, 3)].flat(),
    }),
  )
  expect(excessive.sections.reduce((sum, body) => sum + body.length, 0)).toBeLessThan(100)
  expect(() => decodeSections(excessive, wider)).toThrow(refusal('LIMIT_EXCEEDED', /more than a frame may hold/))
})

test('what no decoder would take is not encoded', () => {
  const header = present(fc.sample(headers, 1)[0], 'header')
  const seed = new Uint8Array(16)
  const body = Uint8Array.of(0x99)
  expect(() => encodeFrame({ header, seed: new Uint8Array(15), sections: [body] })).toThrow(
    refusal('OUT_OF_BOUNDS', /seed/),
  )
  expect(() => encodeFrame({ header, seed, sections: [body], seal: body })).toThrow(refusal('OUT_OF_BOUNDS', /seal/))
  expect(() => encodeFrame({ header, seed, sections: [] })).toThrow(refusal('MALFORMED', /at least one section/))
  expect(() => encodeFrame({ header, seed, sections: [body, body] })).toThrow(refusal('MALFORMED', /stands twice/))
  expect(() => encodeFrame({ header, seed, sections: [new Uint8Array(0)] })).toThrow(refusal('MALFORMED', /empty/))
  expect(() => encodeFrame({ header: { ...header, device: 'TK' }, seed, sections: [body] })).toThrow(
    refusal('MALFORMED', /device/),
  )
  expect(() => encodeFrame({ header: { ...header, epoch: '00' }, seed, sections: [body] })).toThrow(
    refusal('MALFORMED', /epoch/),
  )
  expect(() => encodeFrame({ header: { ...header, layout: '00' }, seed, sections: [body] })).toThrow(
    refusal('MALFORMED', /layout/),
  )
  expect(() => encodeFrame({ header: { ...header, n: -1 }, seed, sections: [body] })).toThrow(
    refusal('OUT_OF_BOUNDS', /varint/),
  )
  expect(() => encodeFrame({ header: { ...header, wallMs: 2 ** 48 }, seed, sections: [body] })).toThrow(
    refusal('MALFORMED', /wall/),
  )
  const large = new Uint8Array(LIMITS.frameBytes).fill(0x99)
  expect(() => encodeFrame({ header, seed, sections: [large] })).toThrow(
    refusal('LIMIT_EXCEEDED', /at most 65536 bytes/),
  )
})

test('the opening stands first in frame 0 and nowhere else', () => {
  const header = present(fc.sample(headers, 1)[0], 'header')
  const seed = new Uint8Array(16)
  const body = Uint8Array.of(0x99)
  const opening = Uint8Array.of(0xe1, ...toUtf8('{}'))
  const misplaced = refusal('MALFORMED', /^the opening stands first in frame 0 and nowhere else$/)
  const encode = (n: number, ...sections: readonly Uint8Array[]): Uint8Array =>
    encodeFrame({ header: { ...header, n }, seed, sections })
  expect(decodeFrame(encode(0, opening, body)).sections).toEqual([opening, body])
  expect(() => encode(0, body)).toThrow(misplaced)
  expect(() => encode(0, body, opening)).toThrow(misplaced)
  expect(() => encode(5, opening, body)).toThrow(misplaced)
  expect(() => encode(5, body, opening)).toThrow(misplaced)
  // bytes that no encoder of ours makes: the id of another section turned into that of an opening
  const foreign = encode(5, body, Uint8Array.of(0x98))
  expect(() => decodeFrame(foreign.with(foreign.length - 1, 0xe1))).toThrow(misplaced)
})

test('another version is refused by its number', () => {
  for (let version = 0; version < 16; version++) {
    if (version === 1) continue
    const bytes = Uint8Array.of(0xc0 | version, 0, 1)
    expect(() => decodeFrame(bytes)).toThrow(
      refusal('UNSUPPORTED_VERSION', new RegExp(`version ${version} is not known`)),
    )
  }
})
