import type { WantedSettings } from '@coldrx/protocol'
import { type AgentConfig, ConfigError, parseConfig } from '../config.ts'
import { layoutFor } from '../layout.ts'
import { readProfiles } from '../probes/profile.ts'

/** Wanted settings that this device cannot or may not follow; `field` is the one of down/settings. */
export class SettingsRefusal extends Error {
  override readonly name = 'SettingsRefusal'
  readonly field: string

  constructor(field: string, problem: string) {
    super(problem)
    this.field = field
  }
}

/**
 * The device's own file with what is wanted in its place, under the very rules of that file. @throws SettingsRefusal
 */
export function effectiveConfig(own: AgentConfig, wanted: Pick<WantedSettings, 'layout' | 'cadence'>): AgentConfig {
  const { layout, cadence } = wanted
  const buses = own.buses.map(({ id }) => id)
  layout?.probes.forEach((probe, at) => {
    if (buses.includes(probe.bus)) return
    throw new SettingsRefusal(
      `layout.probes.${at}.bus`,
      `there is no bus "${probe.bus}"; there are ${buses.join(', ')}`,
    )
  })
  const document = {
    ...own,
    cadence: { ...own.cadence, ...cadence },
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
    throw toRefusal(error.problems[0] ?? 'is not usable', wanted, buses)
  }
}

/** Names the field of the message, not that of the document that was made of it. */
function toRefusal(
  text: string,
  { layout }: Pick<WantedSettings, 'layout'>,
  buses: readonly string[],
): SettingsRefusal {
  const [, path = '', problem = ''] = /^(.*?): (.*)$/s.exec(text) ?? [undefined, '', text]
  const probes = layout?.probes ?? []
  const ofBus = /^buses\.(\d+)\.probes\.(\d+)\.?(.*)$/.exec(path)
  if (ofBus !== null) {
    const [, bus, position, rest] = ofBus
    const onBus = probes.flatMap((probe, at) => (probe.bus === buses[Number(bus)] ? [at] : []))
    return new SettingsRefusal(`layout.probes.${onBus[Number(position)]}${rest === '' ? '' : `.${rest}`}`, problem)
  }
  const named = probes.findIndex(({ id }) => path === `"${id}"`)
  if (named >= 0) return new SettingsRefusal(`layout.probes.${named}.profile`, problem.replace(/^profile: /, ''))
  if (path.startsWith('cadence')) return new SettingsRefusal(path, problem)
  return new SettingsRefusal(path.startsWith('compartments') ? `layout.${path}` : 'layout', text)
}
