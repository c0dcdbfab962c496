import type { Certificate } from './records.ts'

type Points = Certificate['points']

/** `2:0.1 8:-0.2`, as people write the errors of a certificate, and as a sheet has them; undefined: not that. */
export function readErrors(text: string): Points | undefined {
  const points = text
    .trim()
    .split(/[\s,，;；]+/)
    .map((pair) => {
      const [, at, error] = /^([+-]?\d+(?:\.\d+)?)[:：]([+-]?\d+(?:\.\d+)?)$/.exec(pair) ?? []
      return at === undefined || error === undefined
        ? undefined
        : { atCelsius: Number(at), errorCelsius: Number(error) }
    })
  return points.every((point) => point !== undefined) ? points : undefined
}

export function writeErrors(points: Points): string {
  return points.map(({ atCelsius, errorCelsius }) => `${atCelsius}:${errorCelsius}`).join(' ')
}
