import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addFieldKey, ensureFieldKeys, readFieldKeys } from './field-keys-file.ts'
import { createSealedFields } from './sealed-fields.ts'

let directory: string
let path: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'coldrx-keys-'))
  path = join(directory, 'field-keys.json')
})
afterEach(() => rmSync(directory, { recursive: true }))

const place = { table: 'person', column: 'phone_sealed', row: 'p1' }

describe('a sealed field', () => {
  it('opens where it was sealed, and nowhere else', () => {
    const fields = createSealedFields(ensureFieldKeys(path))
    const envelope = fields.seal(place, '赵勇 138')
    expect(envelope).not.toContain('138')
    expect(fields.open(place, envelope)).toBe('赵勇 138')
    expect(fields.seal(place, '赵勇 138')).not.toBe(envelope)
    for (const other of [{ table: 'order' }, { column: 'email_sealed' }, { row: 'p2' }])
      expect(() => fields.open({ ...place, ...other }, envelope)).toThrow('altered or stands in a wrong place')
  })

  it('does not open with one character changed', () => {
    const fields = createSealedFields(ensureFieldKeys(path))
    const envelope = fields.seal(place, 'x')
    for (let at = 0; at < envelope.length; at++) {
      const changed = envelope.slice(0, at) + (envelope[at] === 'A' ? 'B' : 'A') + envelope.slice(at + 1)
      let opened: string | undefined
      try {
        opened = fields.open(place, changed)
      } catch {
        opened = undefined
      }
      // the last character of base64url may differ in bits that mean nothing
      if (opened !== undefined) expect(opened).toBe('x')
    }
  })

  it('is found by its blind index, which tells texts of two purposes apart', () => {
    const fields = createSealedFields(ensureFieldKeys(path))
    expect(fields.blindIndex('phone', '138')).toBe(fields.blindIndex('phone', '138'))
    expect(fields.blindIndex('phone', '138')).not.toBe(fields.blindIndex('phone', '139'))
    expect(fields.blindIndex('phone', '138')).not.toBe(fields.blindIndex('email', '138'))
  })

  it('still opens after a new key has come, and is told to be stale', () => {
    const old = createSealedFields(ensureFieldKeys(path))
    const envelope = old.seal(place, 'x')
    addFieldKey(path)
    const fields = createSealedFields(readFieldKeys(path))
    expect([fields.open(place, envelope), fields.isStale(envelope), fields.isStale(fields.seal(place, 'x'))]).toEqual([
      'x',
      true,
      false,
    ])
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })
})
