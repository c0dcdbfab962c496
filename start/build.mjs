import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { readStamp, root, run } from './install.mjs'

/** What is shipped: one bundle a program, and one for each worker thread. */
export const PROGRAMS = {
  'firmware-sim/dist/main.js': 'firmware-sim/src/main.ts',
  'edge-agent/dist/main.js': 'edge-agent/src/main.ts',
  'edge-agent/dist/recorder-worker.js': 'edge-agent/src/recorder/worker.ts',
  'broker/dist/main.js': 'broker/src/main.ts',
  'cloud/dist/main.js': 'cloud/src/main.ts',
  'cloud/dist/frame-log-worker.js': 'cloud/src/frames/frame-log-worker.ts',
  'cloud/dist/bundler-worker.js': 'cloud/src/frames/bundles/bundler-worker.ts',
  'cloud/dist/telemetry-worker.js': 'cloud/src/telemetry/telemetry-worker.ts',
  'dashboards/dist/server.js': 'dashboards/server/main.ts',
}

const PAGES = 'dashboards/dist/pages'
const STAMP = join(root, '.cache', 'build.json')
const SOURCES = ['protocol', 'firmware-sim', 'edge-agent', 'broker', 'cloud', 'dashboards']
/** What else decides what comes out. */
const RECIPES = ['package-lock.json', 'tsconfig.json', 'start/build.mjs']

/** Native code cannot be bundled; pino and pdfkit load files of their own; twilio is too large to be read at each start. */
const EXTERNAL = [
  ...['better-sqlite3', 'serialport', '@serialport/*', '@lydell/node-pty', '@node-rs/argon2', 'pino'],
  ...['pdfkit', 'twilio'],
]

/** Builds whatever changed since the last build. */
export async function build({ say, signal }) {
  const stamp = hashSources()
  if (isBuilt(stamp)) return
  say('building programs and pages …')
  // a build that is interrupted has replaced some of what the stamp vouched for
  rmSync(STAMP, { force: true })
  await Promise.all([bundlePrograms(), buildPages(signal)])
  mkdirSync(dirname(STAMP), { recursive: true })
  writeFileSync(STAMP, JSON.stringify({ sources: stamp }))
}

/** Whether programs and pages are those of the sources as they are. */
export function isBuilt(stamp = hashSources()) {
  const outputs = [...Object.keys(PROGRAMS), join(PAGES, 'dispatch', 'index.html'), join(PAGES, 'cab', 'index.html')]
  return readStamp(STAMP).sources === stamp && outputs.every((output) => existsSync(join(root, output)))
}

/** Beside the sources of each package, whatever was there before. */
export async function bundlePrograms() {
  const { build: bundle } = await import('esbuild')
  await bundle({
    absWorkingDir: root,
    entryPoints: Object.entries(PROGRAMS).map(([output, input]) => ({ in: input, out: output.replace(/\.js$/, '') })),
    outdir: '.',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['source'],
    sourcemap: 'linked',
    external: EXTERNAL,
    logLevel: 'error',
    // CommonJS packages inside an ES module bundle still call these
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; import { fileURLToPath as __fileURLToPath } from 'node:url'; const require = __createRequire(import.meta.url); const __filename = __fileURLToPath(import.meta.url); const __dirname = __fileURLToPath(new URL('.', import.meta.url));",
    },
  })
}

async function buildPages(signal) {
  const { code, output } = await run('npm', ['run', '--silent', 'build', '-w', 'dashboards'], { signal })
  if (code !== 0) throw new Error(`the pages could not be built:\n${output}`)
}

function hashSources() {
  const hash = createHash('sha256')
  const recipes = RECIPES.map((file) => join(root, file))
  for (const file of [...recipes, ...SOURCES.flatMap((folder) => filesBelow(join(root, folder)))]) {
    hash.update(relative(root, file)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules' && entry.name !== 'dist')
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
}
