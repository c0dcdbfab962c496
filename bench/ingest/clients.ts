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

/** Publishes at QoS 1 and resolves when `down/ack` says that all is committed. */
export async function sendUntilCommitted(client: MqttClient, load: DeviceLoad): Promise<void> {
  await client.subscribeAsync(topicFor(load.device, 'down/ack'), { qos: 0 })
  const topic = topicFor(load.device, 'up/frame')
  let next = 0
  let through = -1
  await new Promise<void>((resolve, reject) => {
    const push = () => {
      for (; next < load.frames.length && next - through <= WINDOW_FRAMES; next++) {
        const frame = load.frames[next]
        if (frame !== undefined) client.publish(topic, Buffer.from(frame), { qos: 1 })
      }
    }
    client.on('message', (_topic, payload) => {
      const parsed = parseMessage('down/ack', payload)
      if (!parsed.ok || parsed.message.epoch !== load.epoch) return
      through = Math.max(through, parsed.message.through)
      if (through === load.frames.length - 1) resolve()
      else push()
    })
    client.once('close', () => reject(new Error(`${load.device}: the connection closed at frame ${through}`)))
    push()
  })
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
