import { randomUUID } from 'node:crypto'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Episode } from '../excursions/episode.ts'

/** One of these, as the truck's frames would have told it. */
export function episodeForTests(of: Partial<Episode> & Pick<Episode, 'id' | 'device'>): Episode {
  const { device, kind = 'temperature', compartment = 'c1' } = of
  return {
    ...{ fingerprint: `${kind}|${device}|${compartment}`, compartment, kind, severity: 'warning' },
    ...{ rule: { id: 'r1', version: 1 }, limit: { side: 'above', celsius: 8 }, openedAtMs: 0, closedAtMs: null },
    ...{ peakCelsius: 9.2, peakAtMs: 0, degreeMinutes: 3, cumulativeMinutes: 2, longestMinutes: 2, mktCelsius: null },
    ...{ minutesLeft: null, revision: 1, revisedBecause: 'live', seenAtMs: 0, ...of },
  }
}

/** One record of each kind of alerting. */
export async function makeAlertRecords(
  { db, clock }: { readonly db: BusinessDatabase; readonly clock: { nowMs(): number } },
  { organisationId, device }: { readonly organisationId: string; readonly device: string },
): Promise<{
  readonly alert: string
  readonly alertPlan: string
  readonly alertRota: string
  readonly alertMute: string
}> {
  const ids = { alert: randomUUID(), alertPlan: randomUUID(), alertRota: randomUUID(), alertMute: randomUUID() }
  const nowMs = clock.nowMs()
  const name = { zh: '夜班', en: 'Nights' }
  const made = { version: 1, created_at_ms: nowMs, ended_at_ms: null, organisation_id: organisationId }
  const plan = {
    ...{ name, severities: ['notice'], kinds: ['disk'], workingHours: null, repeat: null },
    steps: [{ who: [{ kind: 'group', role: 'quality' }], channels: ['sms'], waitMinutes: 0, hours: 'always' }],
  }
  const rota = {
    ...{ name, zone: 'Asia/Shanghai', startsOn: '2026-02-23', weeks: 1, swaps: [], mustCover: false },
    shifts: [{ week: 1, day: 1, from: '08:00', to: '20:00', personId: 'none' }],
  }
  const episode = episodeForTests({ id: ids.alert, device, openedAtMs: nowMs })
  await db.inTransaction(async (tx) => {
    await tx
      .insertInto('alert_plan')
      .values({ ...made, id: ids.alertPlan })
      .execute()
    await tx
      .insertInto('alert_plan_version')
      .values({ plan_id: ids.alertPlan, version: 1, content: JSON.stringify(plan), made_at_ms: nowMs, made_by: 'test' })
      .execute()
    await tx
      .insertInto('alert_rota')
      .values({ ...made, id: ids.alertRota, content: JSON.stringify(rota) })
      .execute()
    await tx
      .insertInto('alert_mute')
      .values({
        ...{ id: ids.alertMute, organisation_id: organisationId, device, kind: 'door', reason: 'maintenance' },
        ...{ made_at_ms: nowMs, until_ms: nowMs + 3_600_000, made_by: 'test', ended_at_ms: null },
      })
      .execute()
    await tx
      .insertInto('alert')
      .values({
        ...{ id: ids.alert, organisation_id: organisationId, device, fingerprint: episode.fingerprint },
        ...{ severity: 'warning', episode: JSON.stringify(episode), plan_id: null, plan_version: null },
        ...{ state: 'no-plan', run: 1, episodes: 1, opened_at_ms: nowMs, closed_at_ms: null, settles_at_ms: null },
        ...{ expires_at_ms: nowMs + 86_400_000, created_at_ms: nowMs },
      })
      .execute()
    await tx.insertInto('alert_episode').values({ episode_id: episode.id, alert_id: ids.alert }).execute()
  })
  return ids
}
