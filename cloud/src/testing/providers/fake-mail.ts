import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type MailTrouble = 'lost' | { readonly at: 'rcpt' | 'data'; readonly code: number; readonly words: string }

/** A mail server without a certificate, which wants a password. `lost`: it keeps the mail, and says nothing. */
export async function startFakeMail() {
  const mails: string[] = []
  const troubles: MailTrouble[] = []
  const refusal = ({ code, words }: { readonly code: number; readonly words: string }) =>
    Object.assign(new Error(words), { responseCode: code })
  const server = new SMTPServer({
    authOptional: false,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === 'coldrx' && password === 'only-for-tests') done(null, { user: username })
      else done(refusal({ code: 535, words: 'Authentication failed' }))
    },
    onRcptTo(_address, _session, done) {
      const [trouble] = troubles
      if (typeof trouble === 'object' && trouble.at === 'rcpt') {
        troubles.shift()
        done(refusal(trouble))
      } else done()
    },
    onData(stream, _session, done) {
      let text = ''
      stream.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      stream.on('end', () => {
        const trouble = troubles.shift()
        if (typeof trouble === 'object') {
          done(refusal(trouble))
          return
        }
        mails.push(text)
        if (trouble === undefined) done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return {
    settings: {
      ...{ host: '127.0.0.1', port, secure: false, user: 'coldrx', password: 'only-for-tests' },
      from: 'ColdRx <alarms@coldrx.example>',
    },
    mails,
    troubles,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
