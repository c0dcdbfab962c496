const DAY_MS = 86_400_000
/** Sun at the horizon, and a little before: headlights are on by then. */
const LIGHT_ABOVE_DEGREES = 0

/** Whether the sun is up, to about a degree: enough to choose between a bright and a dark screen. */
export function isDaylight(atMs: number, position: { latitude: number; longitude: number } | null): boolean {
  if (position === null) {
    const hour = new Date(atMs).getHours()
    return hour >= 7 && hour < 19
  }
  return sunElevationDegrees(atMs, position) > LIGHT_ABOVE_DEGREES
}

export function sunElevationDegrees(
  atMs: number,
  { latitude, longitude }: { latitude: number; longitude: number },
): number {
  const radians = Math.PI / 180
  const date = new Date(atMs)
  const dayOfYear = 1 + (atMs - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS
  // Declination and equation of time after Cooper and Spencer's first terms.
  const declination = 23.45 * Math.sin(((360 * (284 + dayOfYear)) / 365) * radians)
  const b = ((360 * (dayOfYear - 81)) / 364) * radians
  const equationMinutes = 9.87 * Math.sin(2 * b) - 7.53 * Math.cos(b) - 1.5 * Math.sin(b)
  const solarHours = ((atMs % DAY_MS) / 3_600_000 + longitude / 15 + equationMinutes / 60 + 48) % 24
  const hourAngle = (solarHours - 12) * 15
  const sine =
    Math.sin(latitude * radians) * Math.sin(declination * radians) +
    Math.cos(latitude * radians) * Math.cos(declination * radians) * Math.cos(hourAngle * radians)
  return Math.asin(sine) / radians
}
