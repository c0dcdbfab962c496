import { createHash } from 'node:crypto'
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LIMITS } from '@coldrx/protocol'
import { describe, expect, test } from 'vitest'
import { SILENT_LOG } from '../buses/line.ts'
import { temporaryDirectory } from '../testing/recorder-fixture.ts'
import { firstInstallation, keyPair, packRelease } from '../testing/small-release.ts'
import { installRelease } from './install-release.ts'
import type { Installation, OwnPlace } from './installation.ts'
import { openOrderedUpdate, type UpdateEvent } from './ordered-update.ts'
import { openReleaseFile } from './release-file.ts'

const key = keyPair()
const needs = { reads: true, cloud: true }
const machine = { platform: process.platform, arch: process.arch }
const idOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Larger than one part, and not a whole number of them. */
const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(3 * LIMITS.releasePartBytes - 9)])

/** An agent's updates with a cloud that answers at once, as long as it is `there`. */
function truck({
  installation = firstInstallation(),
  directory = temporaryDirectory(),
  trusted = key.publicKeyPem,
}: {
  readonly installation?: Installation
  readonly directory?: string
  readonly trusted?: string
} = {}) {
  const clock = { nowMs: 0 }
  const files = new Map<string, Buffer>()
  const asked: number[] = []
  const events: UpdateEvent[] = []
  const reports: unknown[] = []
  const cloud = { there: true, answers: true }
  const host = {
    isIdle: true,
    needs,
    ask({ release, offset }: { release: string; offset: number }) {
      if (!cloud.there) return false
      asked.push(offset)
      const bytes = files.get(release)?.subarray(offset, offset + LIMITS.releasePartBytes)
      if (bytes === undefined || !cloud.answers) return true
      const part = { v: 1, release, offset, content: bytes.toString('base64') } as const
      setImmediate(() => updates.takePart(part))
      return true
    },
    record: (event: UpdateEvent) => {
      events.push(event)
      return Promise.resolve()
    },
    report: () => void reports.push(updates.reported.order),
  }
  const place: { now: OwnPlace | null } = { now: { installation, isOnTrial: false } }
  const updates = openOrderedUpdate({
    ...{ directory, machine, host, log: SILENT_LOG, monotonicNowMs: () => clock.nowMs, place: () => place.now },
    install: async (file, gate) => {
      const release = await openReleaseFile(file, [trusted])
      await installRelease({
        ...{ installation, release, machine: process, trial: { gateMs: 60_000, steadyMs: 1_000, needs: gate } },
      })
    },
  })
  async function lookUntil(state: string): Promise<void> {
    await expect
      .poll(
        async () => {
          updates.look()
          await updates.settled()
          return updates.reported.order?.state
        },
        { timeout: 60_000, interval: 5 },
      )
      .toBe(state)
  }
  /** Orders the file under a version, which need not be its own. */
  function order(number: number, bytes: Buffer, version = '0.2.0'): string {
    const id = idOf(bytes)
    files.set(id, bytes)
    updates.take({ type: 'update', order: number, release: { id, version, sizeBytes: bytes.length } })
    return id
  }
  return {
    installation,
    directory,
    clock,
    asked,
    events,
    reports,
    cloud,
    host,
    place,
    updates,
    files,
    lookUntil,
    order,
  }
}

const releaseBytes = async (about: Partial<Parameters<typeof packRelease>[0]> = {}): Promise<Buffer> =>
  readFileSync(await packRelease({ ...key, ...about }))

describe('an ordered release', () => {
  test('is fetched, installed while the truck is idle, and its outcome told once', async () => {
    const own = truck()
    own.host.isIdle = false
    own.order(1, await releaseBytes())
    await own.lookUntil('waiting')
    own.updates.look()
    await own.updates.settled()
    expect(own.installation.trial).toBeNull()

    own.host.isIdle = true
    await own.lookUntil('trying')
    expect(own.installation.trial).toMatchObject({ slot: 'a', version: '0.2.0', from: '0.1.0', needs })
    const { slot, version, id, from } = own.installation.trial ?? { slot: '', version: '' }
    own.installation.switchTo(slot)
    own.installation.writeState({ phase: 'kept', ...(id && { id }), ...(from && { from }), slot, version })

    // the new release finds what the one before wrote
    const next = truck({ installation: own.installation, directory: own.directory })
    expect(next.updates.reported.order).toEqual({ number: 1, state: 'trying' })
    await next.lookUntil('kept')
    next.updates.look()
    await next.updates.settled()
    expect(next.events).toEqual([{ code: 'updated', detail: { from: '0.1.0', to: '0.2.0' } }])
    expect(existsSync(join(own.directory, 'release.part'))).toBe(false)
    expect(truck({ installation: own.installation, directory: own.directory }).updates.reported.order?.state).toBe(
      'kept',
    )
  })

  test('goes on where it was after links, restarts and a cut in the middle of a part', async () => {
    const bytes = padded(await releaseBytes())
    const own = truck()
    const id = own.order(1, bytes)
    own.cloud.answers = false
    own.updates.look()
    await own.updates.settled()
    expect(own.asked).toEqual([0])
    // nothing comes: it asks again when it is due, or the link is new
    own.updates.look()
    await own.updates.settled()
    expect(own.asked).toEqual([0])
    own.clock.nowMs += 60_000
    own.updates.look()
    await own.updates.settled()
    own.updates.linkIsNew()
    own.updates.look()
    await own.updates.settled()
    expect(own.asked).toEqual([0, 0, 0])
    const part = bytes.subarray(0, LIMITS.releasePartBytes)
    own.updates.takePart({ v: 1, release: id, offset: 0, content: part.toString('base64') })
    // twice, too late, of another release: none of these is written
    own.updates.takePart({ v: 1, release: id, offset: 0, content: part.toString('base64') })
    own.updates.takePart({ v: 1, release: idOf(part), offset: LIMITS.releasePartBytes, content: 'eA==' })
    own.updates.takePart({ v: 1, release: id, offset: LIMITS.releasePartBytes, content: 'eA==' })
    await own.updates.settled()
    expect(readFileSync(join(own.directory, 'release.part'))).toEqual(part)

    writeFileSync(join(own.directory, 'release.part'), Buffer.concat([part, Buffer.from('half of the nex')]))
    const again = truck({ directory: own.directory, installation: own.installation })
    again.host.isIdle = false
    again.files.set(id, bytes)
    await again.lookUntil('waiting')
    expect(again.asked).toEqual([1, 2, 3].map((n) => n * LIMITS.releasePartBytes).slice(0, again.asked.length))
    expect(again.asked[0]).toBe(LIMITS.releasePartBytes)
  })

  test('is fetched anew where a power cut spoilt it, and refused where it never comes as ordered', async () => {
    const bytes = padded(await releaseBytes())
    const own = truck()
    own.host.isIdle = false
    writeFileSync(join(own.directory, 'release.part'), Buffer.alloc(bytes.length))
    const id = own.order(1, bytes)
    // what lay there before was none of it
    expect(existsSync(join(own.directory, 'release.part'))).toBe(false)
    writeFileSync(join(own.directory, 'release.part'), Buffer.alloc(bytes.length))
    await own.lookUntil('waiting')
    expect(own.asked[0]).toBe(0)
    expect(idOf(readFileSync(join(own.directory, 'release.part')))).toBe(id)

    const wrong = Buffer.from(bytes)
    wrong[100] = (wrong[100] ?? 0) ^ 1
    own.order(2, bytes)
    own.files.set(id, wrong)
    truncateSync(join(own.directory, 'release.part'), 0)
    await own.lookUntil('refused')
    expect(own.events).toMatchObject([{ code: 'update-refused', detail: { order: 2, version: '0.2.0' } }])
    expect(own.updates.reported.order?.problem).toContain('not what was ordered')
  })

  test('that no trusted key has signed is refused, told in frames, and leaves nothing', async () => {
    const own = truck({ trusted: keyPair().publicKeyPem })
    own.order(1, await releaseBytes())
    await own.lookUntil('refused')
    expect(own.updates.reported).toMatchObject({
      ...machine,
      order: { number: 1, problem: expect.stringContaining('fits none of the keys') as string },
    })
    expect(own.events).toMatchObject([{ code: 'update-refused', detail: { version: '0.2.0' } }])
    expect([own.installation.trial, existsSync(join(own.directory, 'release.part'))]).toEqual([null, false])
  })

  test('that is older is refused before a byte is fetched; the one that runs is kept as it is', async () => {
    const own = truck()
    own.order(1, await releaseBytes({ version: '0.0.9' }), '0.0.9')
    await own.lookUntil('refused')
    expect(own.asked).toEqual([])
    expect(own.updates.reported.order?.problem).toContain('older than 0.1.0')
    own.order(2, await releaseBytes({ version: '0.1.0' }), '0.1.0')
    expect(own.updates.reported.order).toEqual({ number: 2, state: 'kept' })
    expect(own.asked).toEqual([])
  })

  test('whose file is older than the order says is refused by its signed manifest', async () => {
    const own = truck()
    own.order(1, await releaseBytes({ version: '0.0.9' }), '0.3.0')
    await own.lookUntil('refused')
    expect(own.updates.reported.order?.problem).toContain('0.0.9 is older than 0.1.0')
  })

  test('is let be when it is called off; orders of before count no more', async () => {
    const bytes = await releaseBytes()
    const own = truck()
    own.cloud.there = false
    own.order(3, bytes)
    own.updates.take({ type: 'update', order: 4, release: null })
    own.order(3, bytes)
    own.cloud.there = true
    own.updates.look()
    await own.updates.settled()
    expect(own.updates.reported.order).toEqual({ number: 4, state: 'dropped' })
    expect(own.asked).toEqual([])
  })

  test('cannot be followed by a program that lies in no such folder, and it says so', async () => {
    const own = truck()
    own.place.now = null
    own.order(1, await releaseBytes())
    expect(own.updates.reported.order).toMatchObject({ state: 'refused', problem: expect.stringContaining('by hand') })
  })
})

test('what was taken back is told with its reason, an attempt by hand as well', async () => {
  const own = truck()
  const attempt = { slot: 'a', version: '0.2.0', from: '0.1.0' }
  const problem = 'within 60 s it did not reach the cloud, and the release before did'
  own.installation.writeState({ phase: 'taken-back', id: 'one', ...attempt, problem })
  own.updates.look()
  await own.updates.settled()
  expect(own.events).toEqual([{ code: 'update-taken-back', detail: { version: '0.2.0', stays: '0.1.0', problem } }])
  own.order(1, await releaseBytes())
  await own.lookUntil('trying')
  own.installation.writeState({ phase: 'taken-back', id: 'two', ...attempt, problem: 'it recorded nothing' })
  await own.lookUntil('taken-back')
  expect(own.updates.reported.order?.problem).toBe('it recorded nothing')
  expect(own.events).toHaveLength(2)
})

test('while nothing can be recorded the outcome waits to be told', async () => {
  const own = truck()
  own.installation.writeState({ phase: 'kept', id: 'one', slot: 'a', version: '0.1.0', from: '0.0.9' })
  const { record } = own.host
  own.host.record = () => Promise.reject(new Error('nothing can be recorded now'))
  own.updates.look()
  await own.updates.settled()
  own.host.record = record
  own.updates.look()
  await own.updates.settled()
  expect(own.events).toEqual([{ code: 'updated', detail: { from: '0.0.9', to: '0.1.0' } }])
})
