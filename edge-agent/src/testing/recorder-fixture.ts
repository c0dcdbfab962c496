import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLayoutDocument, generateSm2KeyPair, type Layout, type Mark, type Sm2KeyPair } from '@coldrx/protocol'
import { onTestFinished } from 'vitest'
import type { RecordEntry, RecordedEvent } from '../recorder/entry.ts'
import type { RecorderSettings } from '../recorder/recorder-file.ts'

export const DEVICE = 'tk001'
export const BOOT_WALL_MS = Date.UTC(2026, 5, 1, 8)
export const SAMPLE_INTERVAL_MS = 1_000

const testKey: Sm2KeyPair = generateSm2KeyPair()

export const TEST_LAYOUT: Layout = {
  v: 1,
  timeUnitMs: SAMPLE_INTERVAL_MS,
  asset: { kind: 'truck', name: '沪A·D8231' },
  groups: [
    {
      id: 'vehicle',
      kind: 'vehicle',
      name: { zh: '车辆', en: 'Vehicle' },
      channels: [{ id: 'power', quantity: 'power', unit: '1', decimals: 0, source: 'inputs' }],
    },
    {
      id: 'c1',
      kind: 'compartment',
      name: { zh: '前舱', en: 'Front' },
      range: { minCelsius: 2, maxCelsius: 8 },
      channels: [
        { id: 'p1.temperature', quantity: 'temperature', unit: 'Cel', decimals: 1, source: 'p1' },
        { id: 'p1.humidity', quantity: 'humidity', unit: '%', decimals: 1, source: 'p1' },
        { id: 'c1.door', quantity: 'door', unit: '1', decimals: 0, source: 'inputs' },
      ],
    },
  ],
}

/** A directory that ends with the test; tests that fail keep nothing behind either, the message has what matters. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'coldrx-agent-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

export function recorderSettings(directory: string, changes: Partial<RecorderSettings> = {}): RecorderSettings {
  return {
    directory,
    device: DEVICE,
    key: testKey,
    layoutBytes: createLayoutDocument(TEST_LAYOUT).bytes,
    frameIntervalMs: 5_000,
    sealIntervalMs: 10_000,
    start: { monotonicMs: 0, wallMs: BOOT_WALL_MS, clock: 'rtc' },
    ...changes,
  }
}

/** What the recorder gets at `monotonicMs`; the temperature is the number of the sample, so that each is told apart. */
export function entryAt(
  monotonicMs: number,
  {
    temperature = monotonicMs / SAMPLE_INTERVAL_MS,
    mark = 'ok',
    events = [],
    prompt = false,
    wallMs = BOOT_WALL_MS + monotonicMs,
  }: {
    readonly temperature?: number
    readonly mark?: Mark
    readonly events?: readonly RecordedEvent[]
    readonly prompt?: boolean
    readonly wallMs?: number
  } = {},
): RecordEntry {
  return {
    monotonicMs,
    wallMs,
    clock: 'rtc',
    samples: { integers: [1, mark === 'ok' ? temperature : null, 600, 0], marks: ['ok', mark, 'ok', 'ok'] },
    events,
    prompt,
  }
}
