import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Log } from '../lib/log.ts'
import { DeviceRegisterFile } from './device-register.ts'

const KEY = `04${'ab'.repeat(64)}`
let directory: string
let path: string
let lines: string[]
const log: Log = {
  info: (_, message) => lines.push(message),
  warn: (_, message) => lines.push(message),
  error: (_, message) => lines.push(message),
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'coldrx-fleet-'))
  path = join(directory, 'devices.json')
  lines = []
})
afterEach(() => rmSync(directory, { recursive: true }))

function write(content: unknown): void {
  writeFileSync(`${path}.new`, typeof content === 'string' ? content : JSON.stringify(content))
  renameSync(`${path}.new`, path)
}

const entry = (device: string, publicKey = KEY) => ({ device, publicKey, secretHash: '00'.repeat(32) })

describe('the register of devices', () => {
  it('knows keys by device, beside what the broker keeps in the file', () => {
    write({ devices: [entry('tk001', KEY.toUpperCase())], services: [{ name: 'cloud', role: 'cloud' }] })
    const register = new DeviceRegisterFile({ path, log })
    expect(register.publicKeyOf('tk001')).toBe(KEY)
    expect(register.publicKeyOf('tk002')).toBeUndefined()
    expect(register.list()).toEqual([{ device: 'tk001', publicKey: KEY }])
  })

  it('sees a change at the next question', () => {
    write({ devices: [entry('tk001')] })
    const register = new DeviceRegisterFile({ path, log })
    write({ devices: [entry('tk002')] })
    expect(register.list().map(({ device }) => device)).toEqual(['tk002'])
  })

  it('keeps the last good state while the file is unusable, and says so once', () => {
    write({ devices: [entry('tk001')] })
    const register = new DeviceRegisterFile({ path, log })
    for (const broken of ['{', { devices: [entry('TK 1')] }, { devices: [entry('tk001'), entry('tk001')] }]) {
      lines = []
      write(broken)
      expect(register.publicKeyOf('tk001')).toBe(KEY)
      expect(register.publicKeyOf('tk001')).toBe(KEY)
      expect(lines).toEqual(['register of devices refused, the last good one stays in force'])
    }
    rmSync(path)
    symlinkSync(path, path)
    expect(register.publicKeyOf('tk001')).toBe(KEY)
    rmSync(path)
    expect(register.publicKeyOf('tk001')).toBe(KEY)
    write({ devices: [] })
    expect(register.publicKeyOf('tk001')).toBeUndefined()
  })

  it('refuses to begin without a usable file, naming what is wrong', () => {
    expect(() => new DeviceRegisterFile({ path, log })).toThrow('ENOENT')
    write({ devices: [entry('tk001', '04ab')] })
    expect(() => new DeviceRegisterFile({ path, log })).toThrow(
      'devices.0.publicKey: must be an uncompressed SM2 point: 04 and 128 hex digits',
    )
  })
})
