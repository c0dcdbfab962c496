import { RETENTION_KINDS, type RetentionKind } from '../audit/retention-kinds.ts'

const DAY_MS = 86_400_000
/** five calendar years have two leap days at most, and no year more than 366 days */
const YEAR_DAYS = 365.4

/** For how long each kind of record is kept, in milliseconds. */
export type RetentionPolicy = Readonly<Record<RetentionKind, number>>

export interface RetentionRule {
  readonly option: string
  readonly unit: 'days' | 'years'
  /** what the law wants at least */
  readonly floor: number
  readonly usual: number
  readonly law: string
}

export const RETENTION_RULES: Readonly<Record<RetentionKind, RetentionRule>> = {
  log: {
    ...{ option: 'retain-logs-days', unit: 'days', floor: 180, usual: 365 },
    law: 'network logs are kept for six months at least (Cybersecurity Law art. 21)',
  },
  gsp: {
    ...{ option: 'retain-gsp-years', unit: 'years', floor: 5, usual: 5 },
    law: 'GSP records are kept for five years at least (GSP art. 42)',
  },
  prescription: {
    ...{ option: 'retain-prescriptions-years', unit: 'years', floor: 5, usual: 15 },
    law: 'prescriptions sold online are kept for five years at least, records of an internet clinic for fifteen',
  },
}

export function retentionMs({ unit }: RetentionRule, count: number): number {
  return unit === 'days' ? count * DAY_MS : Math.ceil(count * YEAR_DAYS) * DAY_MS
}

export const USUAL_RETENTION: RetentionPolicy = {
  log: retentionMs(RETENTION_RULES.log, RETENTION_RULES.log.usual),
  gsp: retentionMs(RETENTION_RULES.gsp, RETENTION_RULES.gsp.usual),
  prescription: retentionMs(RETENTION_RULES.prescription, RETENTION_RULES.prescription.usual),
}

/** @throws Error naming the option and the floor: nobody may remove what the law wants kept, whoever configures it */
export function assertLawful(policy: RetentionPolicy): void {
  for (const kind of RETENTION_KINDS) {
    const rule = RETENTION_RULES[kind]
    if (policy[kind] < retentionMs(rule, rule.floor))
      throw new RangeError(`--${rule.option}: must be ${rule.floor} ${rule.unit} at least: ${rule.law}`)
  }
}
