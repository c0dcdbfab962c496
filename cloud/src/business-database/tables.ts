import type { AuditTables } from './tables/audit.ts'
import type { IdempotencyTables } from './tables/idempotency.ts'
import type { IdentityTables } from './tables/identity.ts'
import type { OAuthTables } from './tables/oauth.ts'
import type { TripTables } from './tables/trips.ts'

/** Every table of the business database; each subject declares its own below `tables/`. */
export interface BusinessTables extends IdentityTables, AuditTables, IdempotencyTables, OAuthTables, TripTables {}
