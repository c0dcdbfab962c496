import type { World } from './world.ts'

interface Hint {
  readonly device: string
  readonly samples: Readonly<Record<string, { readonly value: number | null }>>
}

export interface Feed {
  lastHint(device: string): Hint | undefined
  /** Resolves with the wall time at which an event showed this value. */
  sees(device: string, channel: string, value: number): Promise<number>
  close(): void
}

export async function signIn({
  pagesUrl,
  signIn: { name, password },
}: Pick<World, 'pagesUrl' | 'signIn'>): Promise<string> {
  const response = await fetch(`${pagesUrl}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: pagesUrl },
    body: JSON.stringify({ name, password }),
  })
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`)
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** Reads /api/feed as a page does, through the pages' own server. */
export async function openFeed({ pagesUrl }: Pick<World, 'pagesUrl'>, cookie: string): Promise<Feed> {
  const abort = new AbortController()
  const response = await fetch(`${pagesUrl}/api/feed`, { headers: { cookie }, signal: abort.signal })
  if (!response.ok || response.body === null) throw new Error(`feed: ${response.status}`)
  const hints = new Map<string, Hint>()
  const waiting = new Set<{ device: string; channel: string; value: number; seen(atMs: number): void }>()
  const reading = (async () => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      const arrivedMs = Date.now()
      text += decoder.decode(chunk as Uint8Array, { stream: true })
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = text.slice(0, end)
        text = text.slice(end + 2)
        if (!/^event: live$/m.test(event)) continue
        const hint = JSON.parse(event.replace(/^(event|id):.*$/gm, '').replaceAll(/^data: ?/gm, '')) as Hint
        hints.set(hint.device, hint)
        for (const wait of waiting) {
          if (wait.device === hint.device && hint.samples[wait.channel]?.value === wait.value) {
            waiting.delete(wait)
            wait.seen(arrivedMs)
          }
        }
      }
    }
  })().catch((error: unknown) => {
    if (!abort.signal.aborted) throw error
  })
  return {
    lastHint: (device) => hints.get(device),
    sees: async (device, channel, value) =>
      await new Promise((resolve) => waiting.add({ device, channel, value, seen: resolve })),
    close: () => {
      abort.abort()
      void reading
    },
  }
}
