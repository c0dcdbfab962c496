import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { enrol } from '../../e2e/world.ts'
import { cloudSecretFile, planAsset, writeFleet } from '../../start/world.mjs'
import { freePort } from '../../tooling/free-port.ts'
import { type ProcessUse, processUse } from '../fleet/process-use.ts'
import { withPrograms } from '../ingest/programs.ts'
import { within } from '../within.ts'

const root = new URL('../..', import.meta.url).pathname
const MORE_PROBES = [2, 3, 4].map((unit) => ({ id: `p${4 + unit}`, unit, model: 'renke-ws-n01', compartment: 'c2' }))
/** Starting, the first frames and what V8 does with fresh code are no part of a truck's day. */
const SETTLING_MS = 60_000

export interface BundleUse {
  readonly residentMegabytes: number
  readonly peakMegabytes: number
  /** share of one core while it samples eight probes every ten seconds and is connected */
  readonly coreShare: number
}

interface Bus {
  readonly id: string
}

/** The agent as it is shipped, a process of its own, with eight probes on pseudo-terminals, our broker and our cloud. */
export async function measureBundle(data: string, seconds: number): Promise<BundleUse> {
  return await withPrograms(async (start) => {
    const port = await freePort()
    const truck = planAsset({
      ...{ data, number: 1, brokerUrl: `mqtt://127.0.0.1:${port}`, cabPages: data },
      cadence: {
        ...{ sampleIntervalMs: 10_000, recordIntervalMs: 60_000, outOfRangeRecordIntervalMs: 30_000 },
        ...{ frameIntervalMs: 300_000, sealIntervalMs: 1_800_000 },
      },
    })
    edit<{ lines: (Bus & { slaves: object[] })[] }>(truck.hardwareFile, ({ lines }) => {
      const slaves = MORE_PROBES.map(({ id, ...slave }) => ({ ...slave, source: id, offsetCelsius: 0 }))
      lines.find(({ id }) => id === 'rs485-2')?.slaves.push(...slaves)
    })
    edit<{ buses: (Bus & { probes: object[] })[] }>(truck.agentFile, ({ buses }) => {
      const probes = MORE_PROBES.map(({ model, ...probe }) => ({ ...probe, profile: model }))
      buses.find(({ id }) => id === 'rs485-2')?.probes.push(...probes)
    })
    const secretFile = cloudSecretFile(data)
    const secretHash = createHash('sha256').update(readFileSync(secretFile, 'utf8').trim()).digest('hex')
    const fleet = writeFleet({ data, devices: [await enrol(truck)], cloudSecretHash: secretHash })
    await start([join(root, 'firmware-sim/dist/main.js'), 'run', '--hardware', truck.hardwareFile])
    await start([join(root, 'broker/dist/main.js'), '--credentials', fleet, '--port', String(port)])
    await start([
      ...[join(root, 'cloud/dist/main.js'), 'serve', '--data', join(data, 'cloud'), '--fleet', fleet],
      ...['--broker', `mqtt://127.0.0.1:${port}`, '--broker-secret-file', secretFile],
      ...['--http-port', '0', '--origin', 'http://127.0.0.1'],
    ])
    const agent = await start([join(root, 'edge-agent/dist/main.js'), 'run', '--config', truck.agentFile])
    await within(
      'the agent is online and reads its probes',
      120_000,
      until(() => isWell(truck.portFile)),
    )
    await pause(SETTLING_MS)
    const before = processUse(agent.pid)
    const begunMs = performance.now()
    await pause(seconds * 1_000)
    const after: ProcessUse = processUse(agent.pid)
    if (!(await isWell(truck.portFile))) throw new Error('the agent was not well at the end of the measurement')
    return {
      residentMegabytes: after.residentMegabytes,
      peakMegabytes: after.peakMegabytes,
      coreShare: ((after.cpuSeconds - before.cpuSeconds) * 1_000) / (performance.now() - begunMs),
    }
  })
}

function edit<T>(file: string, change: (content: T) => void): void {
  const content = JSON.parse(readFileSync(file, 'utf8')) as T
  change(content)
  writeFileSync(file, JSON.stringify(content))
}

async function isWell(portFile: string): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${readFileSync(portFile, 'utf8').trim()}/api/cab`)
  const { network, compartments } = (await answer.json()) as {
    network: { state: string }
    compartments: { probes: { mark: string }[] }[]
  }
  const probes = compartments.flatMap((compartment) => compartment.probes)
  return network.state === 'online' && probes.length === 8 && probes.every(({ mark }) => mark === 'ok')
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition().catch(() => false))) await pause(200)
}
