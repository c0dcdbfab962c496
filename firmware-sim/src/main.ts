import { parseArgs } from 'node:util'
import { COMMAND_HELP } from './control/commands.ts'
import { sendCommand } from './control/control-client.ts'
import { reasonOf, SimulatorError } from './errors.ts'
import { readHardwareFile } from './hardware.ts'
import { createSimulatedTruck } from './truck.ts'

const HELP = `usage:
  firmware-sim run --hardware FILE           plays the truck of a world file until SIGTERM or Ctrl-C
  firmware-sim fault --control SOCKET WORDS  one command to a running truck:
${COMMAND_HELP}`

async function run(hardwareFile: string): Promise<void> {
  const hardware = readHardwareFile(hardwareFile)
  const truck = createSimulatedTruck({ hardware })
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    truck.stop().catch(fail)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  const lines = await truck.start()
  if (stopping) return
  const transport = hardware.transport === 'pty' ? 'pseudo-terminals' : 'tcp'
  process.stdout.write(
    `ready ${hardware.device} ${transport} ${lines.map(({ id, address }) => `${id}=${address}`).join(' ')}\n`,
  )
}

function fail(error: unknown): void {
  process.stderr.write(
    `${error instanceof Error && !(error instanceof SimulatorError) ? error.stack : reasonOf(error)}\n`,
  )
  process.exitCode = 1
}

async function main(): Promise<void> {
  const [command, ...rest] = process.argv.slice(2)
  if (command === 'run') {
    const { values } = parseArgs({ args: rest, options: { hardware: { type: 'string' } } })
    if (values.hardware === undefined) throw new SimulatorError(`run needs --hardware FILE\n${HELP}`)
    await run(values.hardware)
  } else if (command === 'fault') {
    // Not parseArgs for the words: `-5` is a temperature, not an option.
    const [option, socket, ...words] = rest
    if (option !== '--control' || socket === undefined)
      throw new SimulatorError(`fault needs --control SOCKET\n${HELP}`)
    process.stdout.write(`${JSON.stringify(await sendCommand(socket, words))}\n`)
  } else throw new SimulatorError(HELP)
}

main().catch(fail)
