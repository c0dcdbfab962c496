import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addFieldKeys, ensureFieldKeys, fieldKeysOf, removeFieldKey } from './field-keys-file.ts'
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

  it('is by a new key as soon as there is one, and what is older still opens and is found, until its keys are gone', () => {
    ensureFieldKeys(path)
    const fields = createSealedFields(fieldKeysOf(path))
    const [envelope, index] = [fields.seal(place, 'x'), fields.blindIndex('phone', '138')]
    expect(addFieldKeys(path, 1).added).toEqual(['k2', 'i2'])
    const later = fields.seal(place, 'x')
    expect([fields.open(place, envelope), fields.open(place, later)]).toEqual(['x', 'x'])
    expect([fields.isStale(envelope), fields.isStale(later)]).toEqual([true, false])
    const newer = fields.blindIndex('phone', '138')
    expect([newer === index, fields.isStaleIndex(index), fields.isStaleIndex(newer)]).toEqual([false, true, false])
    expect(fields.blindIndexes('phone', '138')).toEqual([newer, index])
    expect(statSync(path).mode & 0o777).toBe(0o600)

    for (const newest of ['k2', 'i2']) expect(() => removeFieldKey(path, newest)).toThrow('is in use')
    for (const old of ['k1', 'i1']) removeFieldKey(path, old)
    expect(fields.blindIndexes('phone', '138')).toEqual([newer])
    expect(() => fields.open(place, envelope)).toThrow('no key "k1"')
    expect(fields.open(place, later)).toBe('x')
    // an id that was given once is never given again
    expect(addFieldKeys(path, 2).added).toEqual(['k3', 'i3'])
  })
})
