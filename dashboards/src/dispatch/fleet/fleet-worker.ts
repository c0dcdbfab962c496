import { createApiClient } from '../../api/client.ts'
import { createApi } from '../api.ts'
import { createServerClock } from '../server-clock.ts'
import { createFleetDesk } from './fleet-desk.ts'
import type { FromDesk, ToDesk } from './fleet-messages.ts'
import { createFleetSource } from './fleet-source.ts'

/** What this file uses of a worker's own side; the page's library of types knows only the other one. */
interface WorkerSide {
  postMessage(message: FromDesk, transfer: readonly ArrayBuffer[]): void
  onmessage: ((event: { readonly data: ToDesk }) => void) | null
  readonly location: { readonly origin: string }
}

const side = globalThis as unknown as WorkerSide
const clock = createServerClock()
// Absolute: what is relative would begin at this file, in the folder of the built scripts.
const baseUrl = side.location.origin
const client = createApiClient({ baseUrl, onAnswer: (response) => clock.hear(response.headers.get('date')) })
const api = createApi({ client })
const desk = createFleetDesk({
  clock,
  post: (message, transfer = []) => side.postMessage(message, transfer),
  source: (onChange, onSignInNeeded) =>
    createFleetSource({ api, clock, onChange, onSignInNeeded, feedUrl: `${baseUrl}/api/feed` }),
})
side.onmessage = ({ data }) => desk.hear(data)
