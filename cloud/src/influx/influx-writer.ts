import { HttpError, InfluxDB, type Point } from '@influxdata/influxdb-client'
import { toError } from '../lib/errors.ts'

export interface InfluxSettings {
  readonly url: string
  readonly token: string
  readonly org: string
  readonly bucket: string
}

/** Nothing of the call counts as written; the same may be written later, since a point that comes twice is one. */
export class InfluxUnavailableError extends Error {
  override readonly name = 'InfluxUnavailableError'
  /** as the server wants it; undefined: it did not say */
  readonly afterMs: number | undefined

  constructor(message: string, afterMs: number | undefined) {
    super(message)
    this.afterMs = afterMs
  }
}

/** The points themselves are refused, whoever sends them when. */
const REFUSED: ReadonlySet<number> = new Set([400, 413, 422])
const TIMEOUT_MS = 20_000

export interface InfluxWriter {
  /** @throws InfluxUnavailableError @returns what the server refuses for good, mostly for a field of another type */
  readonly write: (points: readonly Point[]) => Promise<readonly { readonly point: Point; readonly words: string }[]>
}

/** The client's own queue forgets; ours is the log of frames, so each call is one request with no second try. */
export function createInfluxWriter({ url, token, org, bucket }: InfluxSettings): InfluxWriter {
  const influx = new InfluxDB({ url, token, timeout: TIMEOUT_MS })

  async function post(points: readonly Point[]): Promise<void> {
    const api = influx.getWriteApi(org, bucket, 'ms', {
      ...{ maxRetries: 0, flushInterval: 0, batchSize: points.length + 1, maxBatchBytes: Number.MAX_SAFE_INTEGER },
      // rejected here, the client does not also write it to the console
      writeFailed: (error) => Promise.reject(error),
    })
    api.writePoints([...points])
    await api.close()
  }

  async function write(points: readonly Point[]): ReturnType<InfluxWriter['write']> {
    if (points.length === 0) return []
    try {
      await post(points)
      return []
    } catch (error) {
      const refused = error instanceof HttpError && REFUSED.has(error.statusCode)
      if (!refused) {
        // the client gives the header's seconds as they stand
        const afterMs = error instanceof HttpError ? error.retryAfter() * 1_000 : 0
        const words = error instanceof HttpError ? `HTTP ${error.statusCode}` : toError(error).message
        throw new InfluxUnavailableError(words, afterMs > 0 ? afterMs : undefined)
      }
      const [only] = points
      if (points.length === 1 && only !== undefined) return [{ point: only, words: error.message }]
      // the good ones among them are written again, which changes nothing
      const half = Math.ceil(points.length / 2)
      return [...(await write(points.slice(0, half))), ...(await write(points.slice(half)))]
    }
  }

  return { write }
}
