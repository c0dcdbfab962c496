/** A world file, a command or an address that the simulator cannot serve; the text is meant for a person. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError'
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
