import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { CredentialsError, CredentialsFile } from './credentials.ts'
import { createFleet, hashOf, secretOf } from './testing/fleet.ts'

const KEY = `04${'ab'.repeat(64)}`

function setup() {
  const lines: string[] = []
  const fleet = createFleet()
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) })
  const credentials = new CredentialsFile({ path: fleet.file, log, pollIntervalMs: 10 })
  onTestFinished(() => {
    credentials.stop()
    fleet.remove()
  })
  const authenticate = (name: string, secret: string) => credentials.authenticate(name, Buffer.from(secret))
  return { fleet, credentials, authenticate, lines }
}

test('a registered name with its secret is known, with its role; anything else is not', () => {
  const { credentials, authenticate } = setup()
  credentials.start()
  expect(authenticate('tk001', secretOf('tk001'))).toMatchObject({ role: 'device', name: 'tk001' })
  expect(authenticate('cloud', secretOf('cloud'))).toMatchObject({ role: 'cloud', name: 'cloud' })
  expect(authenticate('tk001', secretOf('tk002'))).toBeUndefined()
  expect(authenticate('tk001', '')).toBeUndefined()
  expect(authenticate('tk009', secretOf('tk009'))).toBeUndefined()
  // The hash is what the file holds: it must not serve as a password.
  expect(authenticate('tk001', hashOf(secretOf('tk001')))).toBeUndefined()
})

test('a device registered a moment ago is known at its first log-in', () => {
  const { fleet, credentials, authenticate } = setup()
  credentials.start()
  fleet.register(['tk001', 'tk002', 'tk003'])
  expect(authenticate('tk003', secretOf('tk003'))).toBeDefined()
})

test('a change is noticed without a log-in, and a replaced secret ends the old identity', async () => {
  const { fleet, credentials, authenticate } = setup()
  credentials.start()
  const identity = authenticate('tk001', secretOf('tk001'))
  if (identity === undefined) throw new Error('tk001 is registered')
  const changed = new Promise<void>((resolve) => {
    credentials.onChange(resolve)
  })
  fleet.register(['tk001'], { tk001: 'another secret' })
  await changed
  expect(credentials.isCurrent(identity)).toBe(false)
  expect(authenticate('tk001', 'another secret')).toBeDefined()
  expect(credentials.isDevice('tk002')).toBe(false)
})

test.each([
  ['half a file', '{"devices":[{"dev'],
  ['a short hash', JSON.stringify({ devices: [{ device: 'tk001', publicKey: KEY, secretHash: 'ab' }] })],
])('%s leaves the last good one in force, is reported once, and is got over', (_, text) => {
  const { fleet, credentials, authenticate, lines } = setup()
  credentials.start()
  writeFileSync(fleet.file, text)
  credentials.refresh()
  credentials.refresh()
  expect(authenticate('tk001', secretOf('tk001'))).toBeDefined()
  expect(lines.filter((line) => line.includes('the last good one stays in force'))).toHaveLength(1)
  fleet.register(['tk003'])
  expect(authenticate('tk003', secretOf('tk003'))).toBeDefined()
})

test('a vanished file leaves the last good one in force', () => {
  const { fleet, credentials, authenticate } = setup()
  credentials.start()
  rmSync(fleet.file)
  expect(authenticate('tk001', secretOf('tk001'))).toBeDefined()
})

test('a file that cannot even be looked at leaves the last good one in force', () => {
  const { fleet, credentials, authenticate, lines } = setup()
  credentials.start()
  rmSync(fleet.file)
  // A link to itself: stat fails with ELOOP, for root too.
  symlinkSync(fleet.file, fleet.file)
  credentials.refresh()
  expect(authenticate('tk001', secretOf('tk001'))).toBeDefined()
  expect(lines.filter((line) => line.includes('the last good one stays in force'))).toHaveLength(1)
})

test.each([
  ['JSON', '[', 'is not JSON'],
  ['the hash', { devices: [{ device: 'tk001', publicKey: KEY, secretHash: 'AB' }] }, 'devices.0.secretHash: must be'],
  ['the key', { devices: [{ device: 'tk001', publicKey: '04', secretHash: hashOf('') }] }, 'devices.0.publicKey: must'],
  ['the name', { devices: [{ device: 'TK/#', publicKey: KEY, secretHash: hashOf('') }] }, 'devices.0.device: must'],
  ['a reserved name', { devices: [{ device: 'cloud', publicKey: KEY, secretHash: hashOf('') }] }, 'is reserved'],
  [
    'the role',
    { services: [{ name: 'cloud', role: 'root', secretHash: hashOf('') }] },
    'services.0.role: must be "cloud"',
  ],
  [
    'a name given twice',
    {
      devices: [{ device: 'tk001', publicKey: KEY, secretHash: hashOf('') }],
      services: [{ name: 'tk001', role: 'cloud', secretHash: hashOf('') }],
    },
    'tk001 is registered twice',
  ],
])('to begin with, a usable file is needed: %s is named', (_, content, problem) => {
  const { fleet, credentials } = setup()
  writeFileSync(fleet.file, typeof content === 'string' ? content : JSON.stringify(content))
  expect(() => credentials.start()).toThrow(problem)
  expect(() => credentials.start()).toThrow(CredentialsError)
})
