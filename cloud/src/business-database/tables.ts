import type { AuditTables } from './tables/audit.ts'
import type { IdentityTables } from './tables/identity.ts'

/** Every table of the business database; each subject declares its own below `tables/`. */
export interface BusinessTables extends IdentityTables, AuditTables {}
