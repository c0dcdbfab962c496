import { expect, test } from 'vitest'
import { decodeSubmit } from './pdu-decoder.ts'

// examples that handbooks of modems and tutorials of PDU mode print
test.each([
  ['0011000B916407281553F80000AA0AE8329BFD4697D9EC37', 23, '+46708251358', 'hellohello', 'gsm7'],
  ['0011000D91683106423346F90008000A5DE54F5C61095FEBFF01', 25, '+8613602433649', '工作愉快！', 'ucs2'],
  ['0001000B813124819396F300080A00680065006C006C006F', 23, '13421839693', 'hello', 'ucs2'],
] as const)('reads the published %s', (hex, length, number, text, encoding) => {
  expect(decodeSubmit(hex, length)).toEqual({ number, text, encoding, part: null })
})

test('reads a part of a longer message', () => {
  const hex = '0051000D91683106423346F90008A70A0500032A0201' + '5DE54F5C'
  expect(decodeSubmit(hex, 25)).toEqual({
    ...{ number: '+8613602433649', text: '工作', encoding: 'ucs2' },
    part: { reference: 0x2a, count: 2, index: 1 },
  })
})

test.each([
  [
    'another length than announced',
    '0011000D91683106423346F90008000A5DE54F5C61095FEBFF01',
    24,
    /24 octets were announced/,
  ],
  ['a text that ends too early', '0011000D91683106423346F90008000C5DE54F5C61095FEBFF01', 25, /length of the text/],
  ['an odd number without its filler', '0001000B81312481939613000802005A', 15, /filled with F/],
  ['no SUBMIT', '0002000B813124819396F300080200', 14, /SUBMIT/],
  ['half an octet', '00110', 2, /even number/],
])('refuses %s', (_, hex, length, reason) => {
  expect(() => decodeSubmit(hex, length)).toThrow(reason)
})
