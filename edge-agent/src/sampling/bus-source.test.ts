import { expect, onTestFinished, test } from 'vitest'
import { SILENT_LOG } from '../buses/line.ts'
import { openLine } from '../buses/open-line.ts'
import { parseConfig } from '../config.ts'
import { loadProfiles } from '../probes/profile.ts'
import { agentDocument } from '../testing/agent-document.ts'
import { openPtyLine } from '../testing/pty-line.ts'
import { answering, createRtuSlaves } from '../testing/rtu-slaves.ts'
import { until } from '../testing/until.ts'
import { createBusSource } from './bus-source.ts'

test('a number that a probe cannot measure is no sign that its compartment moved', async () => {
  const line = openPtyLine()
  const slaves = createRtuSlaves(line)
  const document = agentDocument()
  Object.assign(document.buses[1] ?? {}, { path: line.path, timeoutMs: 100 })
  const [, config] = parseConfig(document).buses
  if (config === undefined) throw new Error('no second bus')
  const seen: (number | null)[] = []
  const source = createBusSource({
    config,
    profiles: loadProfiles(),
    frozen: {
      observe: (_probe, _registers, celsius) => {
        seen.push(celsius)
        return false
      },
    },
    openLine,
    nowMs: () => performance.now(),
    log: SILENT_LOG,
  })
  onTestFinished(async () => {
    await source.bus.stop()
    line.unplug()
  })
  source.bus.start()
  await until('the line is open', () => source.bus.isOpen)
  const marks: (string | undefined)[] = []
  for (const tenths of [51, 1_990]) {
    slaves.behave(1, answering(652, tenths))
    marks.push(new Map(await source.sample(performance.now() + 5_000)).get('p3.temperature')?.mark)
  }
  expect(marks).toEqual(['ok', 'range'])
  expect(seen).toEqual([5.1, null])
})
