import type { WantedSettings } from '@coldrx/protocol'
import { type AgentConfig, ConfigError, parseConfig } from '../config.ts'
import { layoutFor } from '../layout.ts'
import { readProfiles } from '../probes/profile.ts'

export interface SettingsProblem {
  /** of down/settings */
  readonly field: string
  readonly problem: string
}

/** Wanted settings that this device cannot or may not follow: the first of all that is wrong with them, and the others. */
export class SettingsRefusal extends Error {
  override readonly name = 'SettingsRefusal'
  readonly field: string
  readonly others: readonly SettingsProblem[]

  constructor(field: string, problem: string, others: readonly SettingsProblem[] = []) {
    super(problem)
    this.field = field
    this.others = others
  }

  static of([first, ...others]: readonly SettingsProblem[]): SettingsRefusal {
    return new SettingsRefusal(first?.field ?? '', first?.problem ?? 'is not usable', others)
  }
}

/**
 * The device's own file with what is wanted in its place, under the very rules of that file. @throws SettingsRefusal
 */
export function effectiveConfig(
  own: AgentConfig,
  wanted: Pick<WantedSettings, 'layout' | 'cadence' | 'broker'>,
): AgentConfig {
  const { layout, cadence, broker } = wanted
  const buses = own.buses.map(({ id }) => id)
  const problems = (layout?.probes ?? []).flatMap(({ bus }, at): SettingsProblem[] =>
    buses.includes(bus)
      ? []
      : [{ field: `layout.probes.${at}.bus`, problem: `there is no bus "${bus}"; there are ${buses.join(', ')}` }],
  )
  // what a device says over a sealed line it must not be made to say over an open one
  if (own.broker.url.startsWith('mqtts:') && broker?.url.startsWith('mqtts:') === false) {
    problems.push({ field: 'broker.url', problem: 'must be an mqtts:// address, as that of the device’s own file is' })
  }
  if (problems.length > 0) throw SettingsRefusal.of(problems)
  const document = {
    ...own,
    cadence: { ...own.cadence, ...cadence },
    broker: { ...own.broker, ...broker },
    ...(layout === undefined
      ? {}
      : {
          compartments: layout.compartments.map(({ id, name, range, ...size }) => {
            // how strictly it is watched is the device's own file's to say
            const { alarms } = own.compartments.find((compartment) => compartment.id === id) ?? {}
            return { id, name, range, ...size, ...(alarms === undefined ? {} : { alarms }) }
          }),
          buses: own.buses.map((bus) => ({
            ...bus,
            probes: layout.probes.flatMap(({ bus: of, ...probe }) => (of === bus.id ? [probe] : [])),
          })),
        }),
  }
  try {
    const config = parseConfig(document, 'down/settings')
    layoutFor(config, readProfiles(config.profiles))
    return config
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw SettingsRefusal.of(error.problems.map((text) => toProblem(text, wanted, buses)))
  }
}

/** Names the field of the message, not that of the document that was made of it. */
function toProblem(
  text: string,
  { layout }: Pick<WantedSettings, 'layout'>,
  buses: readonly string[],
): SettingsProblem {
  const [, path = '', problem = ''] = /^(.*?): (.*)$/s.exec(text) ?? [undefined, '', text]
  const probes = layout?.probes ?? []
  const ofBus = /^buses\.(\d+)\.probes\.(\d+)\.?(.*)$/.exec(path)
  if (ofBus !== null) {
    const [, bus, position, rest] = ofBus
    const onBus = probes.flatMap((probe, at) => (probe.bus === buses[Number(bus)] ? [at] : []))
    return { field: `layout.probes.${onBus[Number(position)]}${rest === '' ? '' : `.${rest}`}`, problem }
  }
  const named = probes.findIndex(({ id }) => path === `"${id}"`)
  if (named >= 0) return { field: `layout.probes.${named}.profile`, problem: problem.replace(/^profile: /, '') }
  if (path.startsWith('cadence') || path.startsWith('broker')) return { field: path, problem }
  return { field: path.startsWith('compartments') ? `layout.${path}` : 'layout', problem: text }
}
