/** An agent.json of one truck with two compartments, as the world's scripts write it; callers change what they test. */
export function agentDocument(): {
  device: string
  cadence: Record<string, number>
  compartments: { id: string; [field: string]: unknown }[]
  buses: Record<string, unknown>[]
  gnss?: Record<string, unknown>
  [field: string]: unknown
} {
  return {
    device: 'tk001',
    asset: { kind: 'truck', name: '沪A·D8231' },
    directory: '/var/lib/coldrx/tk001',
    broker: { url: 'mqtt://127.0.0.1:1883', secretFile: '/var/lib/coldrx/tk001/secret' },
    cab: { port: 0, pages: '/usr/share/coldrx/cab', portFile: '/var/lib/coldrx/tk001/cab-port' },
    cadence: {
      sampleIntervalMs: 10_000,
      recordIntervalMs: 60_000,
      outOfRangeRecordIntervalMs: 30_000,
      frameIntervalMs: 300_000,
      sealIntervalMs: 1_800_000,
    },
    compartments: [
      { id: 'c1', name: { zh: '前舱', en: 'Front' }, range: { minCelsius: 2, maxCelsius: 8 } },
      { id: 'c2', name: { zh: '后舱', en: 'Rear' }, range: { minCelsius: -25, maxCelsius: -15 } },
    ],
    buses: [
      {
        id: 'rs485-1',
        path: '/dev/serial/by-id/rs485-1',
        baud: 9_600,
        timeoutMs: 400,
        probes: [
          { id: 'p1', unit: 1, profile: 'xy-md02', compartment: 'c1' },
          { id: 'p2', unit: 2, profile: 'qfa3150', compartment: 'c1' },
        ],
        inputs: [
          {
            id: 'inputs',
            unit: 9,
            profile: 'waveshare-di8',
            channels: [
              { input: 0, kind: 'door', compartment: 'c1' },
              { input: 1, kind: 'door', compartment: 'c2' },
              { input: 2, kind: 'power' },
              { input: 3, kind: 'defrost', compartment: 'c2' },
            ],
          },
        ],
      },
      {
        id: 'rs485-2',
        path: '/dev/serial/by-id/rs485-2',
        baud: 4_800,
        timeoutMs: 400,
        probes: [{ id: 'p3', unit: 1, profile: 'renke-ws-n01', compartment: 'c2' }],
      },
    ],
    gnss: { id: 'gnss', path: '/dev/serial/by-id/gnss', baud: 9_600, staleMs: 5_000 },
  }
}
