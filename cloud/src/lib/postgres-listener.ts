import pg from 'pg'
import { toError } from './errors.ts'

const AGAIN_AFTER_MS = 1_000

/**
 * Calls `onTold` at every notification of the channel, and once after each time that the connection stands again: what
 * was told meanwhile was missed.
 */
export function listenToPostgres(
  url: string,
  {
    channel,
    onTold,
    onError,
  }: { readonly channel: string; readonly onTold: () => void; readonly onError: (error: Error) => void },
): { close(): Promise<void> } {
  let client: pg.Client | undefined
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let connecting: Promise<void> = Promise.resolve()

  async function connect(): Promise<void> {
    const made = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'coldrx-cloud' })
    client = made
    made.on('notification', onTold)
    made.on('error', (error) => again(made, error))
    made.on('end', () => again(made, undefined))
    try {
      await made.connect()
      await made.query(`LISTEN ${channel}`)
      if (!closed) onTold()
    } catch (error) {
      again(made, toError(error))
    }
  }

  function again(lost: pg.Client, error: Error | undefined): void {
    if (closed || lost !== client) return
    client = undefined
    if (error !== undefined) onError(error)
    void lost.end().catch(() => undefined)
    timer = setTimeout(() => {
      connecting = connect()
    }, AGAIN_AFTER_MS)
  }

  connecting = connect()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await connecting
      await client?.end().catch(() => undefined)
    },
  }
}
