export const ROLES = [
  'customer',
  'doctor',
  'pharmacist',
  'platform-reviewer',
  'warehouse',
  'driver',
  'dispatcher',
  'quality',
  'technician',
  'administrator',
  'inspector',
] as const
export type Role = (typeof ROLES)[number]

export const ORGANISATION_KINDS = ['pharmacy', 'clinic', 'wholesaler', 'carrier'] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]
