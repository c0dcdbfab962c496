import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { install, isOnPath, root, run } from './install.mjs'

const say = (text) => console.log(`— ${text}`)
const inCi = process.env.CI === 'true'
const NOTHING_RAN = '0 passed, 1 failed, 0 skipped'

/** What the tests need of the system: the command that proves it, and Debian's packages that bring it. */
const SYSTEM = [
  { command: 'g++', packages: ['build-essential'], why: 'SQLite is compiled when it is installed' },
  { command: 'make', packages: ['build-essential'], why: 'SQLite is compiled when it is installed' },
  { command: 'chromium', packages: ['chromium', 'fonts-noto-cjk'], why: 'the pages are tested in a real browser' },
  { command: 'python3', packages: ['python3'], why: 'an independent decoder is written in Python' },
  { command: 'openssl', packages: ['openssl'], why: 'the independent verifier checks seals with it' },
  { command: 'mbpoll', packages: ['mbpoll'], why: 'a master of other make asks the simulated probes' },
  { command: '/usr/sbin/gpsd', packages: ['gpsd'], why: 'another reader of NMEA hears the simulated receiver' },
  {
    command: '/usr/lib/python3/dist-packages/serial_asyncio',
    packages: ['python3-pymodbus', 'python3-serial', 'python3-serial-asyncio'],
    why: 'slaves of other make are read by our profiles',
  },
  {
    command: '/usr/lib/python3/dist-packages/pymodbus',
    packages: ['python3-pymodbus'],
    why: 'slaves of other make are read by our profiles',
  },
  {
    command: 'victoria-metrics',
    packages: ['victoria-metrics'],
    why: 'what is mirrored to InfluxDB is asked back from a server of other make',
  },
  { command: 'systemd-notify', packages: ['systemd'], why: 'the agent tells systemd through it' },
  {
    command: '/usr/lib/postgresql/*/bin/initdb',
    packages: ['postgresql'],
    why: 'every store is tested on PostgreSQL too',
  },
]

let compiled
try {
  await installSystem()
  const installed = await install({ withTests: true, say })
  compiled = installed.compiled
  await build({ say })
} catch (error) {
  console.error(error.message)
  finish(1, NOTHING_RAN)
}
const filters = process.argv.slice(2)
if (filters.length === 0) {
  say('checks: biome, oxlint, tsc, vue-tsc, dependency-cruiser, knip')
  const code = await check()
  if (code !== 0) finish(code, NOTHING_RAN)
}
try {
  await compiled
} catch (error) {
  console.error(error.message)
  finish(1, NOTHING_RAN)
}
say('tests')
const { code } = await run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...filters], {
  inherit: true,
})
finish(code)

function finish(code, line) {
  if (line !== undefined) console.log(`\n${line}`)
  process.exit(code)
}

/** What `npm run check` does one after the other, two at a time: each tool uses one core for most of its time. */
async function check() {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const waiting = scripts.check.split(' && ')
  let failed = 0
  const workOff = async () => {
    for (let tool = waiting.shift(); tool !== undefined; tool = waiting.shift()) {
      const { code, output } = await run('npx', tool.split(' '))
      if (output.trim() !== '') console.log(`${tool}\n${output.trimEnd()}`)
      failed ||= code
    }
  }
  await Promise.all([workOff(), workOff()])
  return failed
}

async function installSystem() {
  const missing = SYSTEM.filter(({ command }) => !isOnPath(command))
  if (missing.length === 0) return
  const packages = [...new Set(missing.flatMap((need) => need.packages))]
  const isDebianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0
  if (isDebianRoot) {
    say(`installing ${packages.join(', ')}`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update'], { env })
    const { code, output } = await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env })
    if (code === 0) return
    console.error(output.slice(-2_000))
  }
  for (const { command, packages, why } of missing) {
    console.error(`missing: ${command} (${why}); on Debian: apt-get install ${packages.join(' ')}${readHint()}`)
  }
  // tests that need a missing tool fail by themselves; in CI there is no point in going on
  if (inCi) finish(1, NOTHING_RAN)
}

function readHint() {
  return existsSync('/etc/debian_version')
    ? ` (Debian ${readFileSync('/etc/debian_version', 'utf8').trim()}, needs root)`
    : ''
}
