import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from './build.mjs'
import { install, root, run } from './install.mjs'
import { positiveNumber, readOptions, wholeNumber } from './options.mjs'
import { choosePort } from './ports.mjs'
import { createProcesses } from './processes.mjs'
import { cloudSecretFile, planTruck, writeFleet } from './world.mjs'

const DEFAULT_HTTP_PORT = 8080
const DEFAULT_MQTT_PORT = 1883
const SIGNS_OF_LIFE_MS = 60_000

const { options, problems } = readOptions(process.argv.slice(2), {
  trucks: { default: 3, parse: wholeNumber(1, 50), needs: 'a whole number from 1 to 50' },
  data: { default: join(root, '.coldrx'), parse: (text) => resolve(text), needs: 'a directory' },
  'http-port': { default: undefined, parse: wholeNumber(1, 65_535), needs: 'a port from 1 to 65535' },
  'mqtt-port': { default: undefined, parse: wholeNumber(1, 65_535), needs: 'a port from 1 to 65535' },
  speed: { default: 1, parse: positiveNumber(600), needs: 'a number above 0, at most 600' },
})

const startedMs = Date.now()
const say = (text) => console.log(`[${((Date.now() - startedMs) / 1_000).toFixed(0).padStart(3)} s] ${text}`)

function fail(message) {
  console.error(message)
  process.exit(1)
}

if (problems.length > 0) fail(problems.join('\n'))
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19))
  fail(`ColdRx needs Node 20.19 or newer; this is ${process.versions.node}.`)

const data = options.data
mkdirSync(data, { recursive: true })
const lockFile = join(data, 'running.pid')
if (existsSync(lockFile) && isAlive(Number(readFileSync(lockFile, 'utf8')))) {
  fail(
    `ColdRx already runs with ${data} (process ${readFileSync(lockFile, 'utf8')}); stop it first or choose another --data.`,
  )
}
writeFileSync(lockFile, String(process.pid))

const processes = createProcesses({ data, say })
let stopping = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!stopping) void stop(0)
  })
}

async function stop(code) {
  stopping = true
  say('stopping …')
  await processes.stopAll()
  rmSync(lockFile, { force: true })
  say(`stopped; the records stay in ${data}`)
  process.exit(code)
}

try {
  await install({ withTests: false, say })
  await build({ say })
  if (!stopping) await startWorld()
} catch (error) {
  if (!stopping) {
    console.error(error.message)
    await stop(1)
  }
}

async function startWorld() {
  const httpPort = await choosePort({
    wanted: options['http-port'] ?? DEFAULT_HTTP_PORT,
    asked: options['http-port'] !== undefined,
    name: 'http-port',
    say,
  })
  const mqttPort = await choosePort({
    wanted: options['mqtt-port'] ?? DEFAULT_MQTT_PORT,
    asked: options['mqtt-port'] !== undefined,
    name: 'mqtt-port',
    say,
  })
  const cloudPort = await choosePort({ wanted: httpPort + 1_000, asked: false, name: 'http-port', say: () => {} })
  const brokerUrl = `mqtt://127.0.0.1:${mqttPort}`
  const pagesUrl = `http://127.0.0.1:${httpPort}`
  const pages = join(root, 'dashboards', 'dist', 'pages')

  say(`starting ${options.trucks} simulated trucks on pseudo-terminals …`)
  const trucks = Array.from({ length: options.trucks }, (_, at) =>
    planTruck({ data, number: at + 1, brokerUrl, cabPages: join(pages, 'cab'), speed: options.speed }),
  )
  const secretFile = cloudSecretFile(data)
  const [devices] = await Promise.all([
    Promise.all(trucks.map(enrol)),
    ...trucks.map(({ device, hardwareFile }) =>
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
    args: ['--credentials', fleet, '--port', String(mqttPort)],
    ready: /^ready/,
  })
  await processes.start({
    name: 'cloud',
    program: 'cloud/dist/main.js',
    args: [
      'serve',
      '--data',
      join(data, 'cloud'),
      '--fleet',
      fleet,
      '--broker',
      brokerUrl,
      '--broker-secret-file',
      secretFile,
      '--http-port',
      String(cloudPort),
      '--origin',
      pagesUrl,
    ],
    ready: /^ready/,
  })
  await processes.start({
    name: 'pages',
    program: 'dashboards/dist/server.js',
    args: ['--port', String(httpPort), '--cloud', `http://127.0.0.1:${cloudPort}`, '--pages', pages],
    ready: /^ready/,
  })
  say('starting the edge agents …')
  await Promise.all(
    trucks.map(({ device, agentFile }) =>
      processes.start({
        name: `agent-${device}`,
        program: 'edge-agent/dist/main.js',
        args: ['run', '--config', agentFile],
        ready: /^ready/,
      }),
    ),
  )

  const signIns = JSON.parse(readFileSync(join(data, 'cloud', 'sign-ins.json'), 'utf8'))
  say('waiting for the first readings …')
  await waitForReadings({ pagesUrl, signIn: signIns.signIns[0], devices: trucks.map((truck) => truck.device) })
  console.log('')
  console.log(`ready ${pagesUrl}   (dispatch)`)
  for (const { device, portFile } of trucks)
    console.log(`      http://127.0.0.1:${readFileSync(portFile, 'utf8').trim()}   (cab of ${device})`)
  console.log(`      ${brokerUrl}   (broker)`)
  console.log('sign-ins:')
  for (const { name, password, role } of signIns.signIns) console.log(`      ${name}  ${password}   (${role})`)
  console.log(`records and logs: ${data}   Ctrl-C stops everything.`)
}

async function enrol({ agentFile }) {
  const { code, output } = await run(process.execPath, [
    join(root, 'edge-agent/dist/main.js'),
    'enrol',
    '--config',
    agentFile,
  ])
  const line = output.split('\n').find((text) => text.startsWith('{'))
  if (code !== 0 || line === undefined) throw new Error(`a truck could not be enrolled:\n${output}`)
  return JSON.parse(line)
}

/** Ready means that a dispatcher sees a number for every truck, not that processes exist. */
async function waitForReadings({ pagesUrl, signIn, devices }) {
  const signedIn = await fetch(`${pagesUrl}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: pagesUrl },
    body: JSON.stringify({ name: signIn.name, password: signIn.password }),
  })
  if (!signedIn.ok) throw new Error(`the cloud refused its own sign-in (${signedIn.status}): ${await signedIn.text()}`)
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const deadline = Date.now() + SIGNS_OF_LIFE_MS
  for (;;) {
    const { trucks } = await (await fetch(`${pagesUrl}/api/trucks`, { headers: { cookie } })).json()
    const silent = devices.filter((device) => !trucks.some((truck) => truck.device === device && hasReading(truck)))
    if (silent.length === 0) return
    if (Date.now() > deadline)
      throw new Error(
        `no readings from ${silent.join(', ')} after ${SIGNS_OF_LIFE_MS / 1_000} s; see the logs in ${join(data, 'logs')}.`,
      )
    await new Promise((wake) => setTimeout(wake, 250))
  }
}

function hasReading(truck) {
  return (
    truck.online &&
    truck.compartments.some((compartment) => compartment.channels.some((channel) => channel.value !== null))
  )
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return pid !== process.pid
  } catch {
    return false
  }
}
