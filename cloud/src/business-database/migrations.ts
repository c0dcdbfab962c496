import type { Migration } from 'kysely'
import { COLUMN_TYPES, type Engine } from './column-types.ts'
import type { BusinessMigration } from './migration.ts'
import { peopleAndSessions } from './migrations/0001-people-and-sessions.ts'
import { organisationsAndRoles } from './migrations/0002-organisations-and-roles.ts'
import { audit } from './migrations/0003-audit.ts'
import { idempotency } from './migrations/0010-idempotency.ts'
import { oauth } from './migrations/0011-oauth.ts'
import { outboxAndWebhooks } from './migrations/0012-outbox-and-webhooks.ts'
import { outsideIdentities } from './migrations/0013-outside-identities.ts'
import { fleet } from './migrations/0030-fleet.ts'
import { trips } from './migrations/0040-trips.ts'
import { documents } from './migrations/0050-documents.ts'
import { accounts } from './migrations/0051-accounts.ts'
import { inspections } from './migrations/0052-inspections.ts'
import { auditSeals } from './migrations/0053-audit-seals.ts'
import { handOvers } from './migrations/0055-hand-overs.ts'
import { renewableSeals } from './migrations/0060-renewable-seals.ts'
import { privacy } from './migrations/0061-privacy.ts'
import { keptFiveYears } from './migrations/0090-kept-five-years.ts'
import { retiredAuthorities } from './migrations/0091-retired-authorities.ts'
import { recipientErasures } from './migrations/0092-recipient-erasures.ts'
import { settingsOnTrial } from './migrations/0093-settings-on-trial.ts'
import { tripPapers } from './migrations/0094-trip-papers.ts'
import { truckGeofences } from './migrations/0095-truck-geofences.ts'
import { releases } from './migrations/0096-releases.ts'
import { episodes } from './migrations/0100-episodes.ts'
import { alerts } from './migrations/0110-alerts.ts'
import { channels } from './migrations/0120-channels.ts'
import { mirror } from './migrations/0121-mirror.ts'

/** Their names are their order; a released one is never changed. */
const MIGRATIONS: Readonly<Record<string, BusinessMigration>> = {
  '0001-people-and-sessions': peopleAndSessions,
  '0002-organisations-and-roles': organisationsAndRoles,
  '0003-audit': audit,
  '0010-idempotency': idempotency,
  '0011-oauth': oauth,
  '0012-outbox-and-webhooks': outboxAndWebhooks,
  '0013-outside-identities': outsideIdentities,
  '0030-fleet': fleet,
  '0040-trips': trips,
  '0050-documents': documents,
  '0051-accounts': accounts,
  '0052-inspections': inspections,
  '0053-audit-seals': auditSeals,
  '0055-hand-overs': handOvers,
  '0060-renewable-seals': renewableSeals,
  '0061-privacy': privacy,
  '0090-kept-five-years': keptFiveYears,
  '0091-retired-authorities': retiredAuthorities,
  '0092-recipient-erasures': recipientErasures,
  '0093-settings-on-trial': settingsOnTrial,
  '0094-trip-papers': tripPapers,
  '0095-truck-geofences': truckGeofences,
  '0096-releases': releases,
  '0100-episodes': episodes,
  '0110-alerts': alerts,
  '0120-channels': channels,
  '0121-mirror': mirror,
}

export function migrationsFor(engine: Engine): Record<string, Migration> {
  const place = { engine, types: COLUMN_TYPES[engine] }
  return Object.fromEntries(Object.entries(MIGRATIONS).map(([name, up]) => [name, { up: (db) => up(db, place) }]))
}
