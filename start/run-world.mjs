import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeDemoFleet } from './demo-fleet.mjs'
import { root, run } from './install.mjs'
import { choosePorts } from './ports.mjs'
import { waitForReadings } from './readings.mjs'
import { cloudSecretFile, planAsset, writeFleet } from './world.mjs'

const DEFAULT_PORTS = { 'http-port': 8080, 'mqtt-port': 1883 }

/** Starts all programs and says where they are, once a dispatcher sees readings of every asset. */
export async function startWorld({ options, processes, startedMs, say, signal }) {
  const { data } = options
  const ports = await choosePorts({
    defaults: DEFAULT_PORTS,
    asked: { 'http-port': options['http-port'], 'mqtt-port': options['mqtt-port'] },
    say,
  })
  const brokerUrl = `mqtt://127.0.0.1:${ports['mqtt-port']}`
  const pagesUrl = `http://127.0.0.1:${ports['http-port']}`
  const pages = join(root, 'dashboards', 'dist', 'pages')

  const { rooms, boxes } = options
  say(`starting ${options.trucks} simulated trucks, ${rooms} cold rooms and ${boxes} boxes on pseudo-terminals …`)
  const several = (kind, count) =>
    Array.from({ length: count }, (_, at) =>
      planAsset({
        ...{ kind, data, number: at + 1, brokerUrl, cabPages: join(pages, 'cab'), speed: options.speed },
        warns: kind === 'truck',
      }),
    )
  const assets = [...several('truck', options.trucks), ...several('room', rooms), ...several('box', boxes)]
  const secretFile = cloudSecretFile(data)
  const [devices] = await Promise.all([
    Promise.all(assets.map((asset) => enrol(asset, signal))),
    ...assets.map(({ device, hardwareFile }) =>
      processes.start({
        name: `truck-${device}`,
        program: 'firmware-sim/dist/main.js',
        args: ['run', '--hardware', hardwareFile],
        ready: /^ready/,
      }),
    ),
  ])
  const fleet = writeFleet({
    data,
    devices,
    cloudSecretHash: createHash('sha256').update(readFileSync(secretFile, 'utf8').trim()).digest('hex'),
  })

  say('starting the broker, the cloud and the pages …')
  await processes.start({
    name: 'broker',
    program: 'broker/dist/main.js',
    args: ['--credentials', fleet, '--port', String(ports['mqtt-port'])],
    ready: /^ready/,
  })
  const demoFleet = writeDemoFleet({ data, assets, devices })
  const cloudArgs = (port) => [
    ...['serve', '--data', join(data, 'cloud'), '--fleet', fleet, '--broker', brokerUrl],
    ...['--broker-secret-file', secretFile, '--http-port', port, '--origin', pagesUrl],
    ...['--demo-fleet', demoFleet],
  ]
  const cloudReady = await processes.start({
    name: 'cloud',
    program: 'cloud/dist/main.js',
    args: cloudArgs('0'),
    // the pages know no other port than that of the first run
    argsAgain: (line) => cloudArgs(new URL(cloudUrlOf(line)).port),
    ready: /^ready cloud http/,
  })
  await processes.start({
    name: 'pages',
    program: 'dashboards/dist/server.js',
    args: ['--port', String(ports['http-port']), '--cloud', cloudUrlOf(cloudReady), '--pages', pages],
    ready: /^ready/,
  })
  say('starting the edge agents …')
  await Promise.all(
    assets.map(({ device, agentFile }) =>
      processes.start({
        name: `agent-${device}`,
        program: 'edge-agent/dist/main.js',
        args: ['run', '--config', agentFile],
        ready: /^ready/,
      }),
    ),
  )

  const { signIns } = JSON.parse(readFileSync(join(data, 'cloud', 'sign-ins.json'), 'utf8'))
  say('waiting for the first readings …')
  await waitForReadings({
    pagesUrl,
    signIn: signIns[0],
    devices: assets.map(({ device }) => device),
    startedMs,
    logs: join(data, 'logs'),
    signal,
  })
  console.log('')
  console.log(`ready ${pagesUrl}   (dispatch)`)
  for (const { device, portFile } of assets)
    console.log(`      http://127.0.0.1:${readFileSync(portFile, 'utf8').trim()}   (cab of ${device})`)
  console.log(`      ${brokerUrl}   (broker)`)
  console.log('sign-ins:')
  for (const { name, password, role } of signIns) console.log(`      ${name}  ${password}   (${role})`)
  console.log(`records and logs: ${data}   Ctrl-C stops everything.`)
}

const cloudUrlOf = (readyLine) => readyLine.split(' ')[2]

async function enrol({ agentFile }, signal) {
  const program = join(root, 'edge-agent/dist/main.js')
  const { code, output } = await run(process.execPath, [program, 'enrol', '--config', agentFile], { signal })
  const line = output.split('\n').find((text) => text.startsWith('{'))
  if (code !== 0 || line === undefined) throw new Error(`an asset could not be enrolled:\n${output}`)
  return JSON.parse(line)
}
