import { connect } from 'node:net'
import { z } from 'zod'
import { SimulatorError } from '../errors.ts'
import { readLines } from './json-lines.ts'

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
  const line = await new Promise<string>((resolve, reject) => {
    const socket = connect(path)
    const fail = (reason: string): void => reject(new SimulatorError(`control socket ${path}: ${reason}`))
    socket.on('error', (error) => fail(error.message))
    socket.on('close', () => fail('closed without an answer'))
    readLines(socket, (text) => {
      resolve(text)
      socket.destroy()
    })
    socket.write(`${JSON.stringify({ command })}\n`)
  })
  const answer = reply.parse(JSON.parse(line))
  if (!answer.ok) throw new SimulatorError(answer.error)
  return answer
}
