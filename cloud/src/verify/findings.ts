/** Something that does not hold, as exactly as it can be said. */
export interface Fault {
  /** which check found it */
  readonly check: string
  readonly problem: string
  /** number of an entry of the audit */
  readonly entry?: number | undefined
  readonly device?: string | undefined
  readonly epoch?: string | undefined
  readonly n?: number | undefined
  readonly section?: number | undefined
  readonly channel?: string | undefined
  readonly row?: number | undefined
  readonly expected?: string | undefined
  readonly found?: string | undefined
}

export interface VerifyReport {
  readonly ok: boolean
  /** what was checked, in the order of the checks, and how much of it */
  readonly checked: readonly { readonly what: string; readonly count: number }[]
  readonly faultCount: number
  /** the first ones */
  readonly faults: readonly Fault[]
}

const FAULTS_KEPT = 20

/** Gathers what the checks find. A fault ends nothing: what comes after it is checked too. */
export class Findings {
  readonly #counts = new Map<string, number>()
  readonly #faults: Fault[] = []
  #faultCount = 0

  /** A count of 0 is worth a line too: it says that nothing was there to check. */
  count(what: string, by = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + by)
  }

  fault(fault: Fault): void {
    this.#faultCount++
    if (this.#faults.length < FAULTS_KEPT) this.#faults.push(fault)
  }

  /** Does a check; one that cannot be done to its end is a fault, and not the end of the report. */
  async guard(where: Pick<Fault, 'check' | 'device' | 'epoch'>, work: () => Promise<void> | void): Promise<void> {
    try {
      await work()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.fault({ ...where, problem: `cannot be checked to its end: ${reason}` })
    }
  }

  report(): VerifyReport {
    return {
      ok: this.#faultCount === 0,
      checked: [...this.#counts].map(([what, count]) => ({ what, count })),
      faultCount: this.#faultCount,
      faults: this.#faults,
    }
  }
}

export function formatReport({ ok, checked, faultCount, faults }: VerifyReport): string {
  const width = Math.max(0, ...checked.map(({ count }) => String(count).length))
  const lines = checked.map(({ what, count }) => `${String(count).padStart(width)}  ${what}`)
  if (ok) return [...lines, 'no fault'].join('\n')
  const more = faultCount > faults.length ? [`and ${faultCount - faults.length} more`] : []
  return [...lines, `${faultCount} faults, the first:`, ...faults.map(formatFault), ...more].join('\n')
}

export function formatFault({ check, problem, expected, found, ...where }: Fault): string {
  const place = Object.entries(where).flatMap(([key, value]) => (value === undefined ? [] : [`${key} ${value}`]))
  const values = [
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(found === undefined ? [] : [`found ${found}`]),
  ]
  return `${check}: ${[place.join(' '), problem, values.join(', ')].filter((part) => part !== '').join(': ')}`
}
