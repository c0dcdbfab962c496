import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import {
  exampleDisclosure,
  exampleDocument,
  exampleFrames,
  exampleGenesis,
  exampleHead0,
  exampleHead1,
  exampleSeal,
  exampleSealMessage,
} from '../vectors/example.ts'
import { STANDARD_KEY } from '../vectors/example-signer.ts'
import { concatBytes, fromHex, fromUtf8, toHex, toUtf8 } from './bytes.ts'
import { sectionDigests, sectionSalt } from './chain/digests.ts'
import { joinDocument } from './documents/document-parts.ts'
import { settingsHash } from './downlink/settings.ts'
import { EVENT_CODES } from './frame/events.ts'
import { decodeFrame } from './frame/frame.ts'
import { MARKS } from './frame/marks.ts'
import { MESSAGE_SCHEMAS, parseMessage } from './messages.ts'
import { present } from './testing/refusal.ts'
import { DOWN_CHANNELS, UP_CHANNELS } from './topics.ts'

const document = readFileSync(new URL('../../docs/wire.md', import.meta.url), 'utf8')
/** tables without the blanks that align them */
const tables = document.replaceAll(/ +\|/g, ' |').replaceAll(/\| +/g, '| ')

function block(language: string, name: string): string {
  const found = new RegExp(`^\`\`\`${language} ${name}\\n([^\`]*)\`\`\`$`, 'm').exec(document)?.[1]
  return present(found, `block "${language} ${name}"`)
}

const hexBlock = (name: string): string => block('hex', name).replaceAll(/\s/g, '')

test('the hex of the worked example is what the code makes', () => {
  expect(hexBlock('public-key')).toBe(toHex(STANDARD_KEY.publicKey))
  expect(hexBlock('genesis')).toBe(toHex(exampleGenesis))
  expect(hexBlock('head-0')).toBe(toHex(exampleHead0))
  expect(hexBlock('head-1')).toBe(toHex(exampleHead1))
  expect(hexBlock('seal-message')).toBe(toHex(exampleSealMessage))
  expect(hexBlock('seal')).toBe(toHex(exampleSeal))
  exampleFrames.forEach((bytes, n) => {
    const frame = decodeFrame(bytes)
    expect(hexBlock(`frame-${n}`)).toBe(toHex(bytes))
    sectionDigests(frame).forEach((digest, index) => {
      expect(hexBlock(`salt-${n}-${index}`)).toBe(toHex(sectionSalt(frame.seed, index)))
      expect(hexBlock(`digest-${n}-${index}`)).toBe(toHex(digest))
    })
  })
})

test('the JSON of the worked example is what the code makes', () => {
  expect(block('text', 'layout')).toBe(`${fromUtf8(exampleDocument.bytes)}\n`)
  expect(JSON.parse(block('json', 'disclosure'))).toEqual(exampleDisclosure)
})

/** The bit tables spell a body out piece by piece: joined they must be its bits. */
test('the bits of the worked example, joined, are its sections', () => {
  const [, second] = exampleFrames
  const spelt = tables
    .split(/^Bits of section \d/m)
    .slice(1)
    .map((table) =>
      [...table.matchAll(/^\| ((?:`[01]+` ?)+)\|/gm)].map(([, cell]) => cell?.replaceAll(/[` ]/g, '') ?? '').join(''),
    )
  const bits = decodeFrame(second)
    .sections.slice(0, 2)
    .map((body) => [...body.subarray(1)].map((byte) => byte.toString(2).padStart(8, '0')).join(''))
  expect(spelt).toEqual(bits)
})

test('the tables name every mark, event and topic', () => {
  MARKS.forEach((mark, code) => {
    expect(tables).toContain(`| ${code} | \`${mark}\` |`)
  })
  const [, events = ''] = /\| code \| meaning \|.*\n(?:.*\n)((?:\|.*\n)+)/.exec(tables) ?? []
  const codes = events.split('\n').flatMap((row) => (row.split(' |')[0] ?? '').match(/(?<=`)[a-z-]+(?=`)/g) ?? [])
  expect(codes.toSorted()).toEqual(EVENT_CODES.toSorted())
  for (const channel of [...UP_CHANNELS, ...DOWN_CHANNELS]) expect(document).toContain(`\`${channel}\``)
})

test.each([
  'up/document',
  'down/document-ack',
  'down/trip',
  'down/geofences',
  'down/settings',
  'down/command',
  'up/release',
  'down/release',
] as const)('the example of %s is one, and the page says every key', (topic) => {
  const text = block('json', topic).trim()
  const parsed = parseMessage(topic, toUtf8(text))
  expect(parsed).toEqual({ ok: true, message: JSON.parse(text) as unknown })
  const unsaid = keysOf(MESSAGE_SCHEMAS[topic]).filter((key) => !new RegExp(`[\`"]${key}[\`"]`).test(document))
  expect(unsaid).toEqual([])
})

test('the hash of the example settings is the one that the page says', () => {
  const parsed = parseMessage('down/settings', toUtf8(block('json', 'down/settings')))
  if (!parsed.ok) throw new Error(parsed.problem)
  expect(/That of the example above is `([0-9a-f]{16})`/.exec(document)?.[1]).toBe(settingsHash(parsed.message))
})

test('the example document is the one of its digest', () => {
  const parsed = parseMessage('up/document', toUtf8(block('json', 'up/document')))
  if (!parsed.ok) throw new Error(parsed.problem)
  expect(fromUtf8(joinDocument([parsed.message]).bytes)).toBe('{"v":1}')
})

/** Every key of an object anywhere below. */
function keysOf(schema: z.core.$ZodType): string[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const keys = new Set<string>()
  JSON.stringify(json, (key, value: unknown) => {
    if (key === 'properties') for (const name of Object.keys(value as object)) keys.add(name)
    return value
  })
  return [...keys]
}

function derInteger(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0)
  const short = bytes.subarray(start)
  const body = (short[0] ?? 0) >= 0x80 ? concatBytes(Uint8Array.of(0), short) : short
  return concatBytes(Uint8Array.of(2, body.length), body)
}

test('the openssl command of the document takes the seal, and no other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coldrx-wire-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const prefix = present(/the 26 bytes `([0-9a-f]+)`/.exec(document)?.[1], 'key prefix')
  const numbers = concatBytes(derInteger(exampleSeal.subarray(0, 32)), derInteger(exampleSeal.subarray(32)))
  writeFileSync(join(folder, 'key.der'), concatBytes(fromHex(prefix), STANDARD_KEY.publicKey))
  writeFileSync(join(folder, 'sig.der'), concatBytes(Uint8Array.of(0x30, numbers.length), numbers))
  const [program, ...options] = (/^openssl pkeyutl .*$/m.exec(document)?.[0] ?? '').split(' ')
  const verify = (message: Uint8Array): string => {
    writeFileSync(join(folder, 'msg.bin'), message)
    return execFileSync(program ?? '', options, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  }
  expect(verify(exampleSealMessage)).toContain('Signature Verified Successfully')
  expect(() => verify(exampleSealMessage.with(0, 0))).toThrow(/Command failed: openssl pkeyutl/)
})
