import { describe, expect, it } from 'vitest'
import { toHex } from './bytes.ts'
import { generateSm2KeyPair } from './crypto/sm2.ts'
import { certifyDevice, keyFingerprint, readDeviceCertificate } from './device-certificate.ts'
import { isEnrolmentProof, proveEnrolment } from './enrolment.ts'

const authority = generateSm2KeyPair()
const device = generateSm2KeyPair()
const statement = {
  v: 1,
  serial: '00112233445566778899aabbccddeeff',
  device: 'tk001',
  publicKey: toHex(device.publicKey),
  authority: keyFingerprint(authority.publicKey),
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2031-01-01T00:00:00Z',
} as const

describe('a device certificate', () => {
  it('says what its authority signed', () => {
    expect(readDeviceCertificate(authority.publicKey, certifyDevice(authority, statement))).toEqual(statement)
  })

  it('says nothing under another authority, or changed', () => {
    const certificate = certifyDevice(authority, statement)
    expect(readDeviceCertificate(device.publicKey, certificate)).toBeUndefined()
    const other = { ...certificate, statement: certificate.statement.replace('tk001', 'tk002') }
    expect(readDeviceCertificate(authority.publicKey, other)).toBeUndefined()
    expect(readDeviceCertificate(authority.publicKey, { ...certificate, signature: 'ab' })).toBeUndefined()
  })

  it('says nothing where it names another authority than its signer', () => {
    const certificate = certifyDevice(authority, { ...statement, authority: keyFingerprint(device.publicKey) })
    expect(readDeviceCertificate(authority.publicKey, certificate)).toBeUndefined()
  })
})

describe('the proof of an enrolment', () => {
  it('is of one key, device and code', () => {
    const about = { device: 'tk001', code: 'ABCD' }
    const proof = proveEnrolment(device, about)
    expect(isEnrolmentProof(device.publicKey, about, proof)).toBe(true)
    expect(isEnrolmentProof(authority.publicKey, about, proof)).toBe(false)
    expect(isEnrolmentProof(device.publicKey, { ...about, device: 'tk002' }, proof)).toBe(false)
    expect(isEnrolmentProof(device.publicKey, { ...about, code: 'ABCE' }, proof)).toBe(false)
  })
})
