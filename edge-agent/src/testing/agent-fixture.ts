import { join } from 'node:path'
import { type AgentConfig, parseConfig } from '../config.ts'
import type { ChannelSample, Tick } from '../sampling/tick.ts'
import { DEVICE } from './recorder-fixture.ts'

/** One compartment, one probe, door, power and a receiver; a record at each sample, a frame every three. */
export function agentConfig(
  directory: string,
  changes: { readonly brokerUrl?: string; readonly cab?: object } = {},
): AgentConfig {
  return parseConfig({
    device: DEVICE,
    asset: { kind: 'truck', name: '沪A·D8231' },
    directory,
    broker: {
      url: changes.brokerUrl ?? 'mqtt://127.0.0.1:1',
      secretFile: join(directory, 'broker-secret'),
      spreadMs: 0,
    },
    cab: { port: 0, pages: join(directory, 'no-pages'), portFile: join(directory, 'cab-port'), ...changes.cab },
    cadence: {
      sampleIntervalMs: 1_000,
      recordIntervalMs: 1_000,
      outOfRangeRecordIntervalMs: 1_000,
      frameIntervalMs: 3_000,
      sealIntervalMs: 9_000,
    },
    compartments: [{ id: 'c1', name: { zh: '前舱', en: 'Front' }, range: { minCelsius: 2, maxCelsius: 8 } }],
    buses: [
      {
        id: 'rs485-1',
        path: join(directory, 'no-such-line'),
        probes: [{ id: 'p1', unit: 1, profile: 'xy-md02', compartment: 'c1' }],
        inputs: [
          {
            id: 'inputs',
            unit: 9,
            profile: 'waveshare-di8',
            channels: [
              { input: 0, kind: 'door', compartment: 'c1' },
              { input: 1, kind: 'power' },
            ],
          },
        ],
      },
    ],
    gnss: { id: 'gnss', path: join(directory, 'no-such-receiver') },
  })
}

/** A tick of agentConfig's layout. */
export function agentTick(
  monotonicMs: number,
  {
    celsius = 5,
    door = 0,
    utcMs = null,
    ...position
  }: { celsius?: number; door?: number; utcMs?: number | null } & Pick<Tick, 'place' | 'track'> = {},
): Tick {
  const ok = (integer: number): ChannelSample => ({ integer, mark: 'ok' })
  return {
    monotonicMs,
    utcMs,
    ...position,
    samples: new Map([
      ['gnss.latitude', ok(3_123_456)],
      ['gnss.longitude', ok(12_147_123)],
      ['gnss.speed', ok(72)],
      ['power', ok(1)],
      ['p1.temperature', ok(Math.round(celsius * 10))],
      ['p1.humidity', ok(652)],
      ['c1.door', ok(door)],
    ]),
  }
}
