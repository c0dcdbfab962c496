const PAGE = 100

export async function collect<T>(found: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of found) all.push(one)
  return all
}

/** Every record of a keyset list, a page at a time; a store gives one more than it is asked for. */
export async function* allPages<Row, Key>(
  list: (after: Key | undefined, limit: number) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): AsyncGenerator<Row> {
  for (let after: Key | undefined; ; ) {
    const rows = await list(after, PAGE)
    const shown = rows.slice(0, PAGE)
    yield* shown
    const last = shown.at(-1)
    if (rows.length <= PAGE || last === undefined) return
    after = keyOf(last)
  }
}
