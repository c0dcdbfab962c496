/** What goes to the modem for one part of a message. */
export interface SubmitPdu {
  /** hex, with the length octet of the service centre's address (0: the one of the SIM) in front */
  readonly hex: string
  /** octets without that one, as AT+CMGS wants it */
  readonly length: number
}

/** UCS-2 in one message, and in each part of a longer one (3GPP TS 23.040 §9.2.3.24.1: six octets go to the header). */
const UNITS_ALONE = 70
const UNITS_PER_PART = 67
const MOST_PARTS = 8
/** Relative validity of a day (§9.2.3.12.1): an alarm of yesterday must not wake anybody. */
const ONE_DAY = 0xa7

const SMS_SUBMIT_RELATIVE_VALIDITY = 0x11
const HAS_USER_DATA_HEADER = 0x40
const UCS2 = 0x08

/**
 * SMS-SUBMIT in UCS-2, concatenated where it is long. A text beyond eight parts is cut.
 *
 * @param reference 0…255, the same for all parts and another for the next message
 */
export function encodeSubmit({
  number,
  text,
  reference,
  validity = ONE_DAY,
}: {
  readonly number: string
  readonly text: string
  readonly reference: number
  readonly validity?: number
}): SubmitPdu[] {
  const parts = splitText(text)
  return parts.map((part, at) => {
    const header = parts.length === 1 ? [] : [5, 0, 3, reference & 0xff, parts.length, at + 1]
    const body = [...header, ...toUcs2(part)]
    const octets = Uint8Array.from([
      SMS_SUBMIT_RELATIVE_VALIDITY | (header.length > 0 ? HAS_USER_DATA_HEADER : 0),
      0,
      ...toAddress(number),
      0,
      UCS2,
      validity,
      body.length,
      ...body,
    ])
    return { hex: `00${Buffer.from(octets).toString('hex').toUpperCase()}`, length: octets.length }
  })
}

function splitText(text: string): string[] {
  if (text.length <= UNITS_ALONE) return [text]
  const parts: string[] = []
  for (let at = 0; at < text.length && parts.length < MOST_PARTS; ) {
    let end = Math.min(at + UNITS_PER_PART, text.length)
    // half of a surrogate pair is no character on either side
    if (end < text.length && /[\ud800-\udbff]/.test(text[end - 1] ?? '')) end--
    parts.push(text.slice(at, end))
    at = end
  }
  return parts
}

function toUcs2(text: string): number[] {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).flatMap((unit) => [unit >> 8, unit & 0xff])
}

/** §9.1.2.5: digits counted, two in an octet with the first one low; 0x91 international, 0x81 as it is dialled here. */
function toAddress(number: string): number[] {
  const isInternational = number.startsWith('+')
  const digits = isInternational ? number.slice(1) : number
  const padded = digits.length % 2 === 0 ? digits : `${digits}f`
  const octets = padded.match(/../g)?.map((pair) => Number.parseInt(`${pair[1]}${pair[0]}`, 16)) ?? []
  return [digits.length, isInternational ? 0x91 : 0x81, ...octets]
}
