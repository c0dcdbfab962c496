export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly goal?: { readonly atMost?: number; readonly atLeast?: number }
  /** what is possible at all, where that is known: a bound, or the same without us */
  readonly raw?: number
}

export interface BenchReport {
  readonly name: string
  readonly figures: readonly Figure[]
}

export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN
}

export function missesGoal({ value, goal = {} }: Figure): boolean {
  const { atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = goal
  // written so that NaN, of a bench that measured nothing, misses every goal
  return Object.keys(goal).length > 0 && !(value <= atMost && value >= atLeast)
}

/** Prints the figures beside their goals (`--json`: for machines); the process exits 1 where a goal is missed. */
export function reportBench(report: BenchReport, options: { readonly argv?: readonly string[] } = {}): void {
  const { argv = process.argv.slice(2) } = options
  const missed = report.figures.filter(missesGoal)
  if (argv.includes('--json')) {
    const figures = report.figures.map((figure) => ({ ...figure, missed: missesGoal(figure) }))
    console.log(JSON.stringify({ name: report.name, figures, missed: missed.length }))
  } else {
    console.log(formatReport(report))
  }
  if (missed.length > 0) process.exitCode = 1
}

export function formatReport({ name, figures }: BenchReport): string {
  const rows = figures.map((figure) => [
    figure.name,
    `${round(figure.value)} ${figure.unit}`.trim(),
    goalText(figure),
    figure.raw === undefined ? '' : round(figure.raw),
  ])
  const table = [['', name, 'goal', 'raw limit'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function goalText(figure: Figure): string {
  const { atMost, atLeast } = figure.goal ?? {}
  const parts = [atMost === undefined ? '' : `≤ ${atMost}`, atLeast === undefined ? '' : `≥ ${atLeast}`].filter(Boolean)
  if (parts.length === 0) return ''
  return `${parts.join(', ')} ${missesGoal(figure) ? 'MISSED' : 'ok'}`
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(Math.abs(value) >= 1_000 ? 4 : 3)
}
