import type { AnswerOf } from '../api/answers.ts'

export type Role = AnswerOf<'/api/session', 'get'>['person']['roles'][number]

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
] as const satisfies readonly Role[]

export const ORGANISATION_KINDS = ['pharmacy', 'clinic', 'wholesaler', 'carrier'] as const
