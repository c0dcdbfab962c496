import { readConfigFile } from '../config.ts'
import { enrol, enrolWithCode } from '../identity/enrol.ts'
import type { Command } from './command.ts'
import { parseOptions } from './options.ts'
import { UsageError } from './usage-error.ts'

export const enrolCommand: Command = {
  usage: ['enrol --config FILE [--code CODE]'],
  run(args, { out }) {
    const { config: file, code } = parseOptions(args, { config: { type: 'string' }, code: { type: 'string' } })
    if (file === undefined) return Promise.reject(new UsageError('enrol needs --config FILE'))
    const config = readConfigFile(file)
    out(`${JSON.stringify(code === undefined ? enrol(config) : enrolWithCode(config, code))}\n`)
    return Promise.resolve(0)
  },
}
