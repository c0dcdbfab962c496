import { join } from 'node:path'
import { type Clock, systemClock } from './clock.ts'
import { type ControlServer, claimControlPath, openControlServer } from './control/control-server.ts'
import type { ControlledTruck, ForcedState } from './control/controlled-truck.ts'
import { SimulatorError } from './errors.ts'
import {
  createFaultTable,
  type Fault,
  GNSS_FAULTS,
  MEASUREMENT_FAULTS,
  MODEM_FAULTS,
  SLAVE_FAULTS,
} from './faults/fault.ts'
import { createGnss } from './gnss/gnss.ts'
import type { Hardware, HardwareSlave } from './hardware.ts'
import { type Journal, openJournal } from './journal.ts'
import type { Line } from './lines/line.ts'
import { openPtyLine } from './lines/pty-line.ts'
import { openTcpLine } from './lines/tcp-line.ts'
import { type Bus, createBus } from './modbus/bus.ts'
import { createSlave, type Slave } from './modbus/slave.ts'
import { MODELS } from './models/catalogue.ts'
import { createModem, type Modem, type SentSms } from './modem/modem.ts'
import { createRandom, deriveSeed } from './random.ts'
import { readSeriesFile } from './series/series-file.ts'
import { createSeriesPlayer, type SeriesPlayer } from './series/series-player.ts'
import { createSlaveSource } from './slave-source.ts'
import { type Compartment, createCompartment } from './thermal/compartment.ts'
import { createWeather } from './thermal/weather.ts'

export type SimulatedTruck = ControlledTruck & {
  readonly device: string
  readonly journalPath: string
  /** What the network took from the modem since the start. */
  readonly sentSms: () => readonly SentSms[]
  /** Opens the lines and begins to answer; tells where each line is found. */
  readonly start: () => Promise<readonly Pick<Line, 'id' | 'address' | 'port'>[]>
  /** May be called at any time and more than once; leaves no file, timer or socket. */
  readonly stop: () => Promise<void>
}

export type SimulatedTruckOptions = { readonly hardware: Hardware; readonly clock?: Clock }

/**
 * A log is played as recorded, so a receiver that plays one can only fail as a line does. What only something measured
 * can have is refused where nothing is measured: it would be listed and journalled without any effect.
 */
function faultTargets({ lines, gnss, modem }: Hardware): Map<string, readonly Fault['kind'][]> {
  const targets = new Map<string, readonly Fault['kind'][]>()
  const measures = ({ model }: HardwareSlave): boolean => MODELS[model].fields.some(({ kind }) => kind === 'measured')
  const faultsOf = (measuring: boolean): readonly Fault['kind'][] =>
    measuring ? SLAVE_FAULTS : SLAVE_FAULTS.filter((kind) => !MEASUREMENT_FAULTS.some((other) => other === kind))
  for (const { id, slaves } of lines) {
    targets.set(id, faultsOf(slaves.some(measures)))
    for (const slave of slaves) targets.set(slave.source, faultsOf(measures(slave)))
  }
  if (gnss !== undefined) targets.set(gnss.id, gnss.log === undefined ? GNSS_FAULTS : ['garbage', 'silent'])
  if (modem !== undefined) targets.set(modem.id, MODEM_FAULTS)
  return targets
}

/** One truck's hardware: the air in its body, the probes on its lines, the receiver on its roof. */
export function createSimulatedTruck({ hardware, clock = systemClock }: SimulatedTruckOptions): SimulatedTruck {
  const journalPath = join(hardware.directory, 'journal.ndjson')
  const faults = createFaultTable(faultTargets(hardware))
  const compartments = new Map<string, Compartment>()
  const slaves = new Map<string, Slave>()
  let powerOn = true
  let modem: Modem | undefined
  let running: { journal: Journal; lines: Line[]; halts: (() => void)[]; control?: ControlServer } | undefined
  let starting: Promise<unknown> | undefined
  let stopping: Promise<void> | undefined

  const player = (
    series: { path: string; format: 'ruuvi' | 'uci' | 'nab'; stepMs: number } | undefined,
  ): SeriesPlayer | undefined =>
    series === undefined
      ? undefined
      : createSeriesPlayer({
          rows: readSeriesFile(series.path, series.format),
          stepMs: series.stepMs,
          startMs: clock.nowMs(),
        })

  const buildCompartments = (): void => {
    const weather = createWeather(deriveSeed(hardware.seed, 'weather'))
    for (const { id, series, ...size } of hardware.compartments) {
      const played = player(series)
      compartments.set(
        id,
        createCompartment({
          id,
          size,
          weather,
          speed: hardware.speed,
          startMs: clock.nowMs(),
          ...(played === undefined ? {} : { series: played }),
        }),
      )
    }
  }

  const openLine = (line: { id: string; port?: number }, onBytes: (bytes: Buffer) => void): Promise<Line> =>
    hardware.transport === 'pty'
      ? openPtyLine({ id: line.id, directory: join(hardware.directory, 'dev'), onBytes })
      : openTcpLine({ id: line.id, port: line.port ?? 0, onBytes })

  const buildBus = (line: Hardware['lines'][number], journal: Journal, opened: () => Line | undefined): Bus => {
    const onLine = line.slaves.map((slave) => {
      const setpointCelsius = hardware.compartments.find(({ id }) => id === slave.compartment)?.setpointCelsius ?? 0
      const behind = createSlaveSource({
        slave,
        compartments,
        series: player(slave.series),
        powerOn: () => powerOn,
        seed: deriveSeed(hardware.seed, slave.source),
      })
      const { unit, source } = slave
      const model = MODELS[slave.model]
      const built = createSlave({
        unit,
        source,
        lineId: line.id,
        baud: line.baud,
        setpointCelsius,
        model,
        behind,
        journal,
      })
      slaves.set(source, built)
      return built
    })
    const random = createRandom(deriveSeed(hardware.seed, line.id))
    return createBus({ id: line.id, baud: line.baud, slaves: onLine, line: opened, faults, random, clock })
  }

  const halt = async (): Promise<void> => {
    const { journal, lines, halts, control } = running ?? {}
    running = undefined
    for (const stopPart of halts ?? []) stopPart()
    await control?.close()
    await Promise.all((lines ?? []).map((line) => line.close()))
    journal?.close()
  }

  const force = (target: string, state: ForcedState): number => {
    const nowMs = clock.nowMs()
    if ('power' in state) {
      powerOn = state.power === 'on'
      for (const compartment of compartments.values()) compartment.setPower(powerOn, nowMs)
      return nowMs
    }
    if ('values' in state) {
      const slave = slaves.get(target)
      if (slave === undefined)
        throw new SimulatorError(`no probe "${target}"; allowed: ${[...slaves.keys()].join(', ')}`)
      if (state.values === 'auto') slave.release()
      else slave.force(state.values)
      return nowMs
    }
    const compartment = compartments.get(target)
    if (compartment === undefined)
      throw new SimulatorError(`no compartment "${target}"; allowed: ${[...compartments.keys()].join(', ')}`)
    if ('door' in state) compartment.setDoor(state.door === 'open', nowMs)
    else if ('defrost' in state) compartment.startDefrost(nowMs)
    else if ('compressor' in state) compartment.setCompressor(state.compressor, nowMs)
    else compartment.setOutside(state.outsideCelsius === 'auto' ? undefined : state.outsideCelsius, nowMs)
    return nowMs
  }

  const open = async (): Promise<readonly Pick<Line, 'id' | 'address' | 'port'>[]> => {
    if (hardware.control !== undefined) await claimControlPath(hardware.control)
    const journal = openJournal(journalPath)
    const lines: Line[] = []
    const halts: (() => void)[] = []
    running = { journal, lines, halts }
    try {
      buildCompartments()
      for (const line of hardware.lines) {
        let opened: Line | undefined
        const bus = buildBus(line, journal, () => opened)
        halts.push(bus.stop)
        opened = await openLine(line, bus.receive)
        lines.push(opened)
      }
      if (hardware.gnss !== undefined) {
        let opened: Line | undefined
        const { seed, speed } = hardware
        const receiver = createGnss({ gnss: hardware.gnss, seed, speed, line: () => opened, faults, journal, clock })
        // A receiver does not listen to its line.
        opened = await openLine(hardware.gnss, () => undefined)
        lines.push(opened)
        receiver.start()
        halts.push(receiver.stop)
      }
      if (hardware.modem !== undefined) {
        let opened: Line | undefined
        const { id, baud } = hardware.modem
        const smsPath = join(hardware.directory, 'sms.ndjson')
        const built = createModem({ id, baud, line: () => opened, faults, clock, smsPath })
        modem = built
        halts.push(built.stop)
        opened = await openLine(hardware.modem, built.receive)
        lines.push(opened)
      }
      if (hardware.control !== undefined)
        running.control = await openControlServer({ path: hardware.control, truck: { faults, force } })
    } catch (error) {
      await halt()
      throw error
    }
    return lines.map(({ id, address, port }) => ({ id, address, ...(port === undefined ? {} : { port }) }))
  }

  return {
    device: hardware.device,
    journalPath,
    sentSms: () => modem?.sent() ?? [],
    faults,
    force,
    async start() {
      await stopping
      stopping = undefined
      if (running !== undefined) throw new SimulatorError(`truck ${hardware.device} is already running`)
      const opening = open()
      // A stop that comes while lines are being opened waits for them, or they would stay open.
      starting = opening.catch(() => undefined)
      return opening
    },
    async stop() {
      stopping ??= (starting ?? Promise.resolve()).then(halt)
      await stopping
    },
  }
}
