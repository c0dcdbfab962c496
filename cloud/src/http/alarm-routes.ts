import { Hono } from 'hono'
import { z } from 'zod'
import type { ReadModel } from '../telemetry/read-model.ts'
import { toAlarmView } from '../telemetry/views.ts'
import { parseQuery } from './request-parsing.ts'
import type { SignedInEnv } from './session-routes.ts'

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

export function alarmRoutes({ readModel }: { readModel: ReadModel }) {
  return new Hono<SignedInEnv>().get('/', async (c) => {
    const alarms = await readModel.alarms(parseQuery(c, querySchema))
    return c.json({ alarms: alarms.map(toAlarmView) })
  })
}
