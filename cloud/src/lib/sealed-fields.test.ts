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

  it('does not open with one bit changed, wherever it is', () => {
    const fields = createSealedFields(ensureFieldKeys(path))
    const [version, id, ...parts] = fields.seal(place, 'x').split('.')
    const changed = parts.flatMap((part, at) =>
      Array.from({ length: Buffer.from(part, 'base64url').length * 8 }, (_unused, bit) => {
        const bytes = Buffer.from(part, 'base64url')
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        return [version, id, ...parts.map((other, place) => (place === at ? bytes.toString('base64url') : other))].join(
          '.',
        )
      }),
    )
    expect(changed).toHaveLength((16 + 16 + 32) * 8)
    for (const envelope of changed) expect(() => fields.open(place, envelope)).toThrow('altered')
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
