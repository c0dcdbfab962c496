/** Where a command says what it has to say. */
export interface CommandIo {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly out: (text: string) => void
  /** resolves when what was said by `out` has been taken: for what is too long to be held */
  readonly taken: () => Promise<void>
  err(text: string): void
}

export interface Command {
  /** one line a form, without the name of the program */
  readonly usage: readonly string[]
  /** @returns the exit code @throws UsageError, ConfigError, IdentityError */
  run(args: readonly string[], io: CommandIo): Promise<number>
}
