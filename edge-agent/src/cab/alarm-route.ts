import type { Hono } from 'hono'
import { jsonOnly } from './json-body.ts'

export type AcknowledgeAlarms = (by: string) => number

/** Whoever is at a screen of the cab: nobody signs in there. */
const BY = 'cab-screen'

/** `POST /api/cab/alarms/acknowledge`: pauses the sound and records who and when; `acknowledged` counts the alarms. */
export function addAlarmRoute(app: Hono, acknowledge: AcknowledgeAlarms): void {
  app.post('/api/cab/alarms/acknowledge', jsonOnly, (c) => c.json({ acknowledged: acknowledge(BY) }))
}
