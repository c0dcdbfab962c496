import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type FramesDocument, runIndependentVerifier, verifyFramesIndependently } from './run.ts'

interface VectorSample {
  readonly hex: string
  readonly head: string
  readonly header: { readonly device: string; readonly epoch: string }
}

function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../protocol/vectors', `${name}.json`), 'utf8')) as T
}

const { publicKey, epochs } = vectors<{ publicKey: string; epochs: { frames: VectorSample[] }[] }>('frames')

function workedExample(): FramesDocument & { heads: string[] } {
  const frames = epochs[0]?.frames ?? []
  const { device = '', epoch = '' } = frames[0]?.header ?? {}
  return {
    publicKey,
    device,
    epochs: [{ epoch, frames: frames.map(({ hex }) => hex) }],
    heads: frames.map(({ head }) => head),
  }
}

test('the worked example of the document decodes, chains and verifies', async () => {
  const { heads, ...document } = workedExample()
  const report = await verifyFramesIndependently(document)
  expect(report.heads.map(([, , head]) => head)).toEqual(heads)
  expect(report.seals).toBeGreaterThan(0)
  expect(report.values.length).toBeGreaterThan(10)
})

test('a bit flipped anywhere in a sealed epoch is noticed', async () => {
  const { heads: _heads, ...document } = workedExample()
  const [first] = document.epochs
  const last = first?.frames.at(-1) ?? ''
  for (const at of [2, 9, Math.floor(last.length / 4), last.length / 2 - 70, last.length / 2 - 10]) {
    const bytes = Buffer.from(last, 'hex')
    bytes[at] = (bytes[at] ?? 0) ^ 1
    const frames = [...(first?.frames.slice(0, -1) ?? []), bytes.toString('hex')]
    const { code } = await runIndependentVerifier('frames', { ...document, epochs: [{ ...first, frames }] })
    expect(code, `byte ${at}`).toBe(1)
  }
})

test('a section is disclosed alone; what does not fit is refused', { timeout: 120_000 }, async () => {
  const { cases, publicKey: key } = vectors<{
    publicKey: string
    cases: { name: string; fits: boolean; disclosure: unknown }[]
  }>('disclosure')
  for (const { name, fits, disclosure } of cases) {
    const { code } = await runIndependentVerifier('disclosure', { publicKey: key, disclosure })
    expect({ name, fits: code === 0 }).toEqual({ name, fits })
  }
})

test('malformed bytes end with a sentence, never with a traceback', { timeout: 120_000 }, async () => {
  const { cases } = vectors<{ cases: { name: string; hex: string }[] }>('malformed')
  for (const { name, hex } of cases) {
    const { code, problem } = await runIndependentVerifier('frames', {
      publicKey,
      device: 'tk001',
      epochs: [{ epoch: '0a1b2c3d4e5f', frames: [hex] }],
    })
    expect({ name, code, traceback: problem.includes('Traceback') }).toEqual({ name, code: 1, traceback: false })
  }
})
