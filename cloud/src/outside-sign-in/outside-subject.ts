import type { FieldPlace } from '../lib/sealed-fields.ts'

/** What the blind index of a provider's subject is made of: one `sub` of two providers is two people. */
export function subjectForm(issuer: string, subject: string): string {
  return JSON.stringify([issuer, subject])
}

/** One person has one identity at a provider. */
export function subjectPlace(issuer: string, personId: string): FieldPlace {
  return { table: 'outside_identity', column: 'subject_sealed', row: JSON.stringify([issuer, personId]) }
}
