import type { CommandIo } from '../command-line/command.ts'

/** What a command says, kept. */
export function recordedIo() {
  const said = { out: '', err: '' }
  const io: CommandIo = {
    env: { LANG: 'en_GB.UTF-8' },
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += text
    },
    taken: () => Promise.resolve(),
  }
  return { io, said }
}
