/** A set of frame numbers as ascending, disjoint, not touching ranges. Growing at its end costs nothing. */
export class NumberRanges {
  readonly #ranges: [first: number, last: number][] = []

  constructor(ranges: Iterable<readonly [number, number]> = []) {
    for (const [first, last] of ranges) this.#ranges.push([first, last])
  }

  add(n: number): void {
    const after = this.#firstRangeAfter(n)
    const before = this.#ranges[after - 1]
    const next = this.#ranges[after]
    if (before !== undefined && n <= before[1]) return
    const joinsBefore = before !== undefined && before[1] === n - 1
    const joinsNext = next !== undefined && next[0] === n + 1
    if (joinsBefore && joinsNext) {
      before[1] = next[1]
      this.#ranges.splice(after, 1)
    } else if (joinsBefore) before[1] = n
    else if (joinsNext) next[0] = n
    else this.#ranges.splice(after, 0, [n, n])
  }

  /** Runs come in ascending order, behind everything that was added before them. */
  addRun(first: number, last: number): void {
    const before = this.#ranges.at(-1)
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else this.#ranges.push([first, last])
  }

  has(n: number): boolean {
    const before = this.#ranges[this.#firstRangeAfter(n) - 1]
    return before !== undefined && n <= before[1]
  }

  /** All of 0 … through are in the set; −1: not even 0. */
  get through(): number {
    const first = this.#ranges[0]
    return first !== undefined && first[0] === 0 ? first[1] : -1
  }

  get runs(): readonly (readonly [first: number, last: number])[] {
    return this.#ranges
  }

  /** The ranges beyond `through`, at most `limit`, the lowest ones. */
  beyond(limit: number): [number, number][] {
    const from = this.through === -1 ? 0 : 1
    return this.#ranges.slice(from, from + limit).map(([first, last]) => [first, last])
  }

  /** Those of the ranges beyond `through` that hold one of these numbers. */
  holding(numbers: Iterable<number>): [number, number][] {
    const { through } = this
    const places = new Set<number>()
    for (const n of numbers) if (n > through && this.has(n)) places.add(this.#firstRangeAfter(n) - 1)
    return [...places]
      .sort((left, right) => left - right)
      .flatMap((place): [number, number][] =>
        this.#ranges.slice(place, place + 1).map(([first, last]) => [first, last]),
      )
  }

  #firstRangeAfter(n: number): number {
    let low = 0
    let high = this.#ranges.length
    if (high > 0 && (this.#ranges[high - 1]?.[0] ?? 0) <= n) return high
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#ranges[middle]?.[0] ?? 0) <= n) low = middle + 1
      else high = middle
    }
    return low
  }
}
