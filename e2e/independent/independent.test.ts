import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Disclosure, fromHex } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import { readOurselves } from './our-reading.ts'
import { type Documents, problemsFoundIndependently, readIndependently } from './run.ts'

interface VectorSample {
  readonly name: string
  readonly hex: string
  readonly head: string
  readonly seal: string | null
  readonly header: { readonly device: string; readonly epoch: string }
}

function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../protocol/vectors', `${name}.json`), 'utf8')) as T
}

const {
  publicKey,
  layout: { text: layoutText },
  epochs,
} = vectors<{
  publicKey: string
  layout: { text: string }
  epochs: { name: string; frames: [VectorSample, ...VectorSample[]] }[]
}>('frames')

const documentOf = ([first, ...later]: readonly [VectorSample, ...VectorSample[]]): Documents['frames'] => ({
  publicKey,
  device: first.header.device,
  epochs: [{ epoch: first.header.epoch, frames: [first, ...later].map(({ hex }) => hex) }],
})

const example = epochs[0]?.frames
if (example === undefined) throw new Error('frames.json has no worked example')
const inExample = (frames: readonly string[]): Documents['frames'] => ({
  ...documentOf(example),
  epochs: [{ epoch: example[0].header.epoch, frames }],
})

test.each(epochs)('$name: decodes, chains and verifies as it does for us', async ({ frames }) => {
  const report = await readIndependently('frames', documentOf(frames))
  expect(report.heads.map(([, , head]) => head)).toEqual(frames.map(({ head }) => head))
  expect(report.seals).toBe(frames.filter(({ seal }) => seal !== null).length)
  const { values, events } = readOurselves(frames.map(({ hex }) => fromHex(hex)))
  expect(report.values).toEqual(values)
  expect(report.events).toEqual(events)
  expect([report.values.length > 10, report.events.length > 0]).toEqual([true, true])
})

test('columns, of our writer and of others', async () => {
  const { written, others } = vectors<Record<'written' | 'others', { hex: string; values: number[] }[]>>('columns')
  const cases = [...written, ...others]
  const read = await readIndependently(
    'columns',
    cases.map(({ hex, values }) => ({ hex, length: values.length })),
  )
  expect(read).toEqual(cases.map(({ values }) => values))
})

test('a bit flipped anywhere in a sealed epoch is noticed', async () => {
  const [first, ...later] = example.map(({ hex }) => hex)
  const last = later.at(-1) ?? ''
  const flipped = [2, 9, Math.floor(last.length / 4), last.length / 2 - 70, last.length / 2 - 10].map((at) => {
    const bytes = Buffer.from(last, 'hex')
    bytes[at] = (bytes[at] ?? 0) ^ 1
    return bytes.toString('hex')
  })
  const problems = await problemsFoundIndependently(
    flipped.map((frame) => ['frames', inExample([first ?? '', frame])] as const),
  )
  expect(problems).toEqual(flipped.map(() => expect.any(String) as unknown))
})

test('a section is disclosed alone; what does not fit is refused', async () => {
  const { cases, publicKey: key } = vectors<{
    publicKey: string
    cases: { name: string; fits: boolean; disclosure: Disclosure }[]
  }>('disclosure')
  const problems = await problemsFoundIndependently(
    cases.map(({ disclosure }) => ['disclosure', { publicKey: key, disclosure }] as const),
  )
  // a fault by its name: a document that could not be read at all proves nothing
  const found = cases.map(({ name }, index) => [name, problems[index]?.startsWith('Fault: ') ?? 'fits'])
  expect(found).toEqual(cases.map(({ name, fits }) => [name, fits ? 'fits' : true]))
})

test('what a disclosure shows can be read with the layout, and nothing else can', async () => {
  const { cases } = vectors<{ cases: { name: string; disclosure: Disclosure }[] }>('disclosure')
  const disclosure = cases.find(({ name }) => name === 'from genesis, one section shown')?.disclosure
  if (disclosure === undefined) throw new Error('disclosure.json has changed')
  const { sections, values } = await readIndependently('disclosure', { publicKey, disclosure, layouts: [layoutText] })
  expect(sections).toEqual([[1, 1]])
  const ours = readOurselves(example.map(({ hex }) => fromHex(hex))).values
  expect(values).toEqual(ours.filter(([, , group]) => group === 'c1'))
  expect(values.length).toBe(12)
})

/** By the name of the malformed bytes: what the verifier says, so that each is refused for what it is. */
const REASONS: Readonly<Record<string, string>> = {
  'frame 0 without an opening': 'an opening stands first in frame 0 and nowhere else',
  'frame 0 with its opening in second place': 'an opening stands first in frame 0 and nowhere else',
  'an opening for no known reason': 'the reason of the opening is not known',
  'an opening with an unknown key': 'the opening does not have the keys device epoch boot',
  'no bytes at all': 'the bytes end before the tag',
  'JSON where a frame should be': 'this is not a frame',
  'version 2': 'frame version 2 is not known',
  'version 0': 'frame version 0 is not known',
  'a reserved flag': 'a reserved flag is set',
  'an empty device name': 'a device name has 1 to 32 bytes',
  'a device name above the limit': 'a device name has 1 to 32 bytes',
  'a device name with a capital letter': 'the device name is not valid',
  'a device name that is not UTF-8': 'the device name is not valid',
  'a header cut short': 'the bytes end before the layout hash',
  'n in a longer form than needed': 'n is not in its shortest form',
  'n above 2^53-1': 'n is above 2^53-1',
  'a monotonic base of 2^48 ms': 'a time is 2^48 ms or later',
  'a row at 2^48 ms': 'a time is 2^48 ms or later',
  'an event at 2^48 ms': 'a time is 2^48 ms or later',
  'no section': 'a frame has 1 to 66 sections',
  '67 sections': 'a frame has 1 to 66 sections',
  'a seed cut short': 'the bytes end before the seed',
  'a section length beyond the end': 'the bytes end before the end of section 0',
  'an empty section': 'a section is empty',
  'a section id twice': 'a section id stands twice',
  'a byte after the sections': 'after the sections come 0 or 64 bytes',
  'a seal cut short': 'after the sections come 0 or 64 bytes',
  'a byte after the seal': 'after the sections come 0 or 64 bytes',
  'above 65,536 bytes': 'a frame has at most 65,536 bytes',
  'a group that the layout does not have': 'the layout has no group 2',
  'a section of an id alone': 'a bit stream ends early',
  'no row': '0 rows are no row or too many',
  '4,097 rows': '4097 rows are no row or too many',
  'a bit stream cut short': 'a bit stream ends early',
  'a number of rows wider than 48 bits': 'a number is wider than 48 bits',
  'order 2 for one row': 'a column is shorter than its order',
  'column coding 32': 'the coding of a column is not known',
  'a first value above 2^40': 'a number of a column is above 2^40',
  'a difference above 2^40': 'a number of a column is above 2^40',
  'times before the base': 'times must not descend from 0',
  'times that descend': 'times must not descend from 0',
  'quality mark 9': 'a quality mark is not known',
  'padding that is not zero': 'the padding of a bit stream is not right',
  'a byte of padding too many': 'the padding of a bit stream is not right',
  'events that are not JSON': 'the events: not JSON in UTF-8',
  'events that are not UTF-8': 'the events: not JSON in UTF-8',
  'no event': 'a frame has 1 to 1,024 events',
  'an event before the base': 'an event is [time, code, subject, detail]',
  'an event with a list in its detail': 'the detail of an event is flat',
  'an event of five parts': 'an event is [time, code, subject, detail]',
  'an opening in frame 1': 'an opening stands first in frame 0 and nowhere else',
  'an opening in second place of frame 1': 'an opening stands first in frame 0 and nowhere else',
  'a layout with an unknown key': 'the layout does not have the keys',
  'a layout above 32,768 bytes': 'a layout document has at most 32,768 bytes',
  'a group id twice in the layout': 'an id stands twice in the layout',
}

test('malformed bytes are refused for what is wrong with them', async () => {
  const { cases } = vectors<{
    cases: { name: string; hex: string; n: 0 | 1; tail?: { byte: string; times: number } }[]
  }>('malformed')
  const [first] = example
  const problems = await problemsFoundIndependently(
    cases.map(({ hex, n, tail }) => {
      const whole = hex + (tail?.byte ?? '').repeat(tail?.times ?? 0)
      return ['frames', inExample(n === 0 ? [whole] : [first.hex, whole])] as const
    }),
  )
  const refused = Object.fromEntries(cases.map(({ name }, index) => [name, problems[index]]))
  const expected = Object.entries(REASONS).map(([name, reason]) => [name, expect.stringContaining(reason) as unknown])
  expect(refused).toEqual(Object.fromEntries(expected))
})
