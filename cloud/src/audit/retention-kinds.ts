import type { AuditSubject } from './audit-actions.ts'

/** How long something is kept, by what law wants it. What is not known to be less is a record that GSP wants kept: permissions, fleet, trips, inspections. */
export const RETENTION_KINDS = ['log', 'gsp', 'prescription'] as const
export type RetentionKind = (typeof RETENTION_KINDS)[number]

/** Of records whose subject is one of these, entries are no more than a log of who was there. */
export const LOG_SUBJECTS = [
  'audit-entry',
  'client',
  'grant',
  'retention',
  'session',
  'sign-in',
  'webhook',
] as const satisfies readonly AuditSubject[]

/** What a prescription was made of, reviewed and given by. */
export const PRESCRIPTION_SUBJECTS = [
  'prescription',
  'prescription-review',
  'dispensing',
] as const satisfies readonly AuditSubject[]
