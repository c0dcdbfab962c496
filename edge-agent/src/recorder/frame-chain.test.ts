import { join } from 'node:path'
import { createLayoutDocument, generateSm2KeyPair, LIMITS, toHex } from '@coldrx/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { TEST_LAYOUT, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { openDatabase } from './database.ts'
import { createFrameChain } from './frame-chain.ts'

test('the seal of a frame counts towards its bytes: what nobody could decode is refused, not kept', () => {
  const db = openDatabase(join(temporaryDirectory(), 'recorder.db'))
  onTestFinished(() => {
    db.close()
  })
  const chain = createFrameChain({ db, device: 'tk001', key: generateSm2KeyPair(), nowMs: () => 0 })
  const document = createLayoutDocument(TEST_LAYOUT)
  const base = { boot: 1, monotonicMs: 0, wallMs: 0, clock: 'none' } as const
  const epoch = chain.open({ reason: 'first-start', base, document })
  const sections = [new Uint8Array(LIMITS.frameBytes - 100).fill(0x99)]
  const append = (seal: boolean): void =>
    chain.append({ ...epoch, nextN: 1 }, { base, layout: toHex(document.hash), sections, prompt: false, seal })
  expect(() => append(true)).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }))
  append(false)
  expect(db.prepare('SELECT n, sealed FROM frames ORDER BY n').all()).toEqual([
    { n: 0, sealed: 1 },
    { n: 1, sealed: 0 },
  ])
})
