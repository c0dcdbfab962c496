/** A reader's place in what is told: in the journal, which all instances share, and in the connections of one process. */
export interface Cursor {
  readonly journal: string
  readonly sequence: number
  readonly process: string
  readonly connections: number
}

export function formatCursor({ journal, sequence, process, connections }: Cursor): string {
  return `${journal}.${sequence}.${process}.${connections}`
}

/** undefined: none of ours */
export function parseCursor(text: string): Cursor | undefined {
  const found = /^([0-9a-f]{12})\.(\d{1,15})\.([0-9a-f]{8})\.(\d{1,15})$/.exec(text)
  if (found === null) return undefined
  const [, journal = '', sequence, process = '', connections] = found
  return { journal, sequence: Number(sequence), process, connections: Number(connections) }
}
