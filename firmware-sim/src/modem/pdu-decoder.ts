import { SimulatorError } from '../errors.ts'

/** One SMS-SUBMIT as the network would read it. */
export interface SubmittedPart {
  readonly number: string
  readonly text: string
  /** of a concatenated message; null: it stands alone */
  readonly part: { readonly reference: number; readonly count: number; readonly index: number } | null
  readonly encoding: 'gsm7' | 'ucs2'
}

/** 3GPP TS 23.038 §6.2.1, without the extension table. */
const GSM7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const SMS_SUBMIT = 1
const VALIDITY_OCTETS = [0, 7, 1, 7] as const

/**
 * Reads what a program gives to AT+CMGS (3GPP TS 23.040 §9.2.2.2), and shares nothing with the one that wrote it.
 *
 * @param length octets without the service centre's address, as AT+CMGS announced them
 */
export function decodeSubmit(hex: string, length: number): SubmittedPart {
  if (!/^([0-9a-f]{2})+$/i.test(hex)) throw new SimulatorError('a PDU is an even number of hex digits')
  const octets = Buffer.from(hex, 'hex')
  let at = 0
  const next = (): number => {
    const octet = octets[at++]
    if (octet === undefined) throw new SimulatorError('the PDU ends too early')
    return octet
  }
  const skip = (count: number): void => {
    for (let left = count; left > 0; left--) next()
  }
  skip(next())
  if (octets.length - at !== length)
    throw new SimulatorError(`${length} octets were announced, not ${octets.length - at}`)
  const first = next()
  if ((first & 3) !== SMS_SUBMIT) throw new SimulatorError('not an SMS-SUBMIT')
  next()
  const number = readNumber(next(), next(), next)
  next()
  const coding = next()
  skip(VALIDITY_OCTETS[((first >> 3) & 3) as 0 | 1 | 2 | 3])
  const userDataLength = next()
  const body = octets.subarray(at)
  const hasHeader = (first & 0x40) !== 0
  const isUcs2 = (coding & 0x0c) === 8
  if (isUcs2 && body.length !== userDataLength) throw new SimulatorError('the length of the text is wrong')
  if (body.length > 140) throw new SimulatorError('more than 140 octets of text')
  const headerOctets = hasHeader ? (body[0] ?? 0) + 1 : 0
  return {
    number,
    encoding: isUcs2 ? 'ucs2' : 'gsm7',
    text: isUcs2 ? fromUcs2(body.subarray(headerOctets)) : fromGsm7(body, userDataLength, headerOctets),
    part: hasHeader ? readPart(body) : null,
  }
}

function readNumber(digits: number, type: number, next: () => number): string {
  let text = ''
  for (let octet = 0; octet < Math.ceil(digits / 2); octet++) {
    const pair = next()
    text += (pair & 0x0f).toString(16) + (pair >> 4).toString(16)
  }
  const filler = digits % 2 === 1 ? text.slice(-1) : 'f'
  if (filler !== 'f') throw new SimulatorError('an odd number of digits is filled with F')
  const number = text.slice(0, digits)
  if (!/^\d+$/.test(number)) throw new SimulatorError(`"${number}" is no number`)
  return ((type >> 4) & 7) === 1 ? `+${number}` : number
}

/** Element 0: concatenation with an 8-bit reference (§9.2.3.24.1). */
function readPart(body: Buffer): SubmittedPart['part'] {
  const end = (body[0] ?? 0) + 1
  for (let at = 1; at + 1 < end; at += 2 + (body[at + 1] ?? 0)) {
    if (body[at] !== 0) continue
    const [reference = 0, count = 0, index = 0] = body.subarray(at + 2, at + 5)
    if (index < 1 || index > count) throw new SimulatorError(`part ${index} of ${count}`)
    return { reference, count, index }
  }
  return null
}

function fromUcs2(octets: Buffer): string {
  if (octets.length % 2 !== 0) throw new SimulatorError('UCS-2 comes in pairs of octets')
  return Buffer.from(octets).swap16().toString('utf16le')
}

function fromGsm7(octets: Buffer, septets: number, headerOctets: number): string {
  const from = Math.ceil((headerOctets * 8) / 7)
  let text = ''
  for (let at = from; at < septets; at++) {
    const bit = at * 7
    const pair = (octets[bit >> 3] ?? 0) | ((octets[(bit >> 3) + 1] ?? 0) << 8)
    text += GSM7[(pair >> (bit & 7)) & 0x7f] ?? '?'
  }
  return text
}
