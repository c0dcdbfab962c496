import type { Range } from '../contract.ts'
import { type Ticks, timeTicks, valueAxis } from './axis-ticks.ts'
import type { Curve, CurveLine, LinePoint } from './curve-points.ts'

/** All the words and colours of a chart, so that it can be built (and tested) without a page. */
export interface CurveLook {
  readonly ink: string
  readonly inkSoft: string
  readonly line: string
  readonly surface: string
  readonly limit: string
  readonly limitTint: string
  readonly gapTint: string
  readonly probes: readonly string[]
  readonly font: string
}

export interface CurveTexts {
  readonly max: (celsius: number) => string
  readonly min: (celsius: number) => string
  readonly gap: (reasons: readonly string[]) => string
  readonly notYet: string
  readonly tick: (atMs: number, unit: Ticks['unit']) => string
  readonly value: (celsius: number) => string
}

export interface CurveOptionParts {
  readonly curve: Curve
  readonly range: Range | null
  readonly fromMs: number
  readonly toMs: number
  readonly timeZone: string | undefined
  readonly look: CurveLook
  readonly texts: CurveTexts
}

/** Where a gap is too narrow for its reason, the list below the chart has it. */
const NARROWEST_PIXELS = 320
const DOTS_UP_TO = 120
/** A number that proves nothing is drawn when it is near what does; one far off must not flatten the curve. */
const DOUBTFUL_WITHIN_CELSIUS = 10

/** Pixels around the plot: whatever is laid upon the chart by the page stands on the same times. */
export const PLOT = { left: 46, right: 44, top: 12, bottom: 22 } as const

export function curveOption(parts: CurveOptionParts) {
  const { curve, range, fromMs, toMs, timeZone, look, texts } = parts
  const { min, max, interval } = extent(curve, range)
  const ticks = timeTicks(fromMs, toMs, timeZone)
  return {
    animation: false,
    textStyle: { fontFamily: look.font, color: look.inkSoft },
    grid: { ...PLOT, outerBoundsMode: 'none' },
    xAxis: {
      type: 'time',
      min: fromMs,
      max: toMs,
      axisLine: { lineStyle: { color: look.line } },
      axisTick: { customValues: ticks.atMs },
      axisLabel: {
        color: look.inkSoft,
        fontSize: 11,
        hideOverlap: true,
        customValues: ticks.atMs,
        formatter: (atMs: number) => texts.tick(atMs, ticks.unit),
      },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min,
      max,
      interval,
      axisLabel: { color: look.inkSoft, fontSize: 11, formatter: (value: number) => texts.value(value) },
      splitLine: { lineStyle: { color: look.line, opacity: 0.6 } },
    },
    tooltip: { show: false },
    series: [
      background({ ...parts, min, max }),
      ...curve.lines.flatMap((line, index) => lineSeries(line, index, look)),
    ],
  }
}

function extent({ lines }: Curve, range: Range | null): { min: number; max: number; interval: number } {
  const values = lines.flatMap(({ recorded, provisional, band }) => [
    ...[...recorded, ...provisional].flatMap(([, value]) => value ?? []),
    ...band.flatMap(([, least, greatest]) => [least, greatest].flatMap((value) => value ?? [])),
  ])
  const all = range === null ? values : [...values, range.minCelsius, range.maxCelsius]
  if (all.length === 0) return valueAxis(0, 10)
  const low = least(all)
  const high = most(all)
  const near = lines
    .flatMap(({ doubtful }) => doubtful.map(([, value]) => value))
    .filter((value) => value >= low - DOUBTFUL_WITHIN_CELSIUS && value <= high + DOUBTFUL_WITHIN_CELSIUS)
  return valueAxis(least([low, ...near]), most([high, ...near]))
}

// A day of records is too much for the arguments of Math.min.
const least = (values: readonly number[]) => values.reduce((found, value) => Math.min(found, value))
const most = (values: readonly number[]) => values.reduce((found, value) => Math.max(found, value))

interface AreaEnd {
  readonly xAxis?: number
  readonly yAxis?: number
  readonly itemStyle?: object
  readonly label?: { readonly show: boolean; readonly formatter: string }
}

function background({
  curve,
  range,
  fromMs,
  toMs,
  min,
  max,
  look,
  texts,
}: CurveOptionParts & { min: number; max: number }) {
  const widthMs = toMs - fromMs
  const gaps = curve.gaps
    .filter(({ source, fromMs: from, toMs: to }) => source === null && to > fromMs && from < toMs)
    .map((gap) => ({ from: Math.max(gap.fromMs, fromMs), to: Math.min(gap.toMs, toMs), text: texts.gap(gap.reasons) }))
  const heardUntilMs = Math.max(
    curve.recordedUntilMs ?? fromMs,
    ...curve.lines.flatMap(({ provisional }) => provisional.at(-1)?.[0] ?? []),
  )
  // More than a frame's time without a word: the chart must not look as if it ended there on purpose.
  if (toMs - heardUntilMs > 360_000) gaps.push({ from: Math.max(heardUntilMs, fromMs), to: toMs, text: texts.notYet })
  const beyond: readonly (readonly [number, number])[] =
    range === null
      ? []
      : [
          [range.maxCelsius, max],
          [min, range.minCelsius],
        ]
  const areas: readonly (readonly AreaEnd[])[] = [
    ...beyond.map(([from, to]) => [{ yAxis: from, itemStyle: { color: look.limitTint } }, { yAxis: to }]),
    ...gaps.map(({ from, to, text }) => [
      {
        xAxis: from,
        itemStyle: { color: look.gapTint, borderColor: look.inkSoft, borderWidth: 1, borderType: 'dotted' },
        label: {
          show: ((to - from) / widthMs) * NARROWEST_PIXELS > textPixels(text),
          formatter: text,
          // the limits are named at the left, wherever they lie
          position: 'insideBottomRight',
          color: look.ink,
          fontSize: 11,
        },
      },
      { xAxis: to },
    ]),
  ]
  return {
    type: 'line',
    name: '',
    data: [],
    silent: true,
    markArea: { silent: true, data: areas },
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: look.limit, type: 'solid', width: 1.5 },
      data:
        range === null
          ? []
          : [
              limitLine(range.maxCelsius, texts.max(range.maxCelsius), 'insideStartTop', look),
              limitLine(range.minCelsius, texts.min(range.minCelsius), 'insideStartBottom', look),
            ],
    },
  }
}

/** About the width of a text of 11 px: Chinese characters are square, Latin ones half as wide. */
function textPixels(text: string): number {
  return Array.from(text).reduce((pixels, character) => pixels + (character > '\u2e80' ? 11.5 : 6), 4)
}

function limitLine(celsius: number, text: string, position: string, look: CurveLook) {
  return { yAxis: celsius, label: { formatter: text, position, color: look.limit, fontSize: 11 } }
}

function lineSeries(line: CurveLine, index: number, look: CurveLook) {
  const color = look.probes[index % look.probes.length] ?? look.ink
  // The other end's label is hidden by name: a chart keeps what an update does not mention.
  const endLabel = { show: true, formatter: line.source, color, fontSize: 11, fontWeight: 600, distance: 4 }
  const common = {
    type: 'line',
    silent: true,
    name: line.source,
    color,
    labelLayout: { moveOverlap: 'shiftY' },
    connectNulls: false,
  }
  return [
    ...bandSeries(line, color),
    {
      ...common,
      id: `${line.channel} recorded`,
      lineStyle: { width: 2, color },
      symbol: 'none',
      symbolSize: 4,
      data: withDots(line.recorded),
      endLabel: line.endsLive ? { show: false } : endLabel,
    },
    {
      ...common,
      id: `${line.channel} provisional`,
      lineStyle: { width: 1.5, color, type: 'dashed' },
      symbol: 'emptyCircle',
      symbolSize: 5,
      data: line.provisional,
      endLabel: line.endsLive ? endLabel : { show: false },
    },
    {
      ...common,
      id: `${line.channel} doubtful`,
      color: look.inkSoft,
      lineStyle: { width: 0 },
      symbol: 'emptyCircle',
      symbolSize: 6,
      data: line.doubtful,
    },
  ]
}

/** From the least to the greatest of each bucket: what a mean of hours would hide. */
function bandSeries({ channel, band }: CurveLine, color: string) {
  if (band.length === 0) return []
  const common = { type: 'line', silent: true, symbol: 'none', lineStyle: { width: 0 }, connectNulls: false }
  const stacked = { stack: `${channel} band`, stackStrategy: 'all' }
  return [
    { ...common, ...stacked, id: `${channel} least`, data: band.map(([atMs, least]) => [atMs, least]) },
    {
      ...common,
      ...stacked,
      id: `${channel} greatest`,
      areaStyle: { color, opacity: 0.16 },
      data: band.map(([atMs, least, greatest]) => [
        atMs,
        least === null || greatest === null ? null : greatest - least,
      ]),
    },
  ]
}

/** A record between two gaps has no line to be seen by. */
function withDots(points: readonly LinePoint[]) {
  const dotAll = points.length <= DOTS_UP_TO
  return points.map(([atMs, value], index) => {
    const isAlone = points[index - 1]?.[1] == null && points[index + 1]?.[1] == null
    return { value: [atMs, value], symbol: value !== null && (dotAll || isAlone) ? 'circle' : 'none' }
  })
}
