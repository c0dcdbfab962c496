import type { Text } from '../command-line/text.ts'

export type CheckId =
  | 'configuration'
  | 'measuring-points'
  | 'credentials'
  | 'agent'
  | 'disk'
  | 'recorder'
  | 'clock'
  | 'ports'
  | 'lines'
  | 'gnss'
  | 'modem'
  | 'broker'
  | 'link'

export type Verdict = 'ok' | 'warning' | 'problem'

/** One thing that was looked at, in the words of the person who has to act. */
export interface Finding {
  readonly check: CheckId
  readonly verdict: Verdict
  /** for programs: does not change with the words */
  readonly code: string
  readonly what: Text
  /** what to do about it; null: nothing */
  readonly next: Text | null
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

type Told = Pick<Finding, 'what'> & Partial<Pick<Finding, 'detail'>>

export const ok = (check: CheckId, code: string, { what, detail = {} }: Told): Finding => ({
  ...{ check, verdict: 'ok', code, what, next: null, detail },
})

export const warning = (check: CheckId, code: string, { what, next, detail = {} }: Told & { next: Text }): Finding => ({
  ...{ check, verdict: 'warning', code, what, next, detail },
})

export const problem = (check: CheckId, code: string, { what, next, detail = {} }: Told & { next: Text }): Finding => ({
  ...{ check, verdict: 'problem', code, what, next, detail },
})
