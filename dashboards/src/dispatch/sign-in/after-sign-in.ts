const KEY = 'coldrx.next'

/** An address of ours, and nobody else's: what comes by a link must not lead away. */
export function innerPath(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined
}

/** Where somebody wanted to go who signs in at another provider, whose answer comes back to the first page. */
export function keepNext(storage: Pick<Storage, 'setItem' | 'removeItem'>, next: string | undefined): void {
  if (next === undefined) storage.removeItem(KEY)
  else storage.setItem(KEY, next)
}

/** Once: the next visit of the first page goes where everybody's does. */
export function takeNext(storage: Pick<Storage, 'getItem' | 'removeItem'>): string | undefined {
  const next = innerPath(storage.getItem(KEY))
  storage.removeItem(KEY)
  return next
}
