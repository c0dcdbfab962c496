import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPort } from '../testing/port.ts'
import { waitFor } from '../testing/wait.ts'
import type { Line } from './line.ts'
import { openPtyLine } from './pty-line.ts'

/** All that a terminal in its usual state would change: newline, return, interrupt, end of file, XOFF, erase. */
const AWKWARD = Buffer.from([0x00, 0x0a, 0x0d, 0x03, 0x04, 0x13, 0x11, 0x7f, 0xff, 0x0d, 0x0a])

let directory = ''
let line: Line
let received = Buffer.alloc(0)

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'coldrx-line-'))
  received = Buffer.alloc(0)
  line = await openPtyLine({
    id: 'rs485-1',
    directory,
    onBytes: (bytes) => {
      received = Buffer.concat([received, bytes])
      line.write(bytes)
    },
  })
})

afterEach(async () => {
  await line.close()
  rmSync(directory, { recursive: true, force: true })
})

test('serialport opens it, closes it and opens it again, and every byte passes unchanged', async () => {
  for (let round = 0; round < 4; round += 1) {
    const port = await openPort(line.address)
    await port.write(AWKWARD)
    expect(await port.hear(AWKWARD.length)).toEqual(AWKWARD)
    await port.close()
  }
  expect(received).toEqual(Buffer.concat([AWKWARD, AWKWARD, AWKWARD, AWKWARD]))
})

test('what nobody reads is dropped, and the next reader hears only what is sent from then on', async () => {
  const flood = Buffer.alloc(1024, 0x41)
  for (let kilobyte = 0; kilobyte < 1024; kilobyte += 1) line.write(flood)
  const port = await openPort(line.address)
  await port.write(AWKWARD)
  expect(await port.hear(AWKWARD.length)).toEqual(AWKWARD)
  await port.close()
})

test('a master that is killed in the middle of a request changes nothing for the next one', async () => {
  const script = `
    const { SerialPort } = require('serialport')
    const port = new SerialPort({ path: process.argv[1], baudRate: 9600 })
    port.on('open', () => setInterval(() => port.write(Buffer.alloc(64, 0x55)), 1))`
  for (let round = 0; round < 2; round += 1) {
    const before = received.length
    const child = spawn(process.execPath, ['-e', script, line.address], { cwd: import.meta.dirname, stdio: 'ignore' })
    await waitFor(() => received.length > before + 200)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const port = await openPort(line.address)
    await port.write(AWKWARD)
    // Replies to the dead master may still be under way before ours.
    const heard = await waitFor(() => port.heard().includes(AWKWARD) && port.heard())
    expect(heard.subarray(-AWKWARD.length)).toEqual(AWKWARD)
    await port.close()
  }
})

test('close gives every descriptor back', async (context) => {
  if (!existsSync('/proc/self/fd')) return context.skip('descriptors are counted in /proc')
  const openFds = (): number => readdirSync('/proc/self/fd').length
  const before = openFds()
  for (let round = 0; round < 5; round += 1) {
    const other = await openPtyLine({ id: 'gnss', directory, onBytes: () => undefined })
    expect(openFds()).toBeGreaterThan(before)
    await other.close()
  }
  expect(openFds()).toBe(before)
})

test('close takes the link away and may be called again', async () => {
  const target = readlinkSync(line.address)
  await line.close()
  await line.close()
  expect(existsSync(line.address)).toBe(false)
  expect(existsSync(target)).toBe(false)
  line.write(AWKWARD)
})

test('a link left behind by a killed simulator is replaced', async () => {
  const second = await openPtyLine({ id: 'rs485-1', directory, onBytes: () => undefined })
  expect(readlinkSync(second.address)).not.toBe('')
  await line.close()
  // The first line's close must not take the link of its successor.
  expect(existsSync(second.address)).toBe(true)
  await second.close()
})
