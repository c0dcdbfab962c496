import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../config.ts'
import { temporaryDirectory } from '../testing/recorder-fixture.ts'
import { decodeRegisters } from './decode.ts'
import { loadProfiles, type ProbeProfile, readProfiles } from './profile.ts'

const profiles = loadProfiles()

function profileOf(id: string): ProbeProfile {
  const profile = profiles.get(id)
  if (profile?.kind !== 'registers') throw new Error(`no probe profile ${id}`)
  return profile
}

/** quantity → what its register says */
function decode(id: string, ...registers: number[]): Record<string, unknown> {
  const profile = profileOf(id)
  const samples = decodeRegisters(profile, registers)
  return Object.fromEntries(
    profile.fields.map(({ quantity }, at) => [quantity, [samples[at]?.integer, samples[at]?.mark]]),
  )
}

describe('vendor profiles', () => {
  // register values of the makers' manuals: 0xFF33 = −20.5, 0xFF9B = −10.1, 10250 = −25.0
  it.each([
    ['renke-ws-n01', [652, 0xff9b], -101, 652],
    ['zts-3008-ws-n01', [652, 0xff9b], -101, 652],
    ['xy-md02', [0xff33, 652], -205, 652],
    ['srth100', [0xff9b, 652], -101, 652],
    ['r444a01', [0xff06, 652], -250, 652],
    ['kincony-sht30', [10_250, 652], -250, 652],
    // −25.0 and 65.2 as IEEE 754
    ['kincony-sht30-float', [0xc1c8, 0x0000, 0x4282, 0x6666], -250, 652],
    ['qfa3150', [0xf63c, 0, 6_520, 0], -2_500, 6_520],
  ])('%s reads below zero', (id, registers, temperature, humidity) => {
    expect(decode(id, ...registers)).toEqual({ temperature: [temperature, 'ok'], humidity: [humidity, 'ok'] })
  })

  it('dixell-xr reads its one probe below zero', () => {
    expect(decode('dixell-xr', 0xff4c)).toEqual({ temperature: [-180, 'ok'] })
  })

  it('keeps a number that the sensor cannot measure, marked', () => {
    expect(decode('kincony-sht30', 2_000, 1_001)).toEqual({ temperature: [2_000, 'range'], humidity: [1_001, 'range'] })
    expect(decode('srth100', 0xfe6f, 0)).toEqual({ temperature: [-401, 'range'], humidity: [0, 'ok'] })
  })

  it('has no number for a code that means no reading', () => {
    expect(decode('xy-md02', 0x7fff, 0x8000)).toEqual({ temperature: [null, 'invalid'], humidity: [null, 'invalid'] })
    expect(decode('qfa3150', 500, 1, 6_520, 0)).toEqual({ temperature: [null, 'invalid'], humidity: [6_520, 'ok'] })
    expect(decode('srth100', 43)).toMatchObject({ humidity: [null, 'invalid'] })
  })

  it('rounds floats and refuses what is no number', () => {
    const document = {
      id: 'float',
      kind: 'registers',
      functionCode: 4,
      address: 2,
      quantity: 2,
      fields: [{ quantity: 'temperature', offset: 0, encoding: 'float32be', decimals: 1, min: -40, max: 80 }],
    }
    const profile = loadProfiles([document]).get('float')
    if (profile?.kind !== 'registers') throw new Error('the float profile is gone')
    // −18.25, −0.01, NaN, infinity
    expect(decodeRegisters(profile, [0xc192, 0x0000])).toEqual([{ integer: -182, mark: 'ok' }])
    expect(decodeRegisters(profile, [0xbc23, 0xd70a])).toEqual([{ integer: 0, mark: 'ok' }])
    expect(decodeRegisters(profile, [0x7fc0, 0x0000])).toEqual([{ integer: null, mark: 'invalid' }])
    expect(decodeRegisters(profile, [0x7f80, 0x0000])).toEqual([{ integer: null, mark: 'invalid' }])
  })

  it('names each wrong field when profiles are loaded', () => {
    const field = { quantity: 'temperature', offset: 2, encoding: 'int16', decimals: 1, min: 80, max: -40 }
    const broken = { id: 'broken', kind: 'registers', functionCode: 6, address: 0, quantity: 2, fields: [field] }
    expect(() => loadProfiles([broken])).toThrow(
      /profile broken: functionCode: allowed are 3 and 4[\s\S]*fields\.0\.min/,
    )
    const short = { ...broken, functionCode: 3, fields: [{ ...field, min: -40, max: 80 }] }
    expect(() => loadProfiles([short, short])).toThrow(
      /profile broken: fields\.0\.offset: reads register 2 of a request/,
    )
  })
})

describe('profiles in files', () => {
  const field = { quantity: 'temperature', offset: 0, encoding: 'int16', decimals: 1, min: -40, max: 80 }
  const model = { id: 'new-model', kind: 'registers', functionCode: 3, address: 16, quantity: 1, fields: [field] }

  function fileWith(text: string): string {
    const file = join(temporaryDirectory(), 'profile.json')
    writeFileSync(file, text)
    return file
  }

  it('stand beside the built-in ones', () => {
    const known = readProfiles([fileWith(JSON.stringify(model))])
    expect(known.get('new-model')).toMatchObject({ address: 16 })
    expect(known.size).toBe(profiles.size + 1)
  })

  it.each([
    ['{', /^FILE:\n.*JSON/],
    ['null', /FILE: \(document\): /],
    [JSON.stringify({ ...model, functionCode: 6 }), /FILE: functionCode: allowed are 3 and 4/],
    [JSON.stringify({ ...model, id: 'xy-md02' }), /FILE: id: "xy-md02" stands twice/],
  ])('%s is refused with the names of file and field', (text, message) => {
    const file = fileWith(text)
    expect(() => readProfiles([file])).toThrow(new RegExp(message.source.replace('FILE', file)))
    expect(() => readProfiles([file])).toThrow(ConfigError)
  })

  it('that is not there is named', () => {
    expect(() => readProfiles(['/nowhere/profile.json'])).toThrow(/\/nowhere\/profile\.json:\n.*ENOENT/)
  })
})
