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

  it('gives each line to one user: two would take the other’s answers for their own', () => {
    const document = agentDocument()
    const tcp = { host: '10.0.0.7', port: 502 }
    Object.assign(document.gnss ?? {}, { path: '/dev/serial/by-id/rs485-2' })
    document.buses.push({ id: 'gateway-1', tcp }, { id: 'gateway-2', tcp })
    expect(problemsOf(document)).toEqual([
      'buses.3.tcp: line "10.0.0.7:502" stands twice',
      'gnss.path: line "/dev/serial/by-id/rs485-2" stands twice',
    ])
  })

  it('wants either a path or a TCP address', () => {
    const document = agentDocument()
    document.gnss = { id: 'gnss' }
    expect(problemsOf(document)).toEqual(['gnss: needs either path (with baud) or tcp, one of the two'])
  })

  describe('alarms', () => {
    const withAlarms = (alarms: object) => problemsOf({ ...agentDocument(), alarms })
    const recipients = ['+8613900000001', '13900000002', '13900000003'].map((number, at) => ({
      name: `人${at}`,
      number,
    }))
    const sms = { modem: { path: '/dev/serial/by-id/modem' }, recipients }
    const relay = { id: 'siren', bus: 'rs485-1', unit: 21, coil: 0, purpose: 'siren' }

    it('have strict defaults', () => {
      const { compartments, alarms } = parseConfig(agentDocument())
      expect(compartments[0]?.alarms).toEqual({
        ...{ hysteresisCelsius: 0.3, trendMinutes: 15, cumulativeMinutes: 15, doorOpenSeconds: 180 },
      })
      expect(alarms).toEqual({ soundPauseSeconds: 300, relays: [] })
      const { policy, modem } = parseConfig({ ...agentDocument(), alarms: { sms } }).alarms.sms ?? {}
      expect(policy).toEqual({ version: 1, delaySeconds: 60 })
      expect(modem?.baud).toBe(115_200)
    })

    it('only warn: an output for anything else, or on what may control cooling, is refused', () => {
      expect(withAlarms({ relays: [relay] })).toEqual([])
      expect(withAlarms({ relays: [{ ...relay, purpose: 'compressor' }] })).toEqual([
        expect.stringMatching(/^alarms\.relays\.0\.purpose: allowed are siren and light.*GSP.*cooling/),
      ])
      expect(withAlarms({ relays: [{ ...relay, unit: 2 }] })).toEqual([
        expect.stringMatching(/^alarms\.relays\.0\.unit: 2 is "p2".*GSP/),
      ])
      expect(withAlarms({ relays: [{ ...relay, bus: 'rs485-9' }] })).toEqual([
        expect.stringContaining('no bus "rs485-9"; there are rs485-1, rs485-2'),
      ])
      expect(withAlarms({ relays: [relay, { ...relay, purpose: 'light' }] })).toHaveLength(2)
    })

    it('can be paused for a while, and for no longer than that', () => {
      expect(withAlarms({ soundPauseSeconds: 900 })).toEqual([])
      expect(withAlarms({ soundPauseSeconds: 901 })).toHaveLength(1)
      expect(withAlarms({ sound: 'off' })).toHaveLength(1)
    })

    it('tell at least three people', () => {
      expect(withAlarms({ sms })).toEqual([])
      const three = /^alarms\.sms\.recipients: at least 3 people.*GSP/
      expect(withAlarms({ sms: { ...sms, recipients: recipients.slice(0, 2) } })).toEqual([
        expect.stringMatching(three),
      ])
      // one telephone under two names is one person
      const twice = [...recipients.slice(0, 2), { name: 'x', number: '13900000001' }]
      expect(withAlarms({ sms: { ...sms, recipients: twice } })).toEqual([expect.stringMatching(three)])
    })

    it('wait longer than the strict delay only for a vehicle whose validation allows it', () => {
      const policy = { version: 2, delaySeconds: 600 }
      expect(withAlarms({ sms: { ...sms, policy } }).map((problem) => problem.split(':')[0])).toEqual(
        ['approvedBy', 'approvedOn', 'vehicle', 'validation'].map((field) => `alarms.sms.policy.${field}`),
      )
      const approved = { ...policy, approvedBy: '质量负责人', approvedOn: '2026-11-01', validation: 'V-17' }
      const vehicle = '沪A·D8231'
      expect(withAlarms({ sms: { ...sms, policy: { ...approved, vehicle } } })).toEqual([])
      expect(withAlarms({ sms: { ...sms, policy: { ...approved, vehicle: '沪A·D9999' } } })).toEqual([
        expect.stringMatching(/^alarms\.sms\.policy\.vehicle: was approved for/),
      ])
    })

    it('leave something between the critical values', () => {
      const document = agentDocument()
      Object.assign(document.compartments[0] ?? {}, { alarms: { criticalMarginCelsius: 3 } })
      expect(problemsOf(document)).toEqual([
        expect.stringMatching(/^compartments\.0\.alarms\.criticalMarginCelsius: leaves nothing/),
      ])
    })
  })
})
