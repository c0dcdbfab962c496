import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ALL_UP_FILTER, parseTopic, serializeMessage, topicFor } from '@coldrx/protocol'
import mqtt, { type MqttClient } from 'mqtt'
import { type Birth, readDeviceState } from '../ingest/device-messages.ts'
import { type DeviceRefill, formatRefill, progressOf, type RefillStores } from './refill-progress.ts'

const LOOK_EVERY_MS = 500
/** A birth that comes later than this after the question is none of its answers: the device may have missed it. */
const ANSWERED_WITHIN_MS = 10_000
/** A device refuses more than six an hour. */
const MOST_ASKED = 5
const STATE_FILTER = ALL_UP_FILTER.replace('up/#', 'up/state')

interface Asked {
  times: number
  atMs: number
  birth: Birth | undefined
}

/**
 * Asks devices for all that they keep, beside the server that takes it, and follows what arrives until everything that
 * they said is here or the time is over. Resolves to one entry a device, in their order.
 */
export async function refill({
  devices,
  brokerUrl,
  brokerSecret,
  stores,
  waitMs,
  nowMs,
  say,
}: {
  readonly devices: readonly string[]
  readonly brokerUrl: string
  readonly brokerSecret: string
  readonly stores: RefillStores
  readonly waitMs: number
  readonly nowMs: () => number
  readonly say: (line: string) => void
}): Promise<readonly DeviceRefill[]> {
  const asked = new Map<string, Asked>(devices.map((device) => [device, { times: 0, atMs: 0, birth: undefined }]))
  const client = await connected(brokerUrl, brokerSecret)
  const ask = (device: string, state: Asked): void => {
    if (state.times >= MOST_ASKED) return
    state.times++
    state.atMs = nowMs()
    client.publish(topicFor(device, 'down/command'), serializeMessage('down/command', { type: 'refill' }), { qos: 1 })
  }
  client.on('message', (topic, payload) => {
    const device = parseTopic(topic)?.device
    const state = device === undefined ? undefined : asked.get(device)
    const said = device === undefined ? undefined : readDeviceState(device, payload)
    if (device === undefined || state === undefined || said === undefined) return
    if ('refused' in said || !said.online) return
    state.birth = said
    if (nowMs() - state.atMs > ANSWERED_WITHIN_MS) ask(device, state)
  })
  try {
    await client.subscribeAsync(STATE_FILTER, { qos: 1 })
    for (const [device, state] of asked) ask(device, state)
    const told = new Map<string, string>()
    for (const deadlineMs = nowMs() + waitMs; ; await pause(LOOK_EVERY_MS)) {
      const progress: DeviceRefill[] = []
      for (const [device, { birth }] of asked) progress.push(await progressOf(device, birth, stores))
      for (const one of progress) {
        const line = formatRefill(one)
        if (told.get(one.device) !== line) say(line)
        told.set(one.device, line)
      }
      if (nowMs() >= deadlineMs || progress.every(({ state }) => state === 'complete')) return progress
    }
  } finally {
    await client.endAsync(true)
  }
}

/** @throws Error when the broker cannot be reached or refuses us: then nothing was asked */
async function connected(url: string, secret: string): Promise<MqttClient> {
  return await mqtt.connectAsync(
    url,
    {
      protocolVersion: 4,
      clientId: `cloud-refill-${randomBytes(6).toString('hex')}`,
      username: 'cloud',
      password: secret,
      clean: true,
      keepalive: 30,
      connectTimeout: 10_000,
    },
    false,
  )
}
