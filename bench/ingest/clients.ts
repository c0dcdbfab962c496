import { CLOUD_STATE_TOPIC, parseMessage, topicFor } from '@coldrx/protocol'
import mqtt, { type MqttClient } from 'mqtt'
import type { DeviceLoad } from './load.ts'
import { createWindow, WINDOW_BYTES } from './window.ts'

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

/** Resolves once a cloud says that it is there to take frames: as an agent, which sends none before. */
export async function untilCloudIsOnline(client: MqttClient): Promise<void> {
  const online = new Promise<void>((resolve) => {
    const take = (topic: string, payload: Buffer): void => {
      if (topic !== CLOUD_STATE_TOPIC) return
      const parsed = parseMessage(CLOUD_STATE_TOPIC, payload)
      if (!parsed.ok || !parsed.message.online) return
      client.off('message', take)
      resolve()
    }
    client.on('message', take)
  })
  await client.subscribeAsync(CLOUD_STATE_TOPIC, { qos: 1 })
  await online
}

/** An acknowledgement is sent once at QoS 0: after so long without one, a frame sent again asks for the current one. */
const ACK_SILENCE_MS = 5_000

/** Publishes at QoS 1 and resolves when `down/ack` says that all is committed; gives how often it had to ask again. */
export async function sendUntilCommitted(client: MqttClient, load: DeviceLoad): Promise<number> {
  await client.subscribeAsync(topicFor(load.device, 'down/ack'), { qos: 0 })
  const topic = topicFor(load.device, 'up/frame')
  const takeWindow = createWindow(load.frames)
  let through = -1
  let asked = 0
  let silence: NodeJS.Timeout | undefined
  const send = (frames: readonly Uint8Array[]): void => {
    for (const frame of frames) client.publish(topic, Buffer.from(frame), { qos: 1 })
  }
  const done = new Promise<void>((resolve, reject) => {
    silence = setInterval(() => {
      asked++
      send(load.frames.slice(through + 1, through + 2))
    }, ACK_SILENCE_MS)
    client.on('message', (_topic, payload) => {
      const parsed = parseMessage('down/ack', payload)
      if (!parsed.ok || parsed.message.epoch !== load.epoch) return
      through = Math.max(through, parsed.message.through)
      silence?.refresh()
      if (through === load.frames.length - 1) resolve()
      else send(takeWindow(through + 1, parsed.message.creditBytes))
    })
    client.once('close', () => reject(new Error(`${load.device}: the connection closed at frame ${through}`)))
    send(takeWindow(0, WINDOW_BYTES))
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
  const takeWindow = createWindow(payloads)
  let done = 0
  await new Promise<void>((resolve, reject) => {
    const push = () => {
      for (const payload of takeWindow(done, WINDOW_BYTES)) {
        client.publish(topic, Buffer.from(payload), { qos: 1 }, (error) => {
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
