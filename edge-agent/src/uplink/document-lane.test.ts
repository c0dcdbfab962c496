import { type DocumentPart, documentDigest, joinDocument, toHex } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import { createDocumentLane } from './document-lane.ts'

const salt = new Uint8Array(16)
const bytes = new Uint8Array(80_000).fill(0x20)
const kept = { position: 1, id: 'handover-0001', kind: 'handover', salt, bytes, digest: documentDigest(salt, bytes) }

function laneOf({ isSlow = false } = {}) {
  const sent: { readonly part: DocumentPart; readonly taken: (nowMs: number) => void }[] = []
  const lane = createDocumentLane({
    recorder: {
      nextDocument: (after) => Promise.resolve(after < 1 ? { ...kept, recordedAtMs: 0, acknowledged: false } : null),
      acknowledgeDocument: () => Promise.resolve(true),
    },
    resendAfterMs: 20_000,
    isSlow: () => isSlow,
    publish: (part, taken) => sent.push({ part, taken }),
  })
  return { lane, sent, parts: () => sent.map(({ part }) => part.part) }
}

test('a part goes when the one before it has arrived, and only then is the document counted as slow', async () => {
  const { lane, sent, parts } = laneOf()
  await lane.send(0, () => true)
  expect(parts()).toEqual([0])
  expect(lane.bytesUnderWay).toBe(32_768)
  sent[0]?.taken(15_000)
  expect(parts()).toEqual([0, 1])
  expect(lane.isDue(30_000)).toBe(false)
  sent[1]?.taken(34_000)
  expect(parts()).toEqual([0, 1, 2])
  expect(lane.bytesUnderWay).toBe(80_000 - 2 * 32_768)
  sent[2]?.taken(40_000)
  expect(lane.bytesUnderWay).toBe(0)
  expect(lane.isDue(59_000)).toBe(false)
  expect(lane.isDue(60_000)).toBe(true)
})

test('what a connection that ended had taken sends nothing on the next one', async () => {
  const { lane, sent, parts } = laneOf()
  await lane.send(0, () => true)
  lane.clear()
  sent[0]?.taken(1)
  expect(parts()).toEqual([0])
  await lane.send(2, () => true)
  expect(parts()).toEqual([0, 0])
  expect(toHex(salt)).toBe(sent[1]?.part.salt)
})

test('on a slow link parts are small, so that an alarm waits for none of them long', async () => {
  const { lane, sent } = laneOf({ isSlow: true })
  await lane.send(0, () => true)
  expect(lane.bytesUnderWay).toBe(3_072)
  for (let at = 0; at < 27; at++) sent[at]?.taken(at)
  expect(sent).toHaveLength(27)
  expect(lane.bytesUnderWay).toBe(0)
  expect(Math.max(...sent.map(({ part }) => part.content.length))).toBe(4_096)
  expect(joinDocument(sent.map(({ part }) => part)).bytes).toEqual(bytes)
})
