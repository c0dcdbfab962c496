export class NotInTime extends Error {
  override readonly name = 'NotInTime'
}

/** Ends a stage that hangs with an error that names it; a bench that waits for ever says nothing. @throws NotInTime */
export async function within<T>(stage: string, limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NotInTime(`${stage}: not done after ${limitMs / 1_000} s`)), limitMs)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}

/** What each of `count` measurements gave; one that is not done in time is left out, said, and the next is tried. */
export async function measureEach(
  count: number,
  { limitMs, say }: { readonly limitMs: number; readonly say: (text: string) => void },
  measure: (at: number) => Promise<number>,
): Promise<number[]> {
  const found: number[] = []
  for (let at = 0; at < count; at++) {
    try {
      found.push(await within(`measurement ${at + 1} of ${count}`, limitMs, measure(at)))
    } catch (error) {
      if (!(error instanceof NotInTime)) throw error
      say(error.message)
    }
  }
  return found
}
