import { parseMessage, topicFor } from '@coldrx/protocol'
import mqtt, { type MqttClient } from 'mqtt'
import type { DeviceLoad } from './load.ts'

/** How many frames a device has under way, in every contender alike: about the 64 KiB of the protocol. */
const WINDOW_FRAMES = 400

export async function connectDevice(url: string, load: DeviceLoad, password: string): Promise<MqttClient> {
  return await mqtt.connectAsync(url, {
    protocolVersion: 4,
    clean: true,
    clientId: load.device,
    username: load.device,
    password,
    reconnectPeriod: 0,
    keepalive: 60,
  })
}

/** An acknowledgement is sent once at QoS 0: after so long without one, a frame sent again asks for the current one. */
const ACK_SILENCE_MS = 5_000

/** Publishes at QoS 1 and resolves when `down/ack` says that all is committed; gives how often it had to ask again. */
export async function sendUntilCommitted(client: MqttClient, load: DeviceLoad): Promise<number> {
  await client.subscribeAsync(topicFor(load.device, 'down/ack'), { qos: 0 })
  const topic = topicFor(load.device, 'up/frame')
  let next = 0
  let through = -1
  let asked = 0
  let silence: NodeJS.Timeout | undefined
  const send = (n: number): void => {
    const frame = load.frames[n]
    if (frame !== undefined) client.publish(topic, Buffer.from(frame), { qos: 1 })
  }
  const done = new Promise<void>((resolve, reject) => {
    const push = () => {
      for (; next < load.frames.length && next - through <= WINDOW_FRAMES; next++) send(next)
    }
    silence = setInterval(() => {
      asked++
      send(through + 1)
    }, ACK_SILENCE_MS)
    client.on('message', (_topic, payload) => {
      const parsed = parseMessage('down/ack', payload)
      if (!parsed.ok || parsed.message.epoch !== load.epoch) return
      through = Math.max(through, parsed.message.through)
      silence?.refresh()
      if (through === load.frames.length - 1) resolve()
      else push()
    })
    client.once('close', () => reject(new Error(`${load.device}: the connection closed at frame ${through}`)))
    push()
  })
  try {
    await done
  } finally {
    clearInterval(silence)
  }
  return asked
}

/** Publishes at QoS 1 with the same window, opened by PUBACK; resolves when the last one is acknowledged. */
export async function sendUntilPublished(
  client: MqttClient,
  topic: string,
  payloads: readonly Uint8Array[],
): Promise<void> {
  let next = 0
  let done = 0
  await new Promise<void>((resolve, reject) => {
    const push = () => {
      for (; next < payloads.length && next - done < WINDOW_FRAMES; next++) {
        client.publish(topic, Buffer.from(payloads[next] ?? []), { qos: 1 }, (error) => {
          if (error) return reject(error)
          done++
          if (done === payloads.length) resolve()
          else push()
        })
      }
    }
    client.once('close', () => reject(new Error(`${topic}: the connection closed after ${done} messages`)))
    push()
  })
}
