import type { Clock } from '../clock.ts'
import { SimulatorError } from '../errors.ts'
import type { FaultTable } from '../faults/fault.ts'
import type { Hardware } from '../hardware.ts'
import type { Journal } from '../journal.ts'
import type { Line } from '../lines/line.ts'
import { createRandom, deriveSeed } from '../random.ts'
import { createDrive } from './drive.ts'
import { readLogFile } from './log-file.ts'
import { createLogReceiver } from './log-receiver.ts'
import { createRouteReceiver, type Receiver } from './receiver.ts'
import { createWay } from './route.ts'
import { ROUTES } from './routes/catalogue.ts'

export type GnssOptions = {
  readonly gnss: NonNullable<Hardware['gnss']>
  readonly seed: number
  readonly speed: number
  readonly line: () => Line | undefined
  readonly faults: FaultTable
  readonly journal: Journal
  readonly clock: Clock
}

/** The receiver that the world file asks for: on a route or playing a log. */
export function createGnss({ gnss, seed, speed, ...shared }: GnssOptions): Receiver {
  const { id, baud, log, route, startFraction } = gnss
  const random = createRandom(deriveSeed(seed, id))
  if (log !== undefined) {
    const { shiftToNow, loop } = log
    return createLogReceiver({ ...shared, id, baud, speed, random, shiftToNow, loop, epochs: readLogFile(log.path) })
  }
  if (route === undefined) throw new SimulatorError('gnss needs a route or a log')
  const drive = createDrive({
    way: createWay(ROUTES[route]),
    startFraction,
    random: createRandom(deriveSeed(seed, route)),
  })
  return createRouteReceiver({ ...shared, id, baud, speed, random, drive })
}
