import {
  createLayoutDocument,
  decodeFrame,
  derivedSeed,
  encodeFrame,
  encodeLayoutSection,
  encodeMeasurements,
  encodeOpening,
  frameHead,
  fromHex,
  genesisHead,
  sealMessage,
  seedOriginOf,
  sm3,
  toHex,
  toUtf8,
} from '@coldrx/protocol'
import { STANDARD_KEY, signWithNonce } from '../../protocol/vectors/example-signer.ts'
import type { MinuteSeries } from '../wire/minute-series.ts'

export const DEVICE = 'tk001'
const EPOCH = '0a1b2c3d4e5f'
const ROWS = 5
export const START_MS = Date.UTC(2026, 6, 1)
export const PUBLIC_KEY = STANDARD_KEY.publicKey

export interface TruckFrame {
  readonly bytes: Uint8Array
  readonly receivedAtMs: number
  readonly isSealed: boolean
}

/** A clock as trucks have them: ticks come late, UTC by GNSS is noisy, and the oscillator runs fast. */
const LATE_MS = 9
const NOISE_MS = 3
const DRIFT = 5e-6

/**
 * The series as an agent with its own settings would send it: 5-minute frames, a seal when `sealEveryMs` have passed.
 * `jitters`: by a clock as above; otherwise by one that neither drifts nor jitters.
 */
export function framesOf(
  series: MinuteSeries,
  { sealEveryMs, jitters = false }: { readonly sealEveryMs: number; readonly jitters?: boolean },
): TruckFrame[] {
  const document = createLayoutDocument(series.layout)
  const opening = encodeOpening({
    device: DEVICE,
    epoch: EPOCH,
    boot: 1,
    reason: 'first-start',
    previous: null,
    keyFingerprint: toHex(sm3(PUBLIC_KEY)),
  })
  let head = genesisHead(DEVICE, fromHex(EPOCH), PUBLIC_KEY)
  let sealedAtMs = Number.NEGATIVE_INFINITY
  return Array.from({ length: Math.floor(series.minutes / ROWS) }, (_, n) => {
    const sinceStartMs = n * ROWS * 60_000
    const [lateMs, offByMs] = jitters ? clockAt(n, sinceStartMs) : [0, 0]
    const monotonicMs = sinceStartMs + lateMs
    const measured = measuredSections(series, n * ROWS)
    const parts = {
      header: {
        ...{ device: DEVICE, epoch: EPOCH, n, boot: 1, clock: 'gnss' as const, prompt: false },
        ...{ layout: toHex(document.hash), monotonicMs, wallMs: START_MS + monotonicMs + offByMs },
      },
      seed: seedOf(n),
      sections: n === 0 ? [opening, encodeLayoutSection(document.bytes), ...measured] : measured,
    }
    head = frameHead(head, decodeFrame(encodeFrame(parts)))
    const isSealed = sinceStartMs - sealedAtMs >= sealEveryMs
    if (isSealed) sealedAtMs = sinceStartMs
    // a nonce of 1 takes no time; that it makes half of each signature the same saves nothing: seals are never compressed
    const seal = isSealed
      ? signWithNonce(STANDARD_KEY, sealMessage({ device: DEVICE, epoch: EPOCH, n, head }), 1n)
      : undefined
    const delayMs = (n * 7_919) % 400
    return {
      bytes: encodeFrame({ ...parts, seal }),
      isSealed,
      receivedAtMs: START_MS + sinceStartMs + ROWS * 60_000 + delayMs,
    }
  })
}

/** Noise to look at, the same in each run. */
function clockAt(n: number, sinceStartMs: number): readonly [lateMs: number, offByMs: number] {
  const [late = 0, noise = 0] = sm3(toUtf8(`clock ${n}`))
  return [late % (LATE_MS + 1), (noise % (2 * NOISE_MS + 1)) - NOISE_MS - Math.round(sinceStartMs * DRIFT)]
}

/** As an agent makes them; those that it draws are noise to look at, the same in each run. */
function seedOf(n: number): Uint8Array {
  const origin = seedOriginOf(n)
  const drawn = sm3(toUtf8(`seed ${origin}`)).subarray(0, 16)
  return origin === n ? drawn : derivedSeed(drawn, n)
}

function measuredSections(series: MinuteSeries, from: number): Uint8Array[] {
  return encodeMeasurements(
    series.layout.groups.map((group, groupIndex) => ({
      groupIndex,
      times: Array.from({ length: ROWS }, (_, row) => row * 60),
      columns: group.channels.map(({ id }) => {
        const integers = series.columns.get(id)?.slice(from, from + ROWS) ?? []
        return { integers, marks: integers.map((integer) => (integer === null ? series.missing : 'ok')) }
      }),
    })),
  )
}
