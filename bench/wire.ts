import { fileURLToPath } from 'node:url'
import { SEAL_BYTES } from '@coldrx/protocol'
import { type Figure, reportBench } from './report.ts'
import { encodeWindow, valuesIn, windowsOf } from './wire/framing.ts'
import { type MinuteSeries, type Probe, type ProbeSeries, toMinuteSeries } from './wire/minute-series.ts'
import { type RecordedData, readRecorded } from './wire/recorded.ts'
import { cborColumnsBrotli, cborRows, deltaEntropyBytes, jsonRows } from './wire/rivals.ts'
import { simulateDrive, simulateProbes } from './wire/simulated.ts'

const GOALS = { 5: 2.5, 60: 1.2 } as const
const SIMULATED_MINUTES = 24 * 60
const UNIT = 'bytes/value'

function measure(series: MinuteSeries, options: { readonly goal: boolean; readonly rivals: boolean }): Figure[] {
  const raw = deltaEntropyBytes(series)
  return ([5, 60] as const).flatMap((rows): Figure[] => {
    const windows = windowsOf(series, rows)
    const values = windows.reduce((sum, window) => sum + valuesIn(series, window), 0)
    const perValue = (encode: typeof jsonRows): number =>
      windows.reduce((sum, window) => sum + encode(series, window).length, 0) / values
    const name = `${series.name}, ${rows} min`
    const figures: Figure[] = [
      {
        name: `${name}: frames`,
        value: perValue(encodeWindow),
        unit: UNIT,
        raw,
        ...(options.goal ? { goal: { atMost: GOALS[rows] } } : {}),
      },
    ]
    if (!options.rivals) return figures
    return [
      ...figures,
      { name: '    a seal in each frame, apart', value: (windows.length * SEAL_BYTES) / values, unit: UNIT },
      { name: '    JSON rows', value: perValue(jsonRows), unit: UNIT },
      { name: '    CBOR rows', value: perValue(cborRows), unit: UNIT },
      { name: '    CBOR columns of differences, brotli', value: perValue(cborColumnsBrotli), unit: UNIT },
    ]
  })
}

/** Four probes from four stretches of one recording: each keeps its own course. */
function fourStretches({ temperature, humidity }: ProbeSeries): Record<Probe, ProbeSeries> {
  const length = Math.floor(temperature.length / 4)
  const stretch = (at: number): ProbeSeries => {
    const cut = (column: readonly (number | null)[]): (number | null)[] => column.slice(at * length, (at + 1) * length)
    return { temperature: cut(temperature), ...(humidity === undefined ? {} : { humidity: cut(humidity) }) }
  }
  return { p1: stretch(0), p2: stretch(1), p3: stretch(2), p4: stretch(3) }
}

function measureSimulated(): Figure[] {
  const source = { probes: simulateProbes(SIMULATED_MINUTES), positions: simulateDrive(SIMULATED_MINUTES) }
  return [
    ...measure(toMinuteSeries({ ...source, name: 'simulated', probeDecimals: 1, withSpeed: true }), {
      goal: true,
      rivals: true,
    }),
    ...measure(toMinuteSeries({ ...source, name: 'simulated, no speed', probeDecimals: 1, withSpeed: false }), {
      goal: true,
      rivals: false,
    }),
  ]
}

function measureRecorded({ uci, ruuvi, nab, drive }: RecordedData): Figure[] {
  // the hour of the drive again for every hour of temperatures; frames begin with the hour, so none spans the jump
  const positions = (probe: ProbeSeries): RecordedData['drive'] =>
    Array.from({ length: probe.temperature.length }, (_, minute) => drive[minute % 60] ?? null)
  const room = { probes: fourStretches(uci), positions: positions(uci) }
  const fridge = { probes: fourStretches(ruuvi), positions: positions(ruuvi) }
  const hourly = { probes: fourStretches(nab), positions: positions(nab) }
  const plain = { goal: false, rivals: false }
  return [
    ...measure(toMinuteSeries({ ...room, name: 'recorded room', probeDecimals: 1, withSpeed: true }), {
      goal: true,
      rivals: true,
    }),
    ...measure(toMinuteSeries({ ...room, name: 'recorded room, no speed', probeDecimals: 1, withSpeed: false }), {
      goal: true,
      rivals: false,
    }),
    ...measure(toMinuteSeries({ ...room, name: 'recorded room at 0.01', probeDecimals: 2, withSpeed: true }), plain),
    ...measure(
      toMinuteSeries({ ...fridge, name: 'recorded refrigerator, mostly gaps', probeDecimals: 1, withSpeed: true }),
      plain,
    ),
    ...measure(
      toMinuteSeries({ ...hourly, name: 'hourly room as minutes, no humidity', probeDecimals: 1, withSpeed: true }),
      plain,
    ),
  ]
}

const directory = process.env.COLDRX_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url))
const recorded = readRecorded(directory)
const figures = measureSimulated()
if ('missing' in recorded) console.error(`recorded series left out: there is no ${recorded.missing} (COLDRX_DATA)`)
else figures.push(...measureRecorded(recorded))
reportBench({ name: 'wire', figures })
