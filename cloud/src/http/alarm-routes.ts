import { z } from 'zod'
import type { FleetVisibility } from '../access/fleet-visibility.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import { toAlarmView } from '../telemetry/views.ts'
import { type Endpoint, endpoint } from './endpoint.ts'
import { alarmSchema } from './fleet-views.ts'

const LIMIT_TEXT = 'must be a whole number from 1 to 100'

const querySchema = z.strictObject({
  state: z.enum(['open', 'all'], { error: 'must be open or all' }).default('all'),
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, LIMIT_TEXT)
    .transform(Number)
    .default(100),
  before: z
    .string()
    .regex(/^[\w.:~-]{1,128}$/, 'must be the id of an alarm')
    .exactOptional(),
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
      answer: z.strictObject({ alarms: z.array(alarmSchema) }),
      async handle({ scope, query }) {
        const visible = await visibility.devicesOf(scope)
        // asked for before the page is cut: the newest hundred of all might be none of these
        const alarms = await readModel.alarms({ ...query, devices: visible === 'all' ? undefined : visible })
        return { alarms: alarms.map(toAlarmView) }
      },
    }),
  ]
}
