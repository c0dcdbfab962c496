import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { takeLock } from '../../start/running-lock.mjs'

function lockFile(): string {
  const data = mkdtempSync(join(tmpdir(), 'coldrx-lock-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  return join(data, 'running.pid')
}

test('one start at a time', () => {
  const file = lockFile()
  const release = takeLock({ file, data: 'here' })
  expect(() => takeLock({ file, data: 'here' })).toThrow(
    `ColdRx already runs with here (process ${process.pid}); stop it first or choose another --data.`,
  )
  release()
  takeLock({ file, data: 'here' })()
})

test('a lock that was left behind counts no more, even if somebody else has its process id today', () => {
  const file = lockFile()
  takeLock({ file, data: 'here' })
  const ours = readFileSync(file, 'utf8')
  for (const left of [ours.replace(/ .*/, ' an-earlier-boot 123'), '999999999 an-earlier-boot 123', '']) {
    writeFileSync(file, left)
    takeLock({ file, data: 'here' })
    expect(readFileSync(file, 'utf8')).toBe(ours)
  }
})
