import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { z } from 'zod'
import { reasonOf, SimulatorError } from '../errors.ts'
import { runCommand } from './commands.ts'
import type { ControlledTruck } from './controlled-truck.ts'
import { readLines } from './json-lines.ts'

const request = z.strictObject({ command: z.array(z.string().max(200)).max(10) })

export type ControlServer = { readonly close: () => Promise<void> }

/** Commands over a unix socket, one JSON line each way: `{"command":["p1","silent"]}` → `{"ok":true,"at":…}`. */
export async function openControlServer({
  path,
  truck,
}: {
  path: string
  truck: ControlledTruck
}): Promise<ControlServer> {
  mkdirSync(dirname(path), { recursive: true })
  // Left behind by a simulator that was killed; a live one holds the truck's ptys anyway.
  rmSync(path, { force: true })
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    readLines(socket, (line) => socket.write(`${JSON.stringify(answer(truck, line))}\n`))
  })
  server.listen(path)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new SimulatorError(`control socket ${path}: ${reasonOf(error)}`)
  }
  return {
    async close() {
      if (!server.listening) return
      const gone = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await gone
    },
  }
}

function answer(truck: ControlledTruck, line: string): object {
  try {
    const parsed = request.safeParse(JSON.parse(line))
    if (!parsed.success) return { ok: false, error: 'expected {"command":["TARGET","WORD",…]}' }
    return { ok: true, ...runCommand(truck, parsed.data.command, Date.now()) }
  } catch (error) {
    if (error instanceof SimulatorError) return { ok: false, error: error.message }
    if (error instanceof SyntaxError) return { ok: false, error: 'not a JSON line' }
    throw error
  }
}
