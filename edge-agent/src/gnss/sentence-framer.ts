/** NMEA 0183 allows 82; receivers with long fixes exceed it a little. */
const LONGEST_SENTENCE = 120

const DOLLAR = 0x24
const CARRIAGE_RETURN = 0x0d
const LINE_FEED = 0x0a

/**
 * Cuts raw bytes into NMEA sentences, `$` to before the line end. Binary protocols share the line with some receivers:
 * what is no printable ASCII, or grows too long, is skipped up to the next `$` and counted.
 */
export class SentenceFramer {
  #pending: number[] | null = null
  skippedBytes = 0

  /** @returns the sentences that end in these bytes; check sums are not looked at here */
  push(bytes: Uint8Array): string[] {
    const sentences: string[] = []
    for (const byte of bytes) {
      if (byte === DOLLAR) {
        this.#skip()
        this.#pending = [byte]
      } else if (byte === CARRIAGE_RETURN || byte === LINE_FEED) {
        if (this.#pending !== null) sentences.push(String.fromCharCode(...this.#pending))
        this.#pending = null
      } else if (this.#pending === null) {
        this.skippedBytes++
      } else if (byte < 0x20 || byte > 0x7e || this.#pending.length >= LONGEST_SENTENCE) {
        this.skippedBytes++
        this.#skip()
      } else {
        this.#pending.push(byte)
      }
    }
    return sentences
  }

  /** Forgets a sentence begun on a line that was lost. */
  reset(): void {
    this.#skip()
  }

  #skip(): void {
    this.skippedBytes += this.#pending?.length ?? 0
    this.#pending = null
  }
}
