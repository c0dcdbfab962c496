import { readFileSync, writeFileSync } from 'node:fs'
import { planAsset } from '../../start/world.mjs'

/** A simulated truck below `place`, and its agent's configuration where the unit expects it. */
const [place, configFile] = process.argv.slice(2)
const truck = planAsset({
  ...{ data: place, number: 1, brokerUrl: 'mqtt://127.0.0.1:1', cabPages: '/opt/coldrx/current/pages/cab' },
  cadence: {
    ...{ sampleIntervalMs: 1_000, recordIntervalMs: 2_000, outOfRangeRecordIntervalMs: 1_000 },
    ...{ frameIntervalMs: 4_000, sealIntervalMs: 8_000 },
  },
})
const agent = JSON.parse(readFileSync(truck.agentFile, 'utf8'))
agent.directory = '/var/lib/coldrx'
agent.broker.secretFile = '/var/lib/coldrx/broker-secret'
agent.cab.portFile = '/var/lib/coldrx/cab-port'
writeFileSync(configFile, JSON.stringify(agent))
