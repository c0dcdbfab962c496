import type { Clock } from '../../lib/clock.ts'
import { postJson } from '../../webhooks/post-json.ts'
import { signatureHeaders } from '../../webhooks/signature.ts'
import type { TargetPolicy } from '../../webhooks/target-addresses.ts'
import type { Channel } from './channel.ts'
import type { WebhookTargets } from './channel-settings.ts'
import { afterRefusal } from './retry-table.ts'

const AGAIN_MS = 10_000

export interface WebhookChannelParts {
  readonly settings: WebhookTargets
  readonly policy: TargetPolicy
  readonly clock: Clock
  readonly limitMs?: number | undefined
}

/** Signed after Standard Webhooks. Receivers know a message that comes again by `webhook-id`, so one may always repeat. */
export function createWebhookChannel({ settings, policy, clock, limitMs }: WebhookChannelParts): Channel {
  return {
    name: 'webhook',
    async send({ id, to, language, subject, text, link, repeat }) {
      const target = settings.targets[to]
      if (target === undefined) {
        const reason = `no target is called "${to}" in the settings`
        return { state: 'failed', code: 'no-target', reason, fault: 'address' }
      }
      const atMs = clock.nowMs()
      const about = { language, subject, text, link, repeat }
      const body = JSON.stringify({ type: 'alert.message', timestamp: new Date(atMs).toISOString(), data: about })
      const headers = signatureHeaders(target.secret, { id, atMs, body })
      const { status, words } = await postJson(new URL(target.url), {
        ...{ body, headers, policy },
        ...(limitMs === undefined ? {} : { limitMs }),
      })
      if (status === undefined) return { state: 'retry', code: words, afterMs: AGAIN_MS }
      if (status >= 200 && status < 300) return { state: 'delivered', providerId: id }
      return afterRefusal('http', { code: String(status), words: `the target answered ${status}` })
    },
  }
}
