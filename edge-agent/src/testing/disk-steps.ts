import { spawnSync } from 'node:child_process'
import { SILENT_LOG } from '../buses/line.ts'
import type { RecorderCore } from '../recorder/recorder-core.ts'
import { createRecording, type Recording } from '../recorder/recording.ts'
import { BOOT_WALL_MS, entryAt } from './recorder-fixture.ts'

/** @throws Error when it ends otherwise than by one of these codes */
export function command(words: readonly [string, ...string[]], codes: readonly number[] = [0]): void {
  const { status, stderr } = spawnSync(words[0], words.slice(1), { encoding: 'utf8' })
  if (status === null || !codes.includes(status)) throw new Error(`${words.join(' ')}: ${stderr}`)
}

/** The way of entries into whichever recorder there is at the moment. */
export function recordingInto(core: () => RecorderCore): Recording {
  return createRecording({
    recorder: { record: async (entry) => await Promise.resolve(core().record(entry)), opened: null, refusal: null },
    log: SILENT_LOG,
    onCommitted: () => undefined,
  })
}

/** Numbered entries, and how recording them went. */
export function diskSteps() {
  const told: { readonly name: string; readonly state: string; readonly problem: string | null }[] = []
  let entries = 0
  return {
    told,
    get entries() {
      return entries
    },
    /** Records three entries, and tells how that went. */
    step: async (name: string, recording: Recording): Promise<void> => {
      for (const last = entries + 3; entries < last; ) {
        entries++
        const atMs = entries * 1_000
        recording.add(entryAt(atMs, { temperature: entries, wallMs: BOOT_WALL_MS + atMs }))
        await recording.settled()
      }
      const { state, problem } = recording.state
      told.push({ name, state, problem })
    },
  }
}
