import type { ByteLine } from '../buses/line.ts'
import { wait } from '../buses/wait.ts'

export interface AtAnswer {
  readonly end: 'ok' | 'prompt' | 'error' | 'timeout'
  /** what came before the end, without the echo */
  readonly lines: readonly string[]
  /** of an error: `+CMS ERROR: 38` */
  readonly error: string | null
}

/** A modem says no more than this in one line; what is longer is noise. */
const LONGEST_LINE = 512
const SILENCE_MS = 300
const MOST_SILENCE_WAITS = 10
const END_OF_MESSAGE = '\u001a'
const ESCAPE = '\u001b'

/** One command at a time, each ended by OK, an error, the prompt for a text, or its time. */
export class AtDialogue {
  readonly #line: () => ByteLine | null
  #text = ''
  #bytes = 0
  #waiting: { lines: string[]; echo: string; wantsPrompt: boolean; settle: (answer: AtAnswer) => void } | null = null

  constructor(line: () => ByteLine | null) {
    this.#line = line
  }

  receive(bytes: Uint8Array): void {
    this.#bytes += bytes.length
    this.#text = (this.#text + Buffer.from(bytes).toString('latin1')).slice(-4 * LONGEST_LINE)
    for (let end = this.#text.search(/[\r\n]/); end >= 0; end = this.#text.search(/[\r\n]/)) {
      const line = this.#text.slice(0, end).trim()
      this.#text = this.#text.slice(end + 1)
      if (line !== '') this.#hear(line)
    }
    // the prompt is the only thing that no line end follows
    if (this.#waiting?.wantsPrompt === true && /^\s*>/.test(this.#text)) {
      this.#text = ''
      this.#end({ end: 'prompt', error: null })
    }
  }

  /** @param wantsPrompt whether the modem is to ask for a text */
  async ask(
    command: string,
    { timeoutMs, signal, wantsPrompt = false }: { timeoutMs: number; signal: AbortSignal; wantsPrompt?: boolean },
  ): Promise<AtAnswer> {
    return await this.#exchange({ bytes: `${command}\r`, echo: command, wantsPrompt, timeoutMs, signal })
  }

  async sendText(text: string, { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal }): Promise<AtAnswer> {
    return await this.#exchange({
      bytes: `${text}${END_OF_MESSAGE}`,
      echo: text,
      wantsPrompt: false,
      timeoutMs,
      signal,
    })
  }

  /** Leaves the prompt, wherever the modem stands. */
  escape(): void {
    this.#line()?.write(Buffer.from(ESCAPE, 'latin1'))
  }

  /** Lets answers to what is given up come in and be forgotten: taken for the next one's, all that follow would be off by one. */
  async fallSilent(signal: AbortSignal): Promise<void> {
    for (let waits = 0; waits < MOST_SILENCE_WAITS && !signal.aborted; waits++) {
      const before = this.#bytes
      await wait(SILENCE_MS, signal)
      if (this.#bytes === before) return
    }
  }

  async #exchange({
    bytes,
    echo,
    wantsPrompt,
    timeoutMs,
    signal,
  }: {
    bytes: string
    echo: string
    wantsPrompt: boolean
    timeoutMs: number
    signal: AbortSignal
  }): Promise<AtAnswer> {
    const line = this.#line()
    if (line === null || signal.aborted) return { end: 'timeout', lines: [], error: null }
    this.#text = ''
    const settled = new AbortController()
    const answered = new Promise<AtAnswer>((settle) => {
      this.#waiting = { lines: [], echo, wantsPrompt, settle }
    }).finally(() => settled.abort())
    line.write(Buffer.from(bytes, 'latin1'))
    const inTime = wait(timeoutMs, AbortSignal.any([settled.signal, signal])).then(() => null)
    const answer = await Promise.race([answered, inTime])
    const heard = this.#waiting?.lines ?? []
    this.#waiting = null
    return answer ?? { end: 'timeout', lines: heard, error: null }
  }

  #hear(line: string): void {
    const waiting = this.#waiting
    // what comes unasked (RING, +CMTI, a change of cell) answers nothing
    if (waiting === null || line === waiting.echo) return
    if (line === 'OK') this.#end({ end: 'ok', error: null })
    else if (line === 'ERROR' || /^\+CM[ES] ERROR/.test(line)) this.#end({ end: 'error', error: line })
    else waiting.lines.push(line.slice(0, LONGEST_LINE))
  }

  #end(end: Pick<AtAnswer, 'end' | 'error'>): void {
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.settle({ ...end, lines: waiting.lines })
  }
}
