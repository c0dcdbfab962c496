import { z } from 'zod'
import type { FleetVisibility } from '../access/fleet-visibility.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import { toAlarmView } from '../telemetry/views.ts'
import { type Endpoint, endpoint } from './endpoint.ts'
import { alarmSchema } from './fleet-views.ts'
import { momentAndId, pageOf, pageQuery, parseCursor, toPage } from './paging.ts'

const querySchema = z.strictObject({
  ...pageQuery,
  state: z.enum(['open', 'all'], { error: 'must be open or all' }).default('all'),
})

export function alarmRoutes({
  readModel,
  visibility,
}: {
  readonly readModel: ReadModel
  readonly visibility: FleetVisibility
}): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/alarms',
      tag: 'fleet',
      summary: 'Alarms, newest first',
      query: querySchema,
      answer: pageOf(alarmSchema),
      async handle({ scope, query: { state, limit, after } }) {
        const visible = await visibility.devicesOf(scope)
        // asked for before the page is cut: the newest hundred of all might be none of these
        const alarms = await readModel.alarms({
          ...{ state, limit: limit + 1, after: parseCursor(after, momentAndId) },
          devices: visible === 'all' ? undefined : visible,
        })
        return toPage(alarms, { limit, keyOf: ({ openedAtMs, id }) => [openedAtMs, id], view: toAlarmView })
      },
    }),
  ]
}
