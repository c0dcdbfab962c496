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
  actionsOf: (alarmId: string) => Promise<readonly AlarmAction[]>,
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
        those.map(async ({ id, range, ...alarm }) => ({
          ...{ id, compartment: alarm.compartment, openedAtMs: alarm.openedAtMs, closedAtMs: alarm.closedAtMs },
          ...{ peakCelsius: alarm.peakCelsius, limit: `${range.minCelsius} … ${range.maxCelsius} °C` },
          actions: await actionsOf(id),
        })),
      )
    },
  }
}
