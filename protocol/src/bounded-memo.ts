/** Keeps what `make` gave for the `capacity` keys that were asked for last. What `make` throws is not kept. */
export function boundedMemo<T extends object>(capacity: number, make: (key: string) => T): (key: string) => T {
  // a Map remembers the order in which keys came: the first is the one not asked for the longest
  const kept = new Map<string, T>()
  return (key) => {
    const found = kept.get(key) ?? make(key)
    kept.delete(key)
    kept.set(key, found)
    const [oldest = key] = kept.keys()
    if (kept.size > capacity) kept.delete(oldest)
    return found
  }
}
