import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { expect, onTestFinished } from 'vitest'
import { type Broker, createBroker } from '../broker.ts'
import { CredentialsFile } from '../credentials.ts'
import type { BrokerLimits } from '../limits.ts'
import { createBrokerMetrics } from '../metrics.ts'
import { createFleet, type Fleet, secretOf } from './fleet.ts'

export interface BrokerWorld {
  readonly port: number
  readonly broker: Broker
  readonly fleet: Fleet
  /** Connects as that device or service; rejects when refused. */
  readonly connect: (name: string, options?: IClientOptions) => Promise<MqttClient>
  /** A bare socket to the broker, for peers that do not keep to the rules. */
  readonly openSocket: () => Promise<Socket>
  readonly count: (metric: string, labels?: Record<string, string>) => Promise<number>
}

export function closed(connection: MqttClient | Socket): Promise<void> {
  return new Promise((resolve) => {
    ;(connection as NodeJS.EventEmitter).once('close', resolve)
  })
}

/** A broker on a free port with tk001, tk002 and cloud registered; it ends with the test, which fails if it leaks. */
export async function startWorld({
  limits,
  devices,
}: {
  limits?: Partial<BrokerLimits>
  devices?: readonly string[]
} = {}): Promise<BrokerWorld> {
  const log = pino({ level: 'silent' })
  const registry = new Registry()
  const fleet = createFleet(devices)
  const credentials = new CredentialsFile({ path: fleet.file, log, pollIntervalMs: 20 })
  credentials.start()
  const broker = createBroker({
    credentials,
    log,
    metrics: createBrokerMetrics({ registry }),
    listen: { host: '127.0.0.1', port: 0 },
    ...(limits === undefined ? {} : { limits }),
  })
  const { port } = await broker.start()
  const clients: MqttClient[] = []
  const sockets: Socket[] = []
  onTestFinished(async () => {
    await broker.stop()
    credentials.stop()
    await Promise.all(clients.map((client) => client.endAsync(true)))
    for (const socket of sockets) socket.destroy()
    fleet.remove()
    await expect.poll(openConnections).toEqual([])
  })
  return {
    port,
    broker,
    fleet,
    async connect(name, options = {}) {
      const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
        protocolVersion: 4,
        clientId: name,
        username: name,
        password: secretOf(name),
        reconnectPeriod: 0,
        connectTimeout: 10_000,
        ...options,
      })
      clients.push(client)
      await new Promise<void>((resolve, reject) => {
        client.once('connect', () => resolve())
        client.once('error', reject)
        client.once('close', () => reject(new Error('closed before CONNACK')))
      })
      client.on('error', () => undefined)
      return client
    },
    async openSocket() {
      const socket = connectTcp({ host: '127.0.0.1', port })
      sockets.push(socket)
      socket.on('error', () => undefined)
      await once(socket, 'connect')
      return socket
    },
    async count(metric, labels = {}) {
      const found = await registry.getSingleMetric(`coldrx_broker_${metric}`)?.get()
      return (found?.values ?? [])
        .filter((value) =>
          Object.entries(labels).every(([label, expected]) =>
            Object.entries(value.labels).some(([name, actual]) => name === label && actual === expected),
          ),
        )
        .reduce((sum, { value }) => sum + value, 0)
    },
  }
}

function openConnections(): string[] {
  return process.getActiveResourcesInfo().filter((resource) => resource.startsWith('TCP'))
}
