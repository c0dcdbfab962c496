import { openLine } from '../buses/open-line.ts'
import { gnssCommand } from './gnss-command.ts'

/** The tool on this process's own terminal. @returns exit code */
export async function runGnssTool(args: readonly string[]): Promise<number> {
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  // whoever reads may have seen enough: `| head`
  process.stdout.on('error', () => process.exit(0))
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return gnssCommand(args, {
    language: /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'zh' : 'en',
    output: {
      say: (text) => new Promise((resolve) => void process.stdout.write(text, () => resolve())),
      note: (line) => void process.stderr.write(`${line}\n`),
    },
    openLine,
    nowMs: () => performance.now(),
    wallNowMs: Date.now,
    signal: stopping.signal,
  })
}
