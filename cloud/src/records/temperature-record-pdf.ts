import type { ChannelSummary } from '../inspection/readings-summary.ts'
import type { AboutRecord } from './about-record.ts'
import { chinaTime } from './china-time.ts'
import { Paper } from './paper.ts'
import { RECORD_TEXTS, type RecordLanguage, type RecordTexts } from './record-texts.ts'
import { type RecordedCompartment, rangeText, type TemperatureRecord } from './temperature-record.ts'

const MINUTE_MS = 60_000

/** The record as a PDF: head, statistics, curve, gaps, alarms, verification, and every recorded point. */
export async function temperatureRecordPdf(
  record: TemperatureRecord,
  about: AboutRecord,
  language: RecordLanguage,
): Promise<Uint8Array> {
  const t: RecordTexts = RECORD_TEXTS[language]
  const title = `${t.temperatureRecord} ${about.number}`
  const paper = await Paper.begin({ title, language, atMs: record.toMs })
  paper.title(t.temperatureRecord, `${about.organisation[language]} · ${about.number}`)
  paper.note(t.chinaTime)
  paper.pairs([
    [t.organisation, about.organisation[language]],
    [t.licence, about.licenceNumber ?? t.none],
    ...about.pairs.map(({ name, value }): [string, string] => [t[name], value[language] ?? t.none]),
    [t.device, record.device],
    [t.from, chinaTime(record.fromMs)],
    [t.to, chinaTime(record.toMs)],
  ])
  verification(paper, record, t)
  for (const compartment of record.compartments) await measured(paper, record, compartment, { t, language })
  await alarms(paper, record, t)
  for (const compartment of record.compartments) await points(paper, compartment, { t, language })
  return paper.end(`${title} · ${record.device} · SM3 ${record.proof.digest.slice(0, 16)}…`)
}

function verification(paper: Paper, { proof, undecodable }: TemperatureRecord, t: RecordTexts): void {
  paper.heading(t.proof)
  const isWhole = proof.unsealed + proof.unprovable + proof.missing + undecodable === 0
  const verdict = isWhole ? t.verdictProved : t.verdictOpen
  if (proof.frames === 0) paper.note(t.noFrames)
  else paper.note(proof.broken > 0 ? t.verdictBroken : verdict)
  paper.pairs([
    [t.frames, `${proof.frames}`],
    [t.proved, `${proof.proved}`],
    [t.unsealed, `${proof.unsealed}`],
    [t.unprovable, `${proof.unprovable}`],
    [t.broken, `${proof.broken}`],
    [t.missing, `${proof.missing}`],
    [t.undecodable, `${undecodable}`],
  ])
  paper.note(`${t.digest}: ${proof.digest}`)
}

interface Told {
  readonly t: RecordTexts
  readonly language: RecordLanguage
}

async function measured(
  paper: Paper,
  record: TemperatureRecord,
  { summary, columns, rows }: RecordedCompartment,
  { t, language }: Told,
): Promise<void> {
  paper.heading(`${t.compartment} ${summary.name[language]} (${summary.compartment}) · ${rangeText(summary.range)}`)
  const heads = [t.point, t.samples, t.minimum, t.maximum, t.mean, 'MKT', t.outside, t.covered, t.longestGap, t.notGood]
  const cells = summary.channels.map((channel) => statistics(channel, t))
  await paper.table(heads, cells, [15, 8, 13, 13, 8, 8, 10, 10, 10, 8])
  paper.chart({
    ...{ fromMs: record.fromMs, toMs: record.toMs, range: summary.range, timeText: chinaTime },
    curves: columns.flatMap(({ quantity }, at) =>
      quantity === 'temperature'
        ? [
            {
              points: rows.flatMap(({ atMs, values, gapBefore }) => {
                const value = values[at] ?? null
                const point = value === null ? undefined : ([atMs, value] as const)
                return gapBefore ? [undefined, point] : [point]
              }),
            },
          ]
        : [],
    ),
  })
  const gaps = rows.flatMap((row, at) => {
    const before = rows[at - 1]
    return row.gapBefore && before !== undefined ? [[before.atMs, row.atMs] as const] : []
  })
  if (gaps.length === 0) paper.note(t.noGaps)
  else {
    paper.note(`${t.gaps}: ${gaps.length}. ${t.gapNote}`)
    const lines = gaps.map(([fromMs, toMs]) => ({
      cells: [chinaTime(fromMs), chinaTime(toMs), minutes(toMs - fromMs)],
    }))
    await paper.table([t.from, t.to, t.minutes], lines, [2, 2, 1])
  }
}

function statistics(channel: ChannelSummary, t: RecordTexts): { readonly cells: string[]; readonly isOut: boolean } {
  const { quantity, source, minimum, maximum, mean, meanKineticCelsius: mkt, unit } = channel
  const name = quantity === 'humidity' ? `${source} ${t.humidity} ${unit}` : `${source} ${t.temperature} °C`
  const extreme = (one: ChannelSummary['minimum']): string =>
    one === null ? '–' : `${one.value}\n${chinaTime(one.atMs).slice(5)}`
  return {
    isOut: channel.outOfRangeMs > 0 || channel.excursionCount > 0,
    cells: [
      ...[name, `${channel.samples}`, extreme(minimum), extreme(maximum)],
      ...[mean?.toFixed(2) ?? '–', mkt?.toFixed(2) ?? '–'],
      ...[quantity === 'temperature' ? minutes(channel.outOfRangeMs) : '–', minutes(channel.coveredMs)],
      ...[minutes(channel.longestGapMs), `${channel.samplesNotGood}`],
    ],
  }
}

async function alarms(paper: Paper, { alarms: those }: TemperatureRecord, t: RecordTexts): Promise<void> {
  paper.heading(t.alarms)
  if (those.length === 0) {
    paper.note(t.noAlarms)
    return
  }
  const rows = those.map(({ compartment, openedAtMs, closedAtMs, peakCelsius, limit, actions }) => ({
    cells: [
      ...[compartment ?? '–', chinaTime(openedAtMs), closedAtMs === null ? t.stillOpen : chinaTime(closedAtMs)],
      ...[peakCelsius === null ? '–' : `${peakCelsius}`, limit],
      actions.map(({ atMs, by, text }) => `${chinaTime(atMs)} ${by}: ${text}`).join('\n') || t.noAction,
    ],
  }))
  await paper.table([t.compartment, t.opened, t.closed, t.peak, t.limit, t.acted], rows, [8, 14, 14, 8, 12, 28])
}

async function points(paper: Paper, { summary, columns, rows }: RecordedCompartment, { t, language }: Told) {
  paper.heading(`${t.points} · ${summary.name[language]} (${summary.compartment})`)
  const lines = rows.flatMap(({ atMs, values, isOutOfRange, gapBefore }) => [
    ...(gapBefore ? [{ cells: [t.gapCell] }] : []),
    {
      isOut: isOutOfRange,
      cells: [chinaTime(atMs), ...values.map((value, at) => value?.toFixed(columns[at]?.decimals) ?? '–')],
    },
  ])
  const heads = columns.map(({ source, quantity }) => `${source} ${quantity === 'humidity' ? '%' : '°C'}`)
  await paper.columns([t.time, ...heads], lines, [78, ...columns.map(() => 34)])
}

const minutes = (ms: number): string => (ms / MINUTE_MS).toFixed(1)
