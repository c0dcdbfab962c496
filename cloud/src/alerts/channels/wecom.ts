import { createHash } from 'node:crypto'
import { z } from 'zod'
import { askProvider } from './ask-provider.ts'
import type { Channel, Handed, Message } from './channel.ts'
import type { WecomSettings } from './channel-settings.ts'
import { digestOf } from './digest.ts'
import { afterRefusal } from './retry-table.ts'
import type { RobotPace } from './robot-pace.ts'

/** 20 a minute for each robot, so that a minute never has more whenever it begins. */
export const ROBOT_EVERY_MS = 3_000
/** what must wait longer comes back later, so that nobody's lease on it ends meanwhile */
const LONGEST_WAIT_MS = 10_000
const LONGEST_TEXT_BYTES = 2_048
const TOO_MANY = '45009'

const answerSchema = z.object({ errcode: z.int(), errmsg: z.string().default('') })

export interface WecomParts {
  readonly settings: WecomSettings
  readonly pace: RobotPace
  readonly pause: (ms: number) => Promise<unknown>
  readonly limitMs?: number | undefined
}

interface Waiting {
  readonly message: Message
  readonly settle: (handed: Handed) => void
  readonly fail: (error: unknown) => void
}

/** Robots of groups. What waits for a robot's turn goes as one message. A robot can't be asked what it has taken. */
export function createWecom({ settings, pace, pause, limitMs }: WecomParts): Channel {
  const waiting = new Map<string, Waiting[]>()

  async function empty(name: string, key: string): Promise<void> {
    const turn = `wecom ${createHash('sha256').update(key).digest('hex').slice(0, 16)}`
    let waitMs = await pace.take(turn, ROBOT_EVERY_MS)
    for (
      let waited = 0;
      waitMs > 0 && waited + waitMs <= LONGEST_WAIT_MS;
      waitMs = await pace.take(turn, ROBOT_EVERY_MS)
    ) {
      waited += waitMs
      await pause(waitMs)
    }
    // taken only now: what came meanwhile goes along
    const together = waiting.get(name) ?? []
    waiting.delete(name)
    try {
      const handed: Handed =
        waitMs > 0 ? { state: 'retry', code: 'robot-is-busy', afterMs: waitMs } : await post(key, turn, together)
      for (const { settle } of together) settle(handed)
    } catch (error) {
      for (const { fail } of together) fail(error)
    }
  }

  async function post(key: string, turn: string, together: readonly Waiting[]): Promise<Handed> {
    const url = new URL('/cgi-bin/webhook/send', settings.url)
    url.searchParams.set('key', key)
    const content = digestOf(
      together.map(({ message }) => message),
      LONGEST_TEXT_BYTES,
    )
    const asked = await askProvider(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ msgtype: 'text', text: { content } }),
      limitMs,
    })
    if (asked.status === undefined) return asked.handed
    const answer = answerSchema.safeParse(asked.body)
    if (!answer.success) return afterRefusal('wecom', { code: String(asked.status), words: 'no answer in its form' })
    const code = String(answer.data.errcode)
    // the answer has no id of the message
    if (code === '0') return { state: 'sent', providerId: '' }
    const handed = afterRefusal('wecom', { code, words: answer.data.errmsg })
    if (code === TOO_MANY && handed.state === 'retry') await pace.hold(turn, handed.afterMs)
    return handed
  }

  return {
    name: 'wecom',
    send(message) {
      const key = settings.robots[message.to]
      if (key === undefined) {
        const reason = `no robot is called "${message.to}" in the settings`
        return Promise.resolve<Handed>({ state: 'failed', code: 'no-robot', reason, fault: 'address' })
      }
      return new Promise<Handed>((settle, fail) => {
        const one = { message, settle, fail }
        const already = waiting.get(message.to)
        if (already !== undefined) {
          already.push(one)
          return
        }
        waiting.set(message.to, [one])
        empty(message.to, key).catch((error: unknown) => {
          const left = waiting.get(message.to) ?? []
          waiting.delete(message.to)
          for (const each of left) each.fail(error)
        })
      })
    },
  }
}
