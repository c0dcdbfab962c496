import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Log } from '../buses/line.ts'
import type { AgentConfig } from '../config.ts'
import type { CabActions } from './cab-actions.ts'
import type { CabFeed } from './cab-feed.ts'
import { type CabServer, startCabServer } from './cab-server.ts'
import type { PairingGuard } from './pairing-guard.ts'
import { readPortFile } from './port-file.ts'

/** The page in the cab is a help: an asset records and reports without it. */
export async function openCab({
  feed,
  cab: { pages, port, portFile, host },
  guard,
  actions,
  log,
}: {
  readonly feed: CabFeed
  readonly cab: AgentConfig['cab']
  readonly actions: CabActions
  readonly guard: PairingGuard | null
  readonly log: Log
}): Promise<CabServer | null> {
  let server: CabServer
  try {
    server = await startCabServer({
      feed,
      pages,
      actions,
      guard,
      host,
      port: portOfBefore({ port, portFile }),
      log,
    })
  } catch (error) {
    log.warn({ reason: String(error), port }, 'there is no cab page')
    return null
  }
  try {
    if (portFile !== undefined) {
      mkdirSync(dirname(portFile), { recursive: true })
      writeFileSync(portFile, `${server.port}\n`)
    }
  } catch (error) {
    log.warn({ reason: String(error), portFile }, 'the port of the cab page could not be written down')
  }
  return server
}

/** Where any port will do it is the one of before: the address that a kiosk or a technician knows outlives a restart. */
function portOfBefore({ port, portFile }: { readonly port: number; readonly portFile: string | undefined }): number {
  return port !== 0 ? port : (readPortFile(portFile) ?? 0)
}
