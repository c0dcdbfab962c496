import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sharedFile } from '../testing/shared-files.ts'
import { crc16, hasValidCrc, withCrc } from './crc16.ts'
import { createRequestReader } from './request-reader.ts'

const READ = Buffer.from('01040001000221cb'.slice(0, 12), 'hex')
const request = withCrc(READ)
const writeMany = withCrc(Buffer.from('0110010300020400010002', 'hex'))

test('CRC of the worked example in the standard', () => {
  expect(crc16(Buffer.from([0x02, 0x07]))).toBe(0x1241)
})

test('frames recorded elsewhere have the CRC that we compute', (context) => {
  const path = sharedFile('modbus/node-modbus-serial-rtu-test-frames.txt')
  if (path === undefined) return context.skip('recorded frames are not here')
  const frames = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => Buffer.from(line.split('\t')[0] ?? '', 'hex'))
  expect(frames).toHaveLength(19)
  for (const frame of frames) expect(hasValidCrc(frame)).toBe(true)
  const requests = frames.filter((frame) => frame.length === 8)
  const reader = createRequestReader()
  expect(reader.push(Buffer.concat(requests), 0)).toEqual(requests)
})

test('requests that arrive merged come out one by one', () => {
  const reader = createRequestReader()
  expect(reader.push(Buffer.concat([request, writeMany, request]), 0)).toEqual([request, writeMany, request])
})

test('a request that arrives byte by byte comes out whole', () => {
  const reader = createRequestReader()
  const out = [...writeMany].flatMap((byte, index) => reader.push(Buffer.from([byte]), index))
  expect(out).toEqual([writeMany])
})

test('noise before a request does not hide it', () => {
  const noises = ['00', 'ffff', '0110', '011000000001ff', '0104', 'a5a5a5a5a5a5a5a5a5']
  const heard = noises.map((noise) =>
    createRequestReader().push(Buffer.concat([Buffer.from(noise, 'hex'), request]), 0),
  )
  expect(heard).toEqual(noises.map(() => [request]))
})

test('half a request followed by silence is forgotten', () => {
  const reader = createRequestReader()
  expect(reader.push(request.subarray(0, 5), 0)).toEqual([])
  expect(reader.push(request, 500)).toEqual([request])
})

test('a damaged request is not answered, a later one is', () => {
  const damaged = Buffer.from(request)
  damaged.writeUInt8(damaged.readUInt8(3) ^ 1, 3)
  const reader = createRequestReader()
  expect(reader.push(damaged, 0)).toEqual([])
  expect(reader.push(request, 10)).toEqual([request])
})

test('endless noise is held in bounded memory', () => {
  const reader = createRequestReader()
  for (let round = 0; round < 5_000; round += 1) reader.push(Buffer.alloc(64, round & 0xff), round)
  expect(reader.push(request, 5_010).at(-1)).toEqual(request)
})
