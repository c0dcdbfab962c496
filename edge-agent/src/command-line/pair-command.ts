import { networkInterfaces } from 'node:os'
import { forgetScreens, makePin, needsPairing, pairedScreens } from '../cab/pairing.ts'
import { readConfigFile } from '../config.ts'
import type { Command } from './command.ts'
import { chooseLanguage } from './language.ts'
import { parseOptions } from './options.ts'
import type { Text } from './text.ts'
import { UsageError } from './usage-error.ts'

const MINUTE_MS = 60_000

/** Shows a PIN by which a screen on the truck's network is paired with the running agent. */
export const pairCommand: Command = {
  usage: ['pair --config FILE [--forget] [--language zh|en]'],
  run(args, { out, env }) {
    const options = parseOptions(args, {
      config: { type: 'string' },
      forget: { type: 'boolean' },
      language: { type: 'string' },
    })
    if (options.config === undefined) return Promise.reject(new UsageError('pair needs --config FILE'))
    const language = chooseLanguage(options.language, env)
    const { directory, cab } = readConfigFile(options.config)
    const say = (text: Text): void => out(`${text[language]}\n`)
    if (options.forget === true) {
      const { length } = pairedScreens(directory)
      forgetScreens(directory)
      say({ zh: `已取消 ${length} 个屏的配对`, en: `${length} screens are no longer paired` })
      return Promise.resolve(0)
    }
    const { pin, validMs } = makePin({ directory, nowMs: Date.now() })
    const minutes = Math.round(validMs / MINUTE_MS)
    say({
      zh: `配对码 ${pin}（${minutes} 分钟内有效，只能用于一个屏）`,
      en: `PIN ${pin} (good for ${minutes} minutes, for one screen)`,
    })
    for (const address of addressesOf(cab)) say({ zh: `在屏上打开 ${address}`, en: `On the screen open ${address}` })
    if (!needsPairing(cab)) {
      say({
        zh: `注意：agent.json 的 cab.host 为 ${cab.host}，其他屏无法连接`,
        en: `Note: cab.host in agent.json is ${cab.host}, which no other screen reaches`,
      })
    }
    return Promise.resolve(0)
  },
}

function addressesOf({ host, port }: { readonly host: string; readonly port: number }): string[] {
  if (port === 0) return []
  if (host !== '0.0.0.0') return [`http://${host}:${port}`]
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `http://${address}:${port}`)
}
