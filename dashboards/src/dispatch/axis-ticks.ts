const MINUTE = 60_000
const STEPS_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1_440]
const VALUE_STEPS = [0.5, 1, 2, 5, 10, 20, 50]

/** Round times of the viewer's own clock, about six in the span. */
export function timeTicks(fromMs: number, toMs: number, wanted = 6): number[] {
  const span = (toMs - fromMs) / MINUTE
  const step = (STEPS_MINUTES.find((minutes) => span / minutes <= wanted) ?? 1_440) * MINUTE
  const midnight = new Date(fromMs)
  midnight.setHours(0, 0, 0, 0)
  const first = midnight.getTime() + Math.ceil((fromMs - midnight.getTime()) / step) * step
  const ticks: number[] = []
  for (let atMs = first; atMs <= toMs; atMs += step) ticks.push(atMs)
  return ticks
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
