import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BOOT_WALL_MS, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { createHostClock, readKernelSynchronised } from './host-clock.ts'

test('follows what the host says of its clock, asks once a minute, and believes nothing when it cannot be asked', async () => {
  const host = { ms: BOOT_WALL_MS, asked: 0, answer: (): Promise<boolean> => Promise.resolve(true) }
  const clock = createHostClock({
    nowMs: () => host.ms,
    readSynchronised: () => {
      host.asked++
      return host.answer()
    },
  })
  expect(clock.isSynchronised()).toBe(false)
  await expect.poll(() => clock.isSynchronised()).toBe(true)
  expect(host.asked).toBe(1)
  host.answer = () => Promise.reject(new Error('no such command'))
  host.ms += 59_999
  expect(clock.isSynchronised()).toBe(true)
  host.ms += 1
  await expect.poll(() => clock.isSynchronised()).toBe(false)
  expect(host.asked).toBe(2)
  // the clock may be set back by days
  host.answer = () => Promise.resolve(true)
  host.ms -= 86_400_000
  await expect.poll(() => clock.isSynchronised()).toBe(true)
})

test('reads what the system says', async () => {
  const command = join(temporaryDirectory(), 'timedatectl')
  const saying = async (script: string): Promise<boolean> => {
    writeFileSync(command, `#!/bin/sh\n${script}\n`)
    chmodSync(command, 0o700)
    return await readKernelSynchronised(command)
  }
  expect(await saying('echo yes')).toBe(true)
  expect(await saying('echo no')).toBe(false)
  expect(await saying('[ "$1 $2 $3" = "show --property=NTPSynchronized --value" ] && echo yes')).toBe(true)
  await expect(saying('exit 1')).rejects.toThrow('Command failed')
  await expect(readKernelSynchronised(`${command}-missing`)).rejects.toThrow('ENOENT')
})
