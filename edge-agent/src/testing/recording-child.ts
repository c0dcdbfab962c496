import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { fromHex } from '@coldrx/protocol'
import { openRecorder } from '../recorder/recorder.ts'
import { BOOT_WALL_MS, entryAt, recorderSettings, SAMPLE_INTERVAL_MS } from './recorder-fixture.ts'

/*
 * Records as fast as it can until it is killed. Each line on stdout says what is owed from then on: it is written when
 * the commit has been reported, before the next entry is handed over.
 */

const [directory, privateKey, publicKey] = process.argv.slice(2)
if (directory === undefined || privateKey === undefined || publicKey === undefined) throw new Error('three arguments')

const recorder = await openRecorder(
  recorderSettings(directory, {
    key: { privateKey: fromHex(privateKey), publicKey: fromHex(publicKey) },
    // frames close and seals are made all the time, so that kills hit them too
    frameIntervalMs: 4 * SAMPLE_INTERVAL_MS,
    sealIntervalMs: 40 * SAMPLE_INTERVAL_MS,
  }),
)
writeSync(1, `boot ${recorder.opened?.boot}\n`)
for (let at = 1; ; at++) {
  await recorder.record(entryAt(at * SAMPLE_INTERVAL_MS, { prompt: at % 7 === 0 }))
  writeSync(1, `${at}\n`)
  if (at % 5 === 0) {
    const id = `document-${recorder.opened?.boot}-${at}`
    const now = { monotonicMs: at * SAMPLE_INTERVAL_MS, wallMs: BOOT_WALL_MS, clock: 'rtc' as const }
    await recorder.keepDocument(
      { id, kind: 'handover', salt: randomBytes(16), bytes: Buffer.from(`{"at":${at}}`) },
      now,
    )
    writeSync(1, `document ${id}\n`)
  }
}
