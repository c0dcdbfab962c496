import { createTransport } from 'nodemailer'
import { toError } from '../../lib/errors.ts'
import { ASK_LIMIT_MS, withoutAnswer } from './ask-provider.ts'
import type { Channel, Handed } from './channel.ts'
import type { EmailSettings } from './channel-settings.ts'
import { subjectOf } from './message-text.ts'
import { afterRefusal } from './retry-table.ts'

export interface EmailParts {
  readonly settings: EmailSettings
  readonly limitMs?: number | undefined
  /** for tests, whose server has no certificate */
  readonly withoutTls?: boolean
}

/** Mail over SMTP with TLS. The server can't be asked later; a repeat has the same Message-ID, so mailboxes fold it. */
export function createEmail({ settings, limitMs = ASK_LIMIT_MS, withoutTls = false }: EmailParts): Channel {
  const { host, port, secure, user, password, from } = settings
  const transport = createTransport({
    ...{ host, port, secure: secure && !withoutTls, requireTLS: !secure && !withoutTls, ignoreTLS: withoutTls },
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    ...{ connectionTimeout: limitMs, greetingTimeout: limitMs, socketTimeout: limitMs, dnsTimeout: limitMs },
    // nothing of a message is fetched from anywhere
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
  const domain = from.replace(/^.*@|>.*$/g, '') || 'coldrx'

  return {
    name: 'email',
    async send(message) {
      const messageId = `<${message.id.replaceAll(/[^\w.-]/g, '_')}@${domain}>`
      try {
        await transport.sendMail({
          ...{ from, to: { name: '', address: message.to }, subject: subjectOf(message), messageId },
          ...{ text: `${message.text}\n\n${message.link}\n`, priority: 'high' },
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.language },
        })
        return { state: 'sent', providerId: messageId }
      } catch (error) {
        return refused(error)
      }
    },
  }
}

function refused(error: unknown): Handed {
  const { code, syscall, responseCode, message } = toError(error) as NodeJS.ErrnoException & {
    readonly responseCode?: number
  }
  if (responseCode !== undefined || code === 'EAUTH' || code === 'ETLS') {
    const known = code === 'EAUTH' || code === 'ETLS' ? code : String(responseCode)
    return afterRefusal('smtp', { code: known, words: message })
  }
  // the library does not say whether a connection that ended had brought the mail already
  if (syscall === 'connect') return { state: 'retry', code: 'not-reached', afterMs: 10_000 }
  return withoutAnswer(error)
}
