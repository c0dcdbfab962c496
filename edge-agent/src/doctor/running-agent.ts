import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { MARKS } from '@coldrx/protocol'
import { z } from 'zod'
import { processesThatOpened } from '../buses/line-holder.ts'
import { readPortFile } from '../cab/port-file.ts'
import type { AgentConfig } from '../config.ts'
import { RECORDER_FILE } from '../recorder/recorder-file.ts'

const ANSWER_MS = 3_000

/** What doctor needs of `GET /api/cab`. */
const cabSchema = z.object({
  device: z.string(),
  network: z.object({ state: z.string(), since: z.string() }),
  recording: z.object({
    state: z.enum(['ok', 'fault']),
    lastRecordedAt: z.string().nullable(),
    problem: z.string().nullable(),
  }),
  positionMark: z.enum(MARKS),
  alarms: z.object({
    sms: z.object({ waiting: z.number(), sent: z.number(), problem: z.string().nullable() }).nullable(),
  }),
  compartments: z.array(
    z.object({
      id: z.string(),
      probes: z.array(
        z.object({
          id: z.string(),
          temperatureCelsius: z.number().nullable(),
          humidityPercent: z.number().nullable(),
          mark: z.enum(MARKS),
        }),
      ),
    }),
  ),
})

export type CabAnswer = z.infer<typeof cabSchema>

export interface RunningAgent {
  /** null: somebody else's process, which only root sees */
  readonly pid: number | null
  /** null: it runs, and its page does not answer */
  readonly cab: CabAnswer | null
}

/** The agent of this configuration, if it runs on this machine: it has the recorder's file open, or answers as itself. */
export async function findRunningAgent({
  directory,
  device,
  cab: { port, portFile },
}: Pick<AgentConfig, 'directory' | 'device' | 'cab'>): Promise<RunningAgent | null> {
  const file = await realpath(join(directory, RECORDER_FILE)).catch(() => null)
  const [holder] = file === null ? [] : await processesThatOpened((link) => link === file)
  const cabPort = port !== 0 ? port : readPortFile(portFile)
  const cab = cabPort === null ? null : await askCab(cabPort)
  const ours = cab?.device === device ? cab : null
  return holder === undefined && ours === null ? null : { pid: holder?.pid ?? null, cab: ours }
}

async function askCab(port: number): Promise<CabAnswer | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/cab`, { signal: AbortSignal.timeout(ANSWER_MS) })
    return cabSchema.safeParse(await answer.json()).data ?? null
  } catch {
    return null
  }
}
