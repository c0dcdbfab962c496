import type { Hono } from 'hono'

export type AcknowledgeAlarms = (by: string) => number

/** Whoever sits in the cab: there is no sign-in, and the screen is in reach of nobody else. */
const BY = 'cab-screen'

/**
 * `POST /api/cab/alarms/acknowledge`: pauses the sound and records who and when; `acknowledged` counts the alarms. JSON
 * only: a page of another origin may send forms and plain text here, and nothing else without being allowed to.
 */
export function addAlarmRoute(app: Hono, acknowledge: AcknowledgeAlarms): void {
  app.post('/api/cab/alarms/acknowledge', (c) => {
    if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
      return c.json({ error: { code: 'NOT_JSON', message: 'allowed as Content-Type is application/json' } }, 415)
    }
    return c.json({ acknowledged: acknowledge(BY) })
  })
}
