import { describe, expect, test } from 'vitest'
import { encodeSubmit } from './pdu.ts'

describe('SMS-SUBMIT in UCS-2', () => {
  // as makers' handbooks and tutorials print it, without the service centre that stands in front there
  test('is the published example, octet for octet', () => {
    expect(encodeSubmit({ number: '+8613602433649', text: '工作愉快！', reference: 0, validity: 0 })).toEqual([
      { hex: '0011000D91683106423346F90008000A5DE54F5C61095FEBFF01', length: 25 },
    ])
  })

  test('a number as it is dialled at home, with its odd digit filled', () => {
    const [pdu] = encodeSubmit({ number: '10086', text: 'A', reference: 0, validity: 0 })
    expect(pdu?.hex.slice(6, 16)).toBe('05810180F6')
  })

  test('seventy characters stand alone, one more makes two parts with a header', () => {
    const [alone, ...none] = encodeSubmit({ number: '+8613900000001', text: '冷'.repeat(70), reference: 7 })
    expect(none).toEqual([])
    expect(alone?.length).toBe(1 + 1 + 9 + 1 + 1 + 1 + 1 + 140)
    const parts = encodeSubmit({ number: '+8613900000001', text: '冷'.repeat(71), reference: 7 })
    expect(parts).toHaveLength(2)
    expect(parts.map(({ hex }) => [hex.slice(2, 4), hex.slice(30, 44)])).toEqual([
      ['51', '8C050003070201'],
      ['51', '0E050003070202'],
    ])
  })

  test('a pair of surrogates is in one part', () => {
    const parts = encodeSubmit({
      number: '+8613900000001',
      text: `${'冷'.repeat(66)}🚚${'冷'.repeat(10)}`,
      reference: 7,
    })
    expect(parts.map(({ hex }) => hex.slice(-4))).toEqual(['51B7', '51B7'])
    expect(parts[1]?.hex).toContain('D83DDE9A')
  })
})
