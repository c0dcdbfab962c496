import type { AlarmRecord } from '../alarms/alarm-record.ts'
import type { Acknowledgement } from '../alerts/alerts.ts'
import type { EpisodeKind, EpisodeSource } from '../excursions/episode.ts'
import type { NamedById } from '../inspection/findable.ts'
import type { ReadModel, SpanQuery } from '../telemetry/read-model.ts'

/** What somebody did about an alarm. */
export interface AlarmAction {
  readonly atMs: number
  readonly by: string
  readonly text: string
}

export interface RecordedAlarm {
  readonly id: string
  readonly compartment: string | null
  readonly openedAtMs: number
  readonly closedAtMs: number | null
  readonly peakCelsius: number | null
  readonly limit: string
  readonly actions: readonly AlarmAction[]
}

/** The alarms that a record names: those that touch its span, oldest first. */
export interface RecordAlarms {
  readonly within: (span: SpanQuery & { readonly compartment: string | null }) => Promise<readonly RecordedAlarm[]>
}

export function alarmsOfReadModel(
  readModel: Pick<ReadModel, 'alarms'>,
  actionsOf: (alarm: AlarmRecord) => Promise<readonly AlarmAction[]>,
): RecordAlarms {
  return {
    async within({ device, compartment, fromMs, toMs }) {
      const all = await readModel.alarms({ state: 'all', devices: new Set([device]) })
      const those = all
        .filter(
          (alarm) =>
            alarm.openedAtMs <= toMs &&
            (alarm.closedAtMs ?? Number.POSITIVE_INFINITY) >= fromMs &&
            (compartment === null || alarm.compartment === compartment),
        )
        .sort((left, right) => left.openedAtMs - right.openedAtMs || (left.id < right.id ? -1 : 1))
      return Promise.all(
        those.map(async (alarm) => ({
          ...{
            id: alarm.id,
            compartment: alarm.compartment,
            openedAtMs: alarm.openedAtMs,
            closedAtMs: alarm.closedAtMs,
          },
          ...{ peakCelsius: alarm.peakCelsius, limit: rangeOf(alarm) },
          actions: await actionsOf(alarm),
        })),
      )
    },
  }
}

const rangeOf = ({ range }: AlarmRecord): string => `${range.minCelsius} … ${range.maxCelsius} °C`

/** What an alarm out of range is to those who are called. */
const OF_TEMPERATURE: ReadonlySet<EpisodeKind> = new Set(['temperature', 'critical'])

/** Who took the episodes that the alarm is part of, oldest first. What was undone was nothing done. */
export function actionsOfEpisodes({
  episodes,
  acknowledgementsOf,
  namesOf,
}: {
  readonly episodes: Pick<EpisodeSource, 'episodesOf'>
  readonly acknowledgementsOf: (episodeId: string) => Promise<readonly Acknowledgement[]>
  readonly namesOf: (personIds: readonly string[]) => Promise<readonly NamedById[]>
}): (alarm: AlarmRecord) => Promise<AlarmAction[]> {
  return async ({ device, compartment, openedAtMs, closedAtMs }) => {
    const span = { device, compartment, fromMs: openedAtMs, toMs: closedAtMs ?? Number.MAX_SAFE_INTEGER }
    const those = (await episodes.episodesOf(span)).filter(({ kind }) => OF_TEMPERATURE.has(kind))
    const taken = (await Promise.all(those.map(({ id }) => acknowledgementsOf(id)))).flat()
    // one alert may hold several episodes, and is taken once
    const unique = new Map(
      taken
        .filter(({ undoneAtMs }) => undoneAtMs === null)
        .map((one) => [`${one.alertId} ${one.personId} ${one.atMs}`, one]),
    )
    const acknowledged = [...unique.values()].sort((left, right) => left.atMs - right.atMs)
    const names = await namesOf(acknowledged.map(({ personId }) => personId))
    return acknowledged.map(({ personId, atMs, comment: text }) => ({
      ...{ atMs, text, by: names.find(({ id }) => id === personId)?.en ?? personId },
    }))
  }
}
