import type { OrganisationKind, Role } from '../../access/roles.ts'

export interface OrganisationTable {
  id: string
  kind: OrganisationKind
  name_zh: string
  name_en: string
  /** of the drug or medical licence; null: none is known */
  licence_number: string | null
  created_at_ms: number
  closed_at_ms: number | null
}

export interface PersonTable {
  id: string
  /** what is typed at sign-in, unique */
  name: string
  /** null: of no organisation, as a customer is */
  organisation_id: string | null
  /** sealed JSON of {zh, en}; null after erasure */
  display_name_sealed: string | null
  phone_sealed: string | null
  /** finds a phone number without opening any */
  phone_index: string | null
  email_sealed: string | null
  email_index: string | null
  /** null: signs in elsewhere, or not at all */
  password_hash: string | null
  /** until when a password that an administrator made opens the choice of an own one; null: it is the person's own */
  temporary_password_until_ms: number | null
  created_at_ms: number
  disabled_at_ms: number | null
  erased_at_ms: number | null
}

export interface PersonRoleTable {
  person_id: string
  role: Role
}

export interface SessionTable {
  /** SHA-256 of the cookie's token: a stolen file opens no session */
  token_hash: Uint8Array
  person_id: string
  created_at_ms: number
  expires_at_ms: number
  last_used_at_ms: number
  address_sealed: string | null
  user_agent_sealed: string | null
}

/** By which parts of a sealed name a person is found; an erased person has none. */
export interface PersonNameIndexTable {
  person_id: string
  name_index: string
}

/** Failed sign-ins in a window of time, counted where every instance sees them. */
export interface SignInAttemptsTable {
  /** blind index of what is counted: neither names nor addresses stand here */
  counter: string
  attempts: number
  until_ms: number
}

export interface IdentityTables {
  organisation: OrganisationTable
  person: PersonTable
  person_role: PersonRoleTable
  person_name_index: PersonNameIndexTable
  session: SessionTable
  sign_in_attempts: SignInAttemptsTable
}
