import { expect, test } from 'vitest'
import { z } from 'zod'
import { describeSections } from '../vectors/frame-cases.ts'
import { VECTOR_FILES } from '../vectors/generate.ts'
import { BitReader } from './bits.ts'
import { concatBytes, fromHex, toHex, toUtf8 } from './bytes.ts'
import { frameHead, genesisHead, sectionDigests, sectionSalt } from './chain/digests.ts'
import { assertDisclosure } from './chain/disclosure.ts'
import { verifySeal } from './chain/seal.ts'
import { readColumn } from './frame/column.ts'
import { decodeFrame, decodeSections } from './frame/frame.ts'
import { parseLayoutDocument } from './frame/layout.ts'
import { verdictOn } from './testing/refusal.ts'
import { readVectors, readVectorText } from './testing/vectors.ts'

const frames = readVectors(
  'frames.json',
  z.object({
    publicKey: z.string(),
    layout: z.object({ hash: z.string(), text: z.string() }),
    epochs: z.array(
      z.object({
        genesis: z.string(),
        frames: z.array(
          z.object({
            name: z.string(),
            hex: z.string(),
            header: z.record(z.string(), z.unknown()),
            sections: z.array(z.unknown()),
            seed: z.string(),
            salts: z.array(z.string()),
            digests: z.array(z.string()),
            previousHead: z.string(),
            head: z.string(),
            seal: z.string().nullable(),
          }),
        ),
      }),
    ),
  }),
)
const { layout, hash } = parseLayoutDocument(toUtf8(frames.layout.text))
const publicKey = fromHex(frames.publicKey)

test.each(Object.keys(VECTOR_FILES))('%s is what the generator writes', (name) => {
  const written: unknown = JSON.parse(JSON.stringify(VECTOR_FILES[name]))
  expect(JSON.parse(readVectorText(name))).toEqual(written)
})

test('the layout of the vectors has the hash of their frames', () => {
  expect(toHex(hash)).toBe(frames.layout.hash)
})

test.each(frames.epochs.flatMap((epoch) => epoch.frames))('frame: $name', (vector) => {
  const frame = decodeFrame(fromHex(vector.hex))
  expect(frame.header).toEqual(vector.header)
  expect(describeSections(frame, layout).map((section) => JSON.parse(JSON.stringify(section)) as unknown)).toEqual(
    vector.sections,
  )
  expect(toHex(frame.seed)).toBe(vector.seed)
  expect(frame.sections.map((_, index) => toHex(sectionSalt(frame.seed, index)))).toEqual(vector.salts)
  expect(sectionDigests(frame).map(toHex)).toEqual(vector.digests)
  const head = frameHead(fromHex(vector.previousHead), frame)
  expect(toHex(head)).toBe(vector.head)
  expect(frame.seal === undefined ? null : toHex(frame.seal)).toBe(vector.seal)
  const seal = frame.seal ?? new Uint8Array(0)
  expect(verifySeal(publicKey, { ...frame.header, head }, seal)).toBe(vector.seal !== null)
})

test('each epoch of frames.json begins at its genesis, hangs together and ends sealed', () => {
  for (const { genesis, frames: chained } of frames.epochs) {
    const first = decodeFrame(fromHex(chained[0]?.hex ?? ''))
    expect(toHex(genesisHead(first.header.device, fromHex(first.header.epoch), publicKey))).toBe(genesis)
    expect(chained.map(({ previousHead }) => previousHead)).toEqual([
      genesis,
      ...chained.slice(0, -1).map(({ head }) => head),
    ])
    expect(chained.at(-1)?.seal).not.toBeNull()
  }
})

const columnCase = z.object({ name: z.string(), values: z.array(z.number()), hex: z.string() })
const columns = readVectors('columns.json', z.object({ written: z.array(columnCase), others: z.array(columnCase) }))

test.each([...columns.written, ...columns.others])('column: $name', ({ values, hex }) => {
  const reader = new BitReader(fromHex(hex))
  expect(readColumn(reader, values.length)).toEqual(values)
  reader.assertFinished()
})

const malformed = readVectors(
  'malformed.json',
  z.object({
    cases: z.array(
      z.object({
        name: z.string(),
        code: z.string(),
        hex: z.string(),
        tail: z.object({ byte: z.string(), times: z.int() }).exactOptional(),
      }),
    ),
  }),
)

test.each(malformed.cases)('malformed: $name', ({ code, hex, tail }) => {
  const bytes = concatBytes(fromHex(hex), fromHex((tail?.byte ?? '').repeat(tail?.times ?? 0)))
  expect(verdictOn(() => decodeSections(decodeFrame(bytes), layout))).toBe(code)
})

test('the malformed frames show every code that decoding has', () => {
  expect(new Set(malformed.cases.map(({ code }) => code))).toEqual(
    new Set(['TRUNCATED', 'NOT_A_FRAME', 'UNSUPPORTED_VERSION', 'MALFORMED', 'LIMIT_EXCEEDED', 'LAYOUT_MISMATCH']),
  )
})

const disclosures = readVectors(
  'disclosure.json',
  z.object({
    publicKey: z.string(),
    genesis: z.string(),
    cases: z.array(
      z.object({
        name: z.string(),
        fits: z.boolean(),
        disclosure: z.object({
          device: z.string(),
          epoch: z.string(),
          before: z.object({ n: z.int(), head: z.string(), seal: z.string() }).nullable(),
          frames: z.array(
            z.object({
              header: z.string(),
              digests: z.array(z.string()),
              sections: z.array(z.object({ index: z.int(), salt: z.string(), body: z.string() })),
            }),
          ),
          seal: z.string(),
        }),
      }),
    ),
  }),
)

test.each(disclosures.cases)('disclosure: $name', ({ fits, disclosure }) => {
  const verdict = verdictOn(() =>
    assertDisclosure(disclosure, fromHex(disclosures.publicKey), fromHex(disclosures.genesis)),
  )
  expect(verdict).toBe(fits ? 'taken' : 'MALFORMED')
})
