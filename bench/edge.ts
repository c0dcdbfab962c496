import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type DriveDay, driveDay } from './edge/drive-day.ts'
import { measureBundle } from './edge/running-bundle.ts'
import { DAY_KINDS, type DayKind } from './edge/truck-day.ts'
import { type Figure, reportBench } from './report.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '180' }, json: { type: 'boolean' } },
})

/** One reading in a message of its own, as it is usually done: PUBLISH at QoS 1 and PUBACK, without any TCP. */
const JSON_BYTES_PER_READING = (() => {
  const topic = 'telemetry/tk001'
  const reading = { device: 'tk001', channel: 'p1.temperature', at: 1_780_000_000_000, value: 5.2, quality: 'ok' }
  return 2 + 2 + topic.length + 2 + JSON.stringify(reading).length + 4
})()

const directory = mkdtempSync(join(tmpdir(), 'coldrx-edge-'))
try {
  const use = await measureBundle(join(directory, 'world'), Number(values.seconds))
  const days: (readonly [DayKind, DriveDay])[] = []
  for (const kind of DAY_KINDS) days.push([kind, await driveDay(kind, join(directory, kind))])
  reportBench({
    name: 'edge',
    figures: [
      { name: 'resident memory, 8 probes at 10 s', value: use.residentMegabytes, unit: 'MiB', goal: { atMost: 120 } },
      { name: 'most of it since the start', value: use.peakMegabytes, unit: 'MiB' },
      { name: 'processor', value: use.coreShare * 100, unit: '% of a core', goal: { atMost: 3 } },
      ...days.flatMap(([kind, day]) => figuresOf(kind, day)),
    ],
  })
} finally {
  rmSync(directory, { recursive: true, force: true })
}

function figuresOf(kind: DayKind, { bytes, frames, hints, readings }: DriveDay): Figure[] {
  const evidence = bytes.events + bytes.frames
  const asJson = readings * JSON_BYTES_PER_READING
  return [
    { name: `${kind} day: readings recorded`, value: readings, unit: `in ${frames} frames` },
    { name: `${kind} day: frames, headers included`, value: evidence / 1_000, unit: 'kB' },
    { name: `${kind} day: of them alarms and events`, value: bytes.events / 1_000, unit: 'kB' },
    {
      name: `${kind} day: JSON a reading, headers left out, times as many`,
      value: asJson / evidence,
      unit: `(${Math.round(asJson / 1_000)} kB)`,
    },
    { name: `${kind} day: hints, apart (${hints})`, value: bytes.hints / 1_000, unit: 'kB' },
    { name: `${kind} day: acknowledgements, births`, value: bytes.rest / 1_000, unit: 'kB' },
  ]
}
