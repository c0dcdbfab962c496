import type { Clock } from '../lib/clock.ts'
import type { OutboxMessage } from '../lib/outbox.ts'
import type { Attempt } from '../lib/outbox-worker.ts'
import { postJson } from './post-json.ts'
import { signatureHeaders } from './signature.ts'
import type { TargetPolicy } from './target-addresses.ts'
import type { Webhooks } from './webhooks.ts'

const GONE = 410

/** One attempt to tell a webhook. Receivers know a message that comes again by `webhook-id`. */
export function webhookDelivery({
  webhooks,
  policy,
  clock,
}: {
  readonly webhooks: Pick<Webhooks, 'targetOf'>
  readonly policy: TargetPolicy
  readonly clock: Clock
}): (message: OutboxMessage) => Promise<Attempt> {
  return async function deliverWebhook({ id, recipient, payload }) {
    const target = await webhooks.targetOf(recipient)
    if (target === undefined) return { result: 'given-up', answer: 'the webhook was removed' }
    const headers = signatureHeaders(target.secret, { id, atMs: clock.nowMs(), body: payload })
    const { status, words } = await postJson(target.url, { body: payload, headers, policy })
    const answer = [status, words].filter((part) => part !== undefined && part !== '').join(' ')
    if (status === undefined) return { result: 'failed', answer }
    if (status >= 200 && status < 300) return { result: 'delivered', answer }
    if (status >= 300 && status < 400)
      return { result: 'failed', answer: `${answer} redirects are not followed`.trim() }
    return { result: status === GONE ? 'given-up' : 'failed', answer }
  }
}
