import { expect, test } from 'vitest'
import { LinkWindow } from './link-window.ts'

const CREDIT = 65_536
const FRAME_BYTES = 128

/** A round trip with the whole window on the link. */
function fill(window: LinkWindow, sentAtMs: number, arrivesAtMs: (onLinkBytes: number) => number): void {
  const { limitBytes } = window
  for (let onLinkBytes = FRAME_BYTES; onLinkBytes <= limitBytes; onLinkBytes += FRAME_BYTES) {
    window.arrived({ bytes: FRAME_BYTES, sentAtMs, onLinkBytes }, arrivesAtMs(onLinkBytes), CREDIT)
  }
}

test('grows while the broker has them quickly, up to the credit', () => {
  const window = new LinkWindow()
  const limits = Array.from({ length: 7 }, (_, at) => {
    fill(window, at * 100, () => at * 100 + 80)
    return window.limitBytes
  })
  expect(limits[0]).toBeGreaterThan(7_000)
  expect(limits).toEqual([...limits].sort((left, right) => left - right))
  expect(limits.at(-1)).toBe(CREDIT)
})

test('comes to rest where a slow link carries it in two seconds, however long it runs', () => {
  const window = new LinkWindow()
  const bytesPerMs = 3
  for (let round = 0; round < 200; round++) {
    fill(window, round * 10_000, (onLinkBytes) => round * 10_000 + 600 + onLinkBytes / bytesPerMs)
    expect(window.limitBytes / bytesPerMs).toBeLessThan(2_000)
  }
  expect(window.limitBytes / bytesPerMs).toBeGreaterThan(300)
})

test('halves once a round trip when a link becomes slow, and never stops the flow', () => {
  const window = new LinkWindow()
  window.arrived({ bytes: FRAME_BYTES, sentAtMs: 0, onLinkBytes: FRAME_BYTES }, 200, CREDIT)
  for (const onLinkBytes of [2_000, 4_000]) {
    window.arrived({ bytes: FRAME_BYTES, sentAtMs: 1_000, onLinkBytes }, 4_000, CREDIT)
  }
  expect(window.limitBytes).toBe(2_048)
  fill(window, 10_000, () => 15_000)
  expect(window.limitBytes).toBe(1_024)
  fill(window, 20_000, () => 29_000)
  expect(window.limitBytes).toBeGreaterThanOrEqual(1_024)
})

test('a way that has become longer is not taken for a full one for ever', () => {
  const window = new LinkWindow()
  fill(window, 0, () => 50)
  for (let at = 1; at < 10; at++) fill(window, at * 10_000, () => at * 10_000 + 2_000)
  expect(window.limitBytes).toBeGreaterThan(4_096)
})

test('a link that is only far away is not taken for a full one', () => {
  const window = new LinkWindow()
  fill(window, 0, () => 4_000)
  fill(window, 5_000, () => 9_100)
  expect(window.limitBytes).toBeGreaterThan(8_000)
})

test('single frames now and then say nothing of a larger window', () => {
  const window = new LinkWindow()
  for (let at = 0; at < 1_000; at++) {
    window.arrived({ bytes: 500, sentAtMs: at * 60_000, onLinkBytes: 500 }, at * 60_000 + 600, CREDIT)
  }
  expect(window.limitBytes).toBe(4_096)
})

test('another connection begins anew', () => {
  const window = new LinkWindow()
  fill(window, 0, () => 100)
  window.forget()
  expect(window.limitBytes).toBe(4_096)
})
