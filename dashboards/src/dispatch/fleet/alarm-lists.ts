import type { Alarm } from '../contract.ts'
import type { TruckView } from '../truck-view.ts'
import type { AlarmLists, OpenAlarm } from './fleet-messages.ts'

const RECENT_SHOWN = 30
/** More than anybody reads; a fleet in which everything alarms must not stop the page. */
const OPEN_SHOWN = 200

export function alarmLists(views: readonly TruckView[], alarms: ReadonlyMap<string, Alarm>): AlarmLists {
  const open = views.flatMap(openOf).sort((left, right) => left.openedAt - right.openedAt)
  const openIds = new Set(open.map(({ id }) => id))
  return {
    open: open.slice(0, OPEN_SHOWN),
    recent: [...alarms.values()]
      .filter(({ id, closedAt }) => closedAt !== null && !openIds.has(id))
      .sort((left, right) => (right.closedAt ?? 0) - (left.closedAt ?? 0))
      .slice(0, RECENT_SHOWN),
    // What speaks against the records of a truck does not pass: what came twice or broken stays in the log.
    doubted: views.flatMap(({ truck, reasons }) => {
      const doubts = reasons.filter(({ kind }) => kind === 'forks' || kind === 'broken' || kind === 'quarantined')
      return doubts.length === 0 ? [] : [{ device: truck.device, name: truck.name, doubts }]
    }),
  }
}

function openOf({ truck, compartments }: TruckView): OpenAlarm[] {
  return compartments.flatMap(({ id, name, range, alarm }) =>
    alarm === null
      ? []
      : [
          {
            id: alarm.id,
            ...{ device: truck.device, truckName: truck.name, compartment: id, compartmentName: name },
            ...{ openedAt: alarm.openedAt, closedAt: null, peakCelsius: alarm.peakCelsius, range },
          },
        ],
  )
}
