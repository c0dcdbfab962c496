import { describe, expect, it } from 'vitest'
import { createFrozenDetector } from './frozen.ts'
import { loadProfiles } from './profile.ts'

const profile = loadProfiles().get('srth100')
if (profile?.kind !== 'registers') throw new Error('no profile srth100')
const probe = (id: string, compartment: string) => ({
  id,
  compartment,
  profile: { ...profile, frozenAfterSamples: 10 },
})

function observeMany(others: { id: string; compartment: string; wanders: number }[], samples: number): boolean[] {
  const detector = createFrozenDetector({
    probes: [probe('still', 'c1'), ...others.map(({ id, compartment }) => probe(id, compartment))],
  })
  return Array.from({ length: samples }, (_, at) => {
    for (const { id, wanders } of others) {
      const celsius = 5 + (at % 2) * wanders
      detector.observe(id, [celsius * 10, at], celsius)
    }
    return detector.observe('still', [50, 600], 5)
  })
}

describe('frozen detector', () => {
  it('marks a probe that repeats itself while its neighbour moves', () => {
    const marks = observeMany([{ id: 'moving', compartment: 'c1', wanders: 0.6 }], 12)
    expect(marks.map(Number)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1])
  })

  it('lets a steady compartment be steady, whatever the next one does', () => {
    const marks = observeMany(
      [
        { id: 'steady', compartment: 'c1', wanders: 0.1 },
        { id: 'elsewhere', compartment: 'c2', wanders: 9 },
      ],
      100,
    )
    expect(marks).not.toContain(true)
  })

  it('trusts a probe again as soon as it moves', () => {
    const detector = createFrozenDetector({ probes: [probe('still', 'c1'), probe('moving', 'c1')] })
    const observe = (at: number, register: number): boolean => {
      detector.observe('moving', [at], at)
      return detector.observe('still', [register, 600], 5)
    }
    expect(Array.from({ length: 11 }, (_, at) => observe(at, 50)).at(-1)).toBe(true)
    expect(observe(11, 51)).toBe(false)
    expect(observe(12, 51)).toBe(false)
  })

  it('marks one that has no neighbour once it repeats itself for longer than air stands still', () => {
    const detector = createFrozenDetector({ probes: [probe('alone', 'c1')], stuckAfterSamples: 100 })
    const marks = Array.from({ length: 102 }, () => detector.observe('alone', [50, 600], 5))
    expect(marks.indexOf(true)).toBe(100)
    expect(detector.observe('alone', [51, 600], 5.1)).toBe(false)
  })
})
