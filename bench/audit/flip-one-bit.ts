import { open } from 'node:fs/promises'

const PIECE_BYTES = 8 * 1024 * 1024

/** Of the one place in the file where `text` stands: behind the back of triggers, program and database. */
export async function flipOneBit(path: string, text: string): Promise<void> {
  const wanted = Buffer.from(text)
  const file = await open(path, 'r+')
  try {
    const { size } = await file.stat()
    const piece = Buffer.alloc(PIECE_BYTES + wanted.length)
    for (let from = 0; from < size; from += PIECE_BYTES) {
      const { bytesRead } = await file.read(piece, 0, piece.length, from)
      const at = piece.subarray(0, bytesRead).indexOf(wanted)
      if (at < 0) continue
      const last = from + at + wanted.length - 1
      await file.write(Buffer.of((wanted.at(-1) ?? 0) ^ 1), 0, 1, last)
      return
    }
    throw new Error(`${text} does not stand in ${path}`)
  } finally {
    await file.close()
  }
}
