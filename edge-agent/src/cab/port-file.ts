import { readFileSync } from 'node:fs'

/** The port that the cab's page was served at last; null: nobody wrote one down. */
export function readPortFile(portFile: string | undefined): number | null {
  if (portFile === undefined) return null
  try {
    const port = Number(readFileSync(portFile, 'utf8'))
    return Number.isInteger(port) && port > 0 && port <= 65_535 ? port : null
  } catch {
    return null
  }
}
