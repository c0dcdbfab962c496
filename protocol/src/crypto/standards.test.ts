import { createCipheriv } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { messageHash, signWithNonce, userHash } from '../../vectors/example-signer.ts'
import { fromHex, toHex, toUtf8 } from '../bytes.ts'
import { readVectors } from '../testing/vectors.ts'
import { generateSm2KeyPair, sm2Sign, sm2Verify, sm2VerifyBySmCrypto } from './sm2.ts'
import { hmacSm3, sm3 } from './sm3.ts'
import { sm4Block, sm4CbcDecrypt, sm4CbcEncrypt } from './sm4.ts'

const hex = z
  .string()
  .regex(/^([0-9a-f]{2})*$/)
  .transform(fromHex)

const standards = readVectors(
  'standards.json',
  z.object({
    sm3: z.object({ cases: z.array(z.object({ text: z.string(), digest: z.string() })) }),
    hmacSm3: z.object({ cases: z.array(z.object({ text: z.string(), key: hex, mac: z.string() })) }),
    sm4Block: z.object({ key: hex, plain: hex, once: z.string(), millionTimes: z.string() }),
    sm4Cbc: z.object({ key: hex, iv: hex, text: z.string(), sealed: z.string() }),
    sm2: z.object({
      privateKey: hex,
      publicKey: hex,
      message: z.string(),
      z: z.string(),
      e: z.string(),
      k: z.string(),
      r: z.string(),
      s: z.string(),
    }),
  }),
)

describe('SM3', () => {
  test.each(standards.sm3.cases)('digest of "$text"', ({ text, digest }) => {
    expect(toHex(sm3(toUtf8(text)))).toBe(digest)
  })

  test('parts hash like the whole', () => {
    expect(sm3(toUtf8('a'), new Uint8Array(0), toUtf8('bc'))).toEqual(sm3(toUtf8('abc')))
  })

  test.each(standards.hmacSm3.cases)('HMAC of "$text"', ({ text, key, mac }) => {
    expect(toHex(hmacSm3(key, toUtf8(text)))).toBe(mac)
  })
})

describe('SM4', () => {
  const { key, plain, once, millionTimes } = standards.sm4Block

  test('one block', () => {
    expect(toHex(sm4Block(key, plain))).toBe(once)
  })

  test('a block a million times', () => {
    // one cipher for all rounds: making a million of them takes OpenSSL many times longer than the blocks
    const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false)
    let block: Uint8Array = plain
    for (let round = 0; round < 1_000_000; round++) block = cipher.update(block)
    expect(toHex(block)).toBe(millionTimes)
  })

  test('CBC with padding, there and back', () => {
    const { iv, text, sealed } = standards.sm4Cbc
    expect(toHex(sm4CbcEncrypt(standards.sm4Cbc.key, iv, toUtf8(text)))).toBe(sealed)
    expect(sm4CbcDecrypt(standards.sm4Cbc.key, iv, fromHex(sealed))).toEqual(Buffer.from(text))
    expect(() => sm4CbcDecrypt(standards.sm4Cbc.key, iv, fromHex(`${sealed.slice(0, -2)}ff`))).toThrow(/bad decrypt/)
  })
})

describe('SM2', () => {
  const { privateKey, publicKey, message, r, s } = standards.sm2
  const signature = fromHex(r + s)

  test('Z, e and the signature that the standard prints', () => {
    expect(toHex(userHash(publicKey))).toBe(standards.sm2.z)
    expect(toHex(messageHash(publicKey, toUtf8(message)))).toBe(standards.sm2.e)
    const nonce = BigInt(`0x${standards.sm2.k}`)
    expect(toHex(signWithNonce({ privateKey, publicKey }, toUtf8(message), nonce))).toBe(r + s)
  })

  test('both libraries take it, and nothing near it', () => {
    for (const verify of [sm2Verify, sm2VerifyBySmCrypto]) {
      expect(verify(publicKey, toUtf8(message), signature)).toBe(true)
      expect(verify(publicKey, toUtf8('message digesT'), signature)).toBe(false)
      for (const at of [0, 31, 32, 63]) {
        expect(
          verify(
            publicKey,
            toUtf8(message),
            signature.map((byte, index) => (index === at ? byte ^ 1 : byte)),
          ),
        ).toBe(false)
      }
    }
  })

  test('signatures and keys that are none do not verify', () => {
    const order = 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123'
    const zero = '0'.repeat(64)
    for (const pair of [zero + zero, r + zero, zero + s, order + s, r + order, 'ff'.repeat(64)]) {
      expect(sm2Verify(publicKey, toUtf8(message), fromHex(pair))).toBe(false)
    }
    expect(sm2Verify(publicKey, toUtf8(message), signature.subarray(0, 63))).toBe(false)
    expect(sm2Verify(publicKey.subarray(1), toUtf8(message), signature)).toBe(false)
    for (const key of [new Uint8Array(65), publicKey.with(64, 0), publicKey.with(0, 5), publicKey.with(0, 2)]) {
      expect(sm2Verify(key, toUtf8(message), signature)).toBe(false)
    }
  })

  test('what one library signs with a fresh key, both take', () => {
    const pair = generateSm2KeyPair()
    expect([pair.privateKey.length, pair.publicKey.length, pair.publicKey[0]]).toEqual([32, 65, 4])
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (signed) => {
        const fresh = sm2Sign(pair, signed)
        expect(fresh).toHaveLength(64)
        expect(sm2Verify(pair.publicKey, signed, fresh)).toBe(true)
        expect(sm2VerifyBySmCrypto(pair.publicKey, signed, fresh)).toBe(true)
        expect(sm2Verify(publicKey, signed, fresh)).toBe(false)
      }),
      { numRuns: 10 },
    )
  })

  test('generated keys are on the curve and differ', () => {
    const keys = Array.from({ length: 8 }, () => generateSm2KeyPair())
    expect(new Set(keys.map((pair) => toHex(pair.privateKey))).size).toBe(8)
    for (const pair of keys) expect(sm2Verify(pair.publicKey, toUtf8('x'), sm2Sign(pair, toUtf8('x')))).toBe(true)
  })
})
