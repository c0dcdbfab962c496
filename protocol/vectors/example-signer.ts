import { concatBytes, fromHex, type Sm2KeyPair, sm3, toHex, toUtf8 } from '../src/index.ts'

/** The example key of GB/T 32918.5 annex A, printed in the standard: it protects nothing, its signatures prove nothing. */
export const STANDARD_KEY: Sm2KeyPair = {
  privateKey: fromHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'),
  publicKey: fromHex(
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  ),
}

export const USER_ID = '1234567812345678'

// the curve of GB/T 32918.5
const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const A = P - 3n
const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const GX = 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n
const GY = 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n

type Point = readonly [bigint, bigint] | undefined

const modulo = (value: bigint, modulus: bigint): bigint => ((value % modulus) + modulus) % modulus

function inverse(value: bigint, modulus: bigint): bigint {
  let [low, high, left, right] = [modulo(value, modulus), modulus, 1n, 0n]
  while (low > 1n) {
    const quotient = high / low
    ;[high, low, right, left] = [low, high - quotient * low, left, right - quotient * left]
  }
  return modulo(left, modulus)
}

function add(first: Point, second: Point): Point {
  if (first === undefined) return second
  if (second === undefined) return first
  const [x1, y1] = first
  const [x2, y2] = second
  if (x1 === x2 && y1 !== y2) return undefined
  const slope = x1 === x2 ? (3n * x1 * x1 + A) * inverse(2n * y1, P) : (y2 - y1) * inverse(x2 - x1, P)
  const x = modulo(slope * slope - x1 - x2, P)
  return [x, modulo(slope * (x1 - x) - y1, P)]
}

function multiply(scalar: bigint): [bigint, bigint] {
  let sum: Point
  let power: Point = [GX, GY]
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, power)
    power = add(power, power)
  }
  if (sum === undefined) throw new Error('the scalar is a multiple of the order of the curve')
  return [sum[0], sum[1]]
}

const toBytes = (value: bigint): Uint8Array => fromHex(value.toString(16).padStart(64, '0'))
const toBigInt = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`)

/** Z of GB/T 32918.2 §5.5: binds the user id, the curve and the key. */
export function userHash(publicKey: Uint8Array): Uint8Array {
  const id = toUtf8(USER_ID)
  const idBits = Uint8Array.of((id.length * 8) >> 8, (id.length * 8) & 255)
  return sm3(idBits, id, ...[A, B, GX, GY].map(toBytes), publicKey.subarray(1))
}

export function messageHash(publicKey: Uint8Array, message: Uint8Array): Uint8Array {
  return sm3(userHash(publicKey), message)
}

/** SM2 with a given k, so that the vectors are the same at each run. Never for a key that matters: one k twice gives it away. */
export function signWithNonce(key: Sm2KeyPair, message: Uint8Array, k: bigint): Uint8Array {
  const d = toBigInt(key.privateKey)
  const r = modulo(toBigInt(messageHash(key.publicKey, message)) + multiply(k)[0], N)
  const s = modulo(inverse(1n + d, N) * (k - r * d), N)
  return concatBytes(toBytes(r), toBytes(s))
}

export function signExample(message: Uint8Array): Uint8Array {
  const k = modulo(toBigInt(sm3(toUtf8('coldrx example nonce'), message)), N - 1n) + 1n
  return signWithNonce(STANDARD_KEY, message, k)
}
