import { createConnection } from 'node:net'
import { createInterface } from 'node:readline'

/** Forces a probe's temperature over the simulator's control socket; gives the wall time from which it is served. */
export async function forceProbe(socketPath: string, probe: string, temperatureCelsius: number): Promise<number> {
  const socket = createConnection(socketPath)
  try {
    socket.write(`${JSON.stringify({ command: 'value', target: probe, value: temperatureCelsius })}\n`)
    for await (const line of createInterface({ input: socket })) {
      const reply = JSON.parse(line) as { ok: boolean; effectiveMs?: number; error?: string }
      if (!reply.ok || reply.effectiveMs === undefined) throw new Error(`${probe}: ${reply.error ?? 'no effectiveMs'}`)
      return reply.effectiveMs
    }
    throw new Error('the simulator closed the control socket without an answer')
  } finally {
    socket.destroy()
  }
}
