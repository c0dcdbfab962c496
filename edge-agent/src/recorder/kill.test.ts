import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { generateSm2KeyPair, toHex } from '@coldrx/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { readRecorder } from '../testing/read-recorder.ts'
import { DEVICE, recorderSettings, SAMPLE_INTERVAL_MS, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { RecorderCore } from './recorder-core.ts'

const KILLS = 8
const CHILD = fileURLToPath(new URL('../testing/recording-child.ts', import.meta.url))

// eight programs from source, one after the other: a busy machine takes its time
const LIMIT_MS = 240_000

test('kill -9 at any moment loses nothing that was resolved, and the chain of what is there verifies', {
  timeout: LIMIT_MS,
}, async () => {
  const directory = temporaryDirectory()
  const key = generateSm2KeyPair()
  const owed: { boot: number; at: number }[] = []
  const owedDocuments: string[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--conditions=source', CHILD, directory, toHex(key.privateKey), toHex(key.publicKey)],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    onTestFinished(() => void child.kill('SIGKILL'))
    // a different moment each time: before the first frame, between commits, in the middle of a signature
    const told = await recordUntil(child, 1 + kill * kill * 3)
    owed.push(...told.owed)
    owedDocuments.push(...told.documents)
  }
  expect(owed.length).toBeGreaterThan(KILLS * 20)

  // the next start frames what the last one left
  const settings = recorderSettings(directory, { key })
  const core = new RecorderCore(settings)
  core.closeAndSeal(0)
  const documents = core.documentsOfKind('handover', 1_000)
  core.close()
  const { temperatures, unframed, frames, epochs, events } = readRecorder(directory, {
    device: DEVICE,
    publicKey: key.publicKey,
  })
  expect(unframed).toEqual([])
  expect(epochs).toHaveLength(1)
  const stored = temperatures.map(
    ({ boot, monotonicMs, integer }) => `${boot}/${monotonicMs / SAMPLE_INTERVAL_MS}/${integer}`,
  )
  expect(new Set(stored).size).toBe(stored.length)
  expect(stored).toEqual(expect.arrayContaining(owed.map(({ boot, at }) => `${boot}/${at}/${at}`)))
  // nothing beyond what was owed but the one entry under way at each kill
  expect(stored.length).toBeLessThanOrEqual(owed.length + KILLS)

  // a document and the event that pins it are committed together: each has the other, once
  const pinned = events
    .filter(({ code }) => code === 'document')
    .map(({ subject, detail }) => `${subject} ${detail.digest}`)
  expect(documents.map(({ id, digest }) => `${id} ${digest}`).sort()).toEqual(pinned.sort())
  expect(owedDocuments.length).toBeGreaterThan(KILLS)
  expect(documents.map(({ id }) => id)).toEqual(expect.arrayContaining(owedDocuments))
  const boots = frames.map(({ frame }) => frame.header.boot)
  expect(boots).toEqual([...boots].sort((left, right) => left - right))
})

interface Told {
  readonly owed: readonly { readonly boot: number; readonly at: number }[]
  readonly documents: readonly string[]
}

async function recordUntil(child: ChildProcess, lines: number): Promise<Told> {
  const owed: { boot: number; at: number }[] = []
  const documents: string[] = []
  let text = ''
  let boot = 0
  let problems = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    problems += chunk.toString()
  })
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
    const complete = text.split('\n')
    text = complete.pop() ?? ''
    for (const line of complete) {
      if (line.startsWith('boot ')) boot = Number(line.slice('boot '.length))
      else if (line.startsWith('document ')) documents.push(line.slice('document '.length))
      else owed.push({ boot, at: Number(line) })
    }
    if (owed.length >= lines) child.kill('SIGKILL')
  })
  await once(child, 'close')
  if (boot === 0) throw new Error(`the recorder did not start:\n${problems}`)
  return { owed, documents }
}
