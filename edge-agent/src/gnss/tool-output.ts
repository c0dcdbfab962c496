/** Where a bench tool prints. */
export interface GnssToolOutput {
  /** what was asked for; resolves when there is room for more */
  say(text: string): Promise<void>
  /** one line about it, apart from what was asked for */
  note(line: string): void
}
