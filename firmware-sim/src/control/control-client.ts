import { connect } from 'node:net'
import { z } from 'zod'
import { reasonOf, SimulatorError } from '../errors.ts'
import { readLines } from './json-lines.ts'
import { openSocketPath } from './socket-path.ts'

const reply = z.union([
  z.object({
    ok: z.literal(true),
    at: z.number(),
    faults: z.array(z.object({ target: z.string(), fault: z.looseObject({ kind: z.string() }) })),
  }),
  z.object({ ok: z.literal(false), error: z.string() }),
])

export type ControlReply = Extract<z.infer<typeof reply>, { ok: true }>

/** Sends one command to a running simulator; `at` is the wall time from which it counts. */
export async function sendCommand(path: string, command: readonly string[]): Promise<ControlReply> {
  const line = await ask(path, `${JSON.stringify({ command })}\n`)
  const answer = reply.parse(JSON.parse(line))
  if (!answer.ok) throw new SimulatorError(answer.error)
  return answer
}

async function ask(path: string, request: string): Promise<string> {
  try {
    const { address, close } = openSocketPath(path)
    return await new Promise<string>((resolve, reject) => {
      const socket = connect(address)
      socket.on('error', reject)
      socket.on('close', () => {
        close()
        reject(new Error('closed without an answer'))
      })
      readLines(socket, (text) => {
        resolve(text)
        socket.destroy()
      })
      socket.write(request)
    })
  } catch (error) {
    throw error instanceof SimulatorError ? error : new SimulatorError(`control socket ${path}: ${reasonOf(error)}`)
  }
}
