import { fromWallMs, toWallMs } from '../../ui/zone-time.ts'

const MINUTE = 60_000
const DAY = 1_440 * MINUTE
const STEPS_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720]
const STEPS_DAYS = [1, 2, 7, 14]
const STEPS_MONTHS = [1, 2, 3, 6, 12]
const VALUE_STEPS = [0.5, 1, 2, 5, 10, 20, 50]

export interface Ticks {
  readonly atMs: readonly number[]
  /** what of the time tells them apart */
  readonly unit: 'time' | 'day' | 'month'
}

/** Round times of the viewer's own clock, about `wanted` in the span, be it an hour or a year. */
export function timeTicks(fromMs: number, toMs: number, timeZone?: string, wanted = 6): Ticks {
  const span = toMs - fromMs
  const minutes = STEPS_MINUTES.find((step) => span / (step * MINUTE) <= wanted)
  const days = STEPS_DAYS.find((step) => span / (step * DAY) <= wanted)
  const [fromWall, toWall] = [toWallMs(fromMs, timeZone), toWallMs(toMs, timeZone)]
  const stepMs = minutes !== undefined ? minutes * MINUTE : days !== undefined ? days * DAY : undefined
  const wall: number[] = []
  if (stepMs !== undefined) {
    for (let at = Math.ceil(fromWall / stepMs) * stepMs; at <= toWall; at += stepMs) wall.push(at)
  } else {
    const months = STEPS_MONTHS.find((step) => span / (step * 30.4 * DAY) <= wanted + 1) ?? 12
    const first = new Date(fromWall)
    for (let month = 0; ; month += months) {
      const start = Math.ceil(first.getUTCMonth() / months) * months
      const at = Date.UTC(first.getUTCFullYear(), start + month, 1)
      if (at > toWall) break
      if (at >= fromWall) wall.push(at)
    }
  }
  return {
    atMs: wall.map((at) => fromWallMs(at, timeZone)),
    unit: minutes !== undefined ? 'time' : days !== undefined ? 'day' : 'month',
  }
}

/** An axis that ends at its own steps, with room beyond the lowest and the highest value. */
export function valueAxis(low: number, high: number): { min: number; max: number; interval: number } {
  const margin = Math.max(0.5, (high - low) * 0.1)
  const interval = VALUE_STEPS.find((step) => (high - low + 2 * margin) / step <= 6) ?? 100
  return {
    min: Math.floor((low - margin) / interval) * interval,
    max: Math.ceil((high + margin) / interval) * interval,
    interval,
  }
}
