import { CADENCES } from '@coldrx/protocol'
import { describe, expect, it } from 'vitest'
import { ConfigError, parseConfig } from './config.ts'
import { agentDocument } from './testing/agent-document.ts'

function problemsOf(document: unknown): readonly string[] {
  try {
    parseConfig(document)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('agent.json', () => {
  it('is taken as it is written, frozen through and through', () => {
    const config = parseConfig(agentDocument())
    expect(config).toMatchObject(agentDocument())
    expect(config.buses[1]?.inputs).toEqual([])
    expect(Object.isFrozen(config.buses[0]?.probes[0])).toBe(true)
  })

  it('has defaults for what every truck shares', () => {
    const { cadence: _cadence, cab: _cab, ...rest } = agentDocument()
    const config = parseConfig({
      ...rest,
      cab: { pages: '/pages' },
      buses: [
        { id: 'line', path: '/dev/ttyS0', probes: [{ id: 'p1', unit: 1, profile: 'srth100', compartment: 'c1' }] },
      ],
      gnss: { id: 'gnss', tcp: { host: '127.0.0.1', port: 2_947 } },
    })
    expect(config.cadence).toEqual(agentDocument().cadence)
    expect(config.cab.port).toBe(0)
    expect(config.buses[0]).toMatchObject({ baud: 9_600, timeoutMs: 400 })
    expect(config.gnss?.staleMs).toBe(5_000)
  })

  it('names every problem at once', () => {
    const document = agentDocument()
    document.device = 'TK 001'
    document.cadence = { sampleIntervalMs: 10_000, recordIntervalMs: 15_000 }
    Object.assign(document.buses[0] ?? {}, { tcp: { host: 'x', port: 0 } })
    Object.assign(document, { colour: 'red' })
    const problems = problemsOf(document).join('\n')
    expect(problems).toMatch(/device: must match/)
    expect(problems).toMatch(/cadence\.recordIntervalMs: must be a multiple of sampleIntervalMs/)
    expect(problems).toMatch(/buses\.0\.tcp\.port/)
    expect(problems).toMatch(/colour/)
  })

  it('has the cadence of its asset’s use, and holds the limits of the law for it', () => {
    const { cadence: _cadence, ...rest } = agentDocument()
    const cadenceOf = (kind: string, cadence: object) =>
      parseConfig({ ...rest, asset: { kind, name: 'x' }, cadence }).cadence
    expect(cadenceOf('truck', {})).toMatchObject(CADENCES.transport)
    expect(cadenceOf('box', {})).toMatchObject(CADENCES.transport)
    expect(cadenceOf('room', {})).toMatchObject(CADENCES.storage)
    const hourly = { sampleIntervalMs: 60_000, recordIntervalMs: 3_600_000, outOfRangeRecordIntervalMs: 180_000 }
    expect(problemsOf({ ...rest, cadence: hourly })).toEqual([
      'cadence.recordIntervalMs: at most 300000 in transport (GSP annex 3)',
      'cadence.outOfRangeRecordIntervalMs: at most 120000 in transport (GSP annex 3)',
    ])
    expect(problemsOf({ ...rest, asset: { kind: 'room', name: 'x' }, cadence: hourly })).toEqual([
      'cadence.recordIntervalMs: at most 1800000 in storage (GSP annex 3)',
      'cadence.outOfRangeRecordIntervalMs: at most 120000 in storage (GSP annex 3)',
    ])
    expect(problemsOf({ ...rest, cadence: { sampleIntervalMs: 60_001 } })).toContain(
      'cadence.sampleIntervalMs: at most 60000 in transport (GSP annex 3)',
    )
  })

  it('refuses references to nothing and ids that stand twice', () => {
    const document = agentDocument()
    document.buses[1] = {
      id: 'rs485-1',
      path: '/dev/ttyS1',
      probes: [
        { id: 'p1', unit: 1, profile: 'srth100', compartment: 'c9' },
        { id: 'p4', unit: 1, profile: 'srth100', compartment: 'c1' },
      ],
    }
    expect(problemsOf(document)).toEqual([
      'buses.1.id: bus "rs485-1" stands twice',
      'buses.1.probes.0.id: source "p1" stands twice',
      expect.stringMatching(/^buses\.1\.probes\.0\.unit: .* "1" stands twice$/),
      'buses.1.probes.0.compartment: no compartment "c9"; there are c1, c2',
      expect.stringMatching(/^buses\.1\.probes\.1\.unit: .* "1" stands twice$/),
    ])
  })

  it('wants either a path or a TCP address', () => {
    const document = agentDocument()
    document.gnss = { id: 'gnss' }
    expect(problemsOf(document)).toEqual(['gnss: needs either path (with baud) or tcp, one of the two'])
  })
})
