import { statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSm2KeyPair } from '@coldrx/protocol'
import { openDatabase } from '../edge-agent/src/recorder/database.ts'
import { createFrameCheck } from '../edge-agent/src/recorder/integrity.ts'
import { RecorderCore } from '../edge-agent/src/recorder/recorder-core.ts'
import { RECORDER_FILE } from '../edge-agent/src/recorder/recorder-file.ts'
import { addHandovers, addYears, eightProbes } from './recorder/years-of-frames.ts'
import { type Figure, median, reportBench } from './report.ts'

const MEBIBYTE = 1_048_576
const LIMIT_MEBIBYTES = 2_048
const START_GOAL_MS = 2_000
const DAYS_A_YEAR = 365.25
const HANDOVERS_A_DAY = 10
/** as in upkeep.ts, at each frame */
const CHECKED_AT_ONCE = 500
const STARTS = 5
const START_MS = Date.UTC(2026, 6, 1)
const DEVICE = 'tk001'

const say = (text: string): void => console.error(text)

function numberWanted(name: string, usual: number): number {
  const at = process.argv.indexOf(name)
  const number = at === -1 ? usual : Number(process.argv[at + 1])
  if (!Number.isSafeInteger(number) || number < 1) throw new RangeError(`${name} takes a whole number from 1 on`)
  return number
}

function timed(work: () => void): number {
  const begunMs = performance.now()
  work()
  return performance.now() - begunMs
}

/** The machine forgets what it has read, where it lets us (root): the truck has just been switched on. */
function forgetCaches(): boolean {
  if (!process.argv.includes('--cold')) return false
  writeFileSync('/proc/sys/vm/drop_caches', '3')
  return true
}

function measure(directory: string, years: number): Figure[] {
  const document = eightProbes()
  const days = Math.round(years * DAYS_A_YEAR)
  const settings = {
    ...{ directory, device: DEVICE, key: generateSm2KeyPair(), layoutBytes: document.bytes },
    ...{ frameIntervalMs: 300_000, sealIntervalMs: 1_800_000, maxPages: LIMIT_MEBIBYTES * 256 },
    start: { monotonicMs: 0, wallMs: START_MS, clock: 'rtc' as const },
  }
  const path = join(directory, RECORDER_FILE)
  new RecorderCore(settings).close()
  say(`${years} years of frames, eight probes, a row a minute, and ${HANDOVERS_A_DAY} hand-overs a day`)
  const db = openDatabase(path)
  const { frames, frameBytes } = addYears(db, { days, device: DEVICE, document, startMs: START_MS })
  db.pragma('wal_checkpoint(TRUNCATE)')
  const framesOnly = statSync(path).size
  addHandovers(db, { count: days * HANDOVERS_A_DAY, startMs: START_MS })
  db.pragma('wal_checkpoint(TRUNCATE)')
  const wholeCheckMs = timed(() => db.pragma('quick_check'))
  const check = createFrameCheck(db)
  check.step(CHECKED_AT_ONCE)
  const stepMs = median(Array.from({ length: 20 }, () => timed(() => void check.step(CHECKED_AT_ONCE))))
  db.close()
  // what the note beside the file knows is that of the first start: a newer file is no fault
  say(`${STARTS} starts`)
  let isCold = false
  let kept = 0
  const starts = Array.from({ length: STARTS }, () => {
    isCold = forgetCaches()
    let core: RecorderCore | undefined
    const ms = timed(() => {
      core = new RecorderCore(settings)
      core.status()
    })
    const status = core?.status()
    if (status === undefined || status.problem !== null || status.quarantinedTo !== null) {
      throw new Error(`the start found a fault in a sound file: ${status?.problem}`)
    }
    kept = core?.kept().frames.get(status.epoch) ?? 0
    core?.close()
    return ms
  })
  return [
    {
      name: `file of ${years} years`,
      value: statSync(path).size / MEBIBYTE,
      unit: 'MiB',
      goal: { atMost: LIMIT_MEBIBYTES },
    },
    {
      name: '    of it frames, with their index',
      value: framesOnly / MEBIBYTE,
      unit: 'MiB',
      raw: frameBytes / MEBIBYTE,
    },
    { name: 'frames a day', value: frames / days, unit: '' },
    { name: 'bytes of frames a day', value: frameBytes / days, unit: 'bytes' },
    { name: 'frames that are kept, of those made', value: kept / frames, unit: '', goal: { atLeast: 1 } },
    {
      name: `start with its check, ${isCold ? 'nothing in memory' : 'file in memory'}`,
      ...{ value: median(starts), unit: 'ms', goal: { atMost: START_GOAL_MS } },
    },
    { name: '    slowest', value: Math.max(...starts), unit: 'ms' },
    { name: '    SQLite’s quick_check of the whole file instead', value: wholeCheckMs, unit: 'ms' },
    { name: `${CHECKED_AT_ONCE} frames computed anew, at each frame`, value: stepMs, unit: 'ms' },
    { name: 'all frames once', value: frames / CHECKED_AT_ONCE / (frames / days), unit: 'days' },
  ]
}

const directory = await mkdtemp(join(tmpdir(), 'coldrx-recorder-'))
try {
  reportBench({ name: 'recorder', figures: measure(directory, numberWanted('--years', 5)) })
} finally {
  await rm(directory, { recursive: true })
}
