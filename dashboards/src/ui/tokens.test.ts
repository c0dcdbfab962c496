import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const READABLE = 4.5
/** WCAG 1.4.11, for what is not text */
const VISIBLE = 3

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

function unreadable(
  colors: Map<string, string>,
  pairs: readonly (readonly [string, string])[],
  least = READABLE,
): string[] {
  return pairs.flatMap(([ink, ground]) => {
    const ratio = contrast(colors.get(ink) ?? '#000000', colors.get(ground) ?? '#000000')
    return ratio >= least ? [] : [`${ink} on ${ground}: ${ratio.toFixed(2)}`]
  })
}

const LIGHT = tokens('./tokens.css', ':root')
const THEMES = {
  light: LIGHT,
  dark: new Map([...LIGHT, ...tokens('./tokens.css', ':root[data-theme="dark"]')]),
}
const GROUNDS = ['--surface', '--surface-sunken', '--page']

test.each(Object.entries(THEMES))(
  '%s: every state can be read on its tint, on the surface and on the page, and white on its solid',
  (_, theme) => {
    const colors = new Map([...theme, ['white', '#ffffff']])
    const states = ['in-range', 'out-of-range', 'unknown', 'provisional', 'offline']
    const pairs = states.flatMap((state) => [
      ...[...GROUNDS, `--${state}-tint`].map((ground) => [`--${state}-ink`, ground] as const),
      ['white', `--${state}-solid`] as const,
      ['--ink', `--${state}-tint`] as const,
      ['--ink-soft', `--${state}-tint`] as const,
    ])
    const inks = ['--ink', '--ink-soft', '--accent', ...[1, 2, 3, 4, 5].map((number) => `--probe-${number}`)]
    const rest = [
      ...inks.flatMap((ink) => GROUNDS.map((ground) => [ink, ground] as const)),
      ['--accent', '--accent-tint'],
      ['white', '--accent-solid'],
      ['--rail-ink', '--rail'],
      ['--rail-on-ink', '--rail-on'],
      ['--map-label', '--map-land'],
      ['--map-label', '--map-home'],
      ['--map-label', '--map-water'],
    ] as const
    expect(unreadable(colors, [...pairs, ...rest])).toEqual([])
  },
)

test.each(Object.entries(THEMES))(
  '%s: the edge of a control and the focus stand out from what is beside',
  (_, theme) => {
    const edges = ['--line-strong', '--focus'].flatMap((edge) => GROUNDS.map((ground) => [edge, ground] as const))
    expect(unreadable(theme, edges, VISIBLE)).toEqual([])
  },
)

test('the dark theme names every colour anew that the light one has', () => {
  const dark = tokens('./tokens.css', ':root[data-theme="dark"]')
  expect([...LIGHT.keys()].filter((name) => !dark.has(name))).toEqual([])
})

test.each([':root', ':root[data-theme="night"]'])('the cab can be read in %s', (selector) => {
  const colors = tokens('../cab/cab.css', selector)
  const pairs = ['bar', 'in', 'out', 'unknown', 'warn', 'old'].map(
    (state) => [`--cab-${state}-ink`, `--cab-${state}`] as const,
  )
  expect(unreadable(colors, [...pairs, ['--cab-ink', '--cab-page']])).toEqual([])
})
