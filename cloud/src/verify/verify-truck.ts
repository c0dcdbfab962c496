import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sm3, toHex } from '@coldrx/protocol'
import type { FrameReader } from '../frames/frame-log.ts'
import type { Findings } from './findings.ts'
import { RecorderFile } from './truck-files.ts'

/** Owed = committed in the truck's SQLite. Each frame there is in the cloud, once, with the same bytes. */
export async function verifyOwed({
  directory,
  device,
  frames,
  findings,
}: {
  readonly directory: string
  readonly device: string
  readonly frames: FrameReader
  readonly findings: Findings
}): Promise<void> {
  if (!existsSync(join(directory, 'agent', 'recorder.db'))) {
    findings.fault({ check: 'owed', device, problem: `${directory} has no agent/recorder.db` })
    return
  }
  const recorder = new RecorderFile(directory)
  try {
    findings.count("frames of the trucks' own SQLite, each in the cloud once", 0)
    for (const { epoch, n, bytes } of recorder.frames()) {
      findings.count("frames of the trucks' own SQLite, each in the cloud once")
      const stored = await frames.readFrame(device, epoch, n)
      const expected = toHex(sm3(bytes))
      if (stored === undefined) {
        findings.fault({ check: 'owed', device, epoch, n, problem: 'the truck has it, the cloud does not', expected })
      } else if (Buffer.compare(stored.bytes, bytes) !== 0) {
        const found = toHex(sm3(stored.bytes))
        findings.fault({
          check: 'owed',
          device,
          epoch,
          n,
          problem: 'truck and cloud have other bytes',
          expected,
          found,
        })
      }
    }
    findings.count('rows on trucks that are in no frame yet', recorder.pendingRows())
    for (const { epoch, through } of recorder.acknowledged()) {
      findings.count("acknowledgements that trucks hold, no further than the cloud's log")
      const [first] = await frames.numbers(device, epoch)
      const committed = first?.[0] === 0 ? first[1] : -1
      if (through <= committed) continue
      const problem = 'more was acknowledged than is committed'
      findings.fault({ check: 'acks', device, epoch, problem, expected: `at most ${committed}`, found: `${through}` })
    }
  } finally {
    recorder.close()
  }
}
