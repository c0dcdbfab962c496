import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rmc, sentence } from '../testing/nmea.ts'
import { readSentence } from './sentence.ts'
import { SentenceFramer } from './sentence-framer.ts'

const UTC_MS = Date.UTC(2026, 10, 25, 3, 4, 5)
const read = (text: string) => readSentence(text.trim())
const gga = (quality: string, position = '3113.8240,N,12128.4210,E'): string =>
  sentence(`GNGGA,030405.00,${position},${quality},08,1.0,12.0,M,9.0,M,,`)

describe('sentences', () => {
  it('reads position, speed and time of an active RMC', () => {
    expect(read(rmc(UTC_MS))).toEqual({
      type: 'RMC',
      active: true,
      position: { latitude: expect.closeTo(31.2304, 6), longitude: expect.closeTo(121.473683, 5) },
      speedKmh: expect.closeTo(72.4, 1),
      utcMs: UTC_MS,
      timeOfDayMs: 11_045_000,
    })
  })

  it.each(['GP', 'GN', 'BD', 'GB'])('takes talker %s', (talker) => {
    expect(read(sentence(`${talker}RMC,030405.00,A,3113.8240,N,12128.4210,E,0.0,,251126,,,A`))).toMatchObject({
      active: true,
      utcMs: UTC_MS,
    })
  })

  it('has neither position nor speed from a void RMC', () => {
    expect(read(rmc(UTC_MS, { active: false }))).toMatchObject({ active: false, position: null, speedKmh: null })
    expect(read(sentence('GNRMC,030405,V,3113.8240,N,12128.4210,E,0.0,0.0,251126,,,N'))).toMatchObject({
      position: null,
    })
    expect(read(sentence('GNRMC,030405,A,3113.8240,N,12128.4210,E,0.0,0.0,251126,,,N'))).toMatchObject({
      active: false,
    })
  })

  it('has no position from GGA without a fix, and none at 0, 0', () => {
    expect(read(gga('0'))).toEqual({ type: 'GGA', hasFix: false, timeOfDayMs: 11_045_000, position: null })
    expect(read(gga('1'))).toMatchObject({ hasFix: true, position: { latitude: expect.closeTo(31.2304, 5) } })
    expect(read(gga('1', '0000.000,N,00000.000,E'))).toMatchObject({ position: null })
    expect(read(gga('1', ',,,'))).toMatchObject({ position: null })
    expect(read(gga('1', '3113.8240,,12128.4210,'))).toMatchObject({ position: null })
  })

  it('takes a date only from where one stands, and only one that exists', () => {
    const timeOf = (time: string, date: string): unknown => {
      const reading = read(sentence(`GNRMC,${time},A,3113.8240,N,12128.4210,E,0.0,,${date},,,A`))
      return typeof reading === 'string' || reading.type === 'GGA' ? reading : reading.utcMs
    }
    expect(timeOf('030405.00', '')).toBeNull()
    expect(timeOf('', '251126')).toBeNull()
    expect(timeOf('030405.00', '310226')).toBeNull()
    expect(timeOf('030405.00', '2208-1')).toBeNull()
    expect(timeOf('253405.00', '251126')).toBeNull()
    expect(timeOf('030405.00', '251126')).toBe(UTC_MS)
    expect(read(sentence('GNZDA,030405.00,25,11,2026,00,00'))).toEqual({ type: 'ZDA', utcMs: UTC_MS })
    expect(read(sentence('GNZDA,030405.00,,,,00,00'))).toEqual({ type: 'ZDA', utcMs: null })
  })

  it('refuses a wrong check sum and grammar it cannot follow', () => {
    expect(read(rmc(UTC_MS).replace('A,3113', 'A,3114'))).toBe('malformed')
    expect(read('$GNRMC,030405.00,A,3113.8240,N')).toBe('malformed')
    expect(read(sentence('GNRMC,030405.00,A'))).toBe('malformed')
    expect(read(sentence('GNRMC,030405.00,X,3113.8240,N,12128.4210,E,0.0,,251126,,,A'))).toBe('malformed')
    expect(read(sentence('GNtoString,1'))).toBe('unused')
    expect(read(sentence('PUBX,00,1'))).toBe('unused')
  })
})

describe('sentence framer', () => {
  it('finds sentences between binary packets and counts what it skips', () => {
    const framer = new SentenceFramer()
    const text = rmc(UTC_MS)
    const bytes = Buffer.concat([
      Buffer.from([0xba, 0xce, 0x24, 0x00, 0x01]),
      Buffer.from(text),
      Buffer.from('$GNRMC,0304'),
      Buffer.from(text),
      Buffer.from(`$${'x'.repeat(500)}\r\n`),
    ])
    expect(framer.push(bytes)).toEqual([text.trim(), text.trim()])
    expect(framer.skippedBytes).toBe(5 + 11 + 501)
  })

  it('gives the same for every split, never holds more than one sentence, never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(rmc(UTC_MS)), fc.string({ unit: 'binary' }), fc.constant('$\r\n')), {
          maxLength: 8,
        }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (parts, cuts) => {
          const bytes = Buffer.from(parts.join(''), 'latin1')
          const whole = new SentenceFramer().push(bytes)
          const framer = new SentenceFramer()
          const pieces: string[] = []
          for (let at = 0, cut = 0; at < bytes.length; cut++) {
            const length = cuts[cut % cuts.length] ?? 1
            pieces.push(...framer.push(bytes.subarray(at, at + length)))
            at += length
          }
          expect(pieces).toEqual(whole)
          for (const piece of pieces) {
            expect(piece.length).toBeLessThanOrEqual(120)
            readSentence(piece)
          }
        },
      ),
    )
  })
})
