import { once } from 'node:events'
import { lstatSync, mkdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { z } from 'zod'
import { reasonOf, SimulatorError } from '../errors.ts'
import { runCommand } from './commands.ts'
import type { ControlledTruck } from './controlled-truck.ts'
import { readLines } from './json-lines.ts'
import { openSocketPath } from './socket-path.ts'

const request = z.strictObject({ command: z.array(z.string().max(200)).max(10) })

export type ControlServer = { readonly close: () => Promise<void> }

/**
 * Clears away what a simulator that was killed left behind. One that lives is not replaced: two would serve the same
 * truck, and each take the other's lines.
 */
export async function claimControlPath(path: string): Promise<void> {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return
  if (!found.isSocket())
    throw new SimulatorError(`control socket ${path}: there is something else, which would be replaced`)
  if (await isServed(path))
    throw new SimulatorError(`control socket ${path}: another simulator is already running this truck`)
  rmSync(path, { force: true })
}

async function isServed(path: string): Promise<boolean> {
  const { address, close } = openSocketPath(path)
  return await new Promise((resolve) => {
    const socket = connect(address)
    socket.on('error', () => resolve(false))
    socket.on('connect', () => {
      resolve(true)
      socket.destroy()
    })
    socket.on('close', close)
  })
}

/** Commands over a unix socket, one JSON line each way: `{"command":["p1","silent"]}` → `{"ok":true,"at":…}`. */
export async function openControlServer({
  path,
  truck,
}: {
  path: string
  truck: ControlledTruck
}): Promise<ControlServer> {
  mkdirSync(dirname(path), { recursive: true })
  const { address, close: closePath } = openSocketPath(path)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    readLines(socket, (line) => socket.write(`${JSON.stringify(answer(truck, line))}\n`))
  })
  server.listen(address)
  try {
    await once(server, 'listening')
  } catch (error) {
    closePath()
    throw new SimulatorError(`control socket ${path}: ${reasonOf(error)}`)
  }
  return {
    async close() {
      if (!server.listening) return
      const gone = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await gone
      closePath()
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
