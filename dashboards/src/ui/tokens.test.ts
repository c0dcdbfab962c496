import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const READABLE = 4.5

function tokens(path: string, selector: string): Map<string, string> {
  const css = readFileSync(new URL(path, import.meta.url), 'utf8')
  const start = css.indexOf(`${selector} {`)
  expect(start).toBeGreaterThanOrEqual(0)
  const rule = css.slice(start, css.indexOf('}', start))
  return new Map([...rule.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', color = '']) => [name, color]))
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(left: string, right: string): number {
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(color.slice(at, at + 2), 16) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [high = 0, low = 0] = [luminance(left), luminance(right)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

function unreadable(colors: Map<string, string>, pairs: readonly (readonly [string, string])[]): string[] {
  return pairs.flatMap(([ink, ground]) => {
    const ratio = contrast(colors.get(ink) ?? '#000000', colors.get(ground) ?? '#000000')
    return ratio >= READABLE ? [] : [`${ink} on ${ground}: ${ratio.toFixed(2)}`]
  })
}

test('every state can be read on its tint, on the surface and on the page, and white on its solid', () => {
  const colors = new Map([...tokens('./tokens.css', ':root'), ['white', '#ffffff']])
  const states = ['in-range', 'out-of-range', 'unknown', 'provisional', 'offline']
  const pairs = states.flatMap((state) => [
    ...['--surface', '--page', `--${state}-tint`].map((ground) => [`--${state}-ink`, ground] as const),
    ['white', `--${state}-solid`] as const,
    ['--ink', `--${state}-tint`] as const,
    ['--ink-soft', `--${state}-tint`] as const,
  ])
  const lines = [1, 2, 3, 4, 5].map((number) => [`--probe-${number}`, '--surface'] as const)
  const rest = [
    ['--ink', '--page'],
    ['--ink-soft', '--page'],
    ['--accent', '--surface'],
    ['white', '--accent'],
  ] as const
  expect(unreadable(colors, [...pairs, ...lines, ...rest])).toEqual([])
})

test.each([':root', ':root[data-theme="night"]'])('the cab can be read in %s', (selector) => {
  const colors = tokens('../cab/cab.css', selector)
  const pairs = ['bar', 'in', 'out', 'unknown', 'warn', 'old'].map(
    (state) => [`--cab-${state}-ink`, `--cab-${state}`] as const,
  )
  expect(unreadable(colors, [...pairs, ['--cab-ink', '--cab-page']])).toEqual([])
})
