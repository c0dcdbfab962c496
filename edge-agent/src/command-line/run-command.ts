import { pino } from 'pino'
import { startAgent } from '../agent.ts'
import { openLine } from '../buses/open-line.ts'
import { createHostClock } from '../clock/host-clock.ts'
import { createMonotonicClock } from '../clock/monotonic.ts'
import { readConfigFile } from '../config.ts'
import { readBrokerSecret } from '../identity/broker-secret.ts'
import { readDeviceKey } from '../identity/device-key.ts'
import { createServiceManager } from '../service/service-manager.ts'
import type { Command } from './command.ts'
import { parseOptions } from './options.ts'
import { UsageError } from './usage-error.ts'

export const runCommand: Command = {
  usage: ['run --config FILE'],
  async run(args, { out, env }) {
    const { config: file } = parseOptions(args, { config: { type: 'string' } })
    if (file === undefined) throw new UsageError('run needs --config FILE')
    const config = readConfigFile(file)
    // stdout is for the lines that whoever started us waits for
    const log = pino({ base: { device: config.device } }, pino.destination({ fd: 2, sync: true }))
    const agent = await startAgent({
      config,
      key: readDeviceKey(config.directory),
      secret: readBrokerSecret(config.broker.secretFile),
      clock: createMonotonicClock(),
      hostClock: createHostClock(),
      random: Math.random,
      openPort: openLine,
      log,
    })
    const service = createServiceManager({ env, log, isAlive: () => agent.isSampling() })
    let refuse: (error: unknown) => void = () => undefined
    const stopFailed = new Promise<never>((_, reject) => {
      refuse = reject
    })
    const stop = (): void => {
      service.stopping()
      agent.stop().catch(refuse)
    }
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
    service.ready()
    out(agent.cabPort === null ? 'ready\n' : `ready cab http://127.0.0.1:${agent.cabPort}\n`)
    try {
      await Promise.race([agent.finished, stopFailed])
    } finally {
      service.close()
    }
    return 0
  },
}
