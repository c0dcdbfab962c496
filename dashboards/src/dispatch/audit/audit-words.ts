import { useWords } from '../words.ts'
import { auditKindEn, didEn } from './actions-en.ts'

type Noun = keyof typeof didEn
type Kind = keyof typeof auditKindEn

/** By noun, in the order of the texts. */
export const AUDIT_NOUNS = Object.keys(didEn) as Noun[]
export const AUDIT_KINDS = Object.keys(auditKindEn) as Kind[]

export function actionsOf(noun: Noun): string[] {
  return Object.keys(didEn[noun]).map((verb) => `${noun}.${verb}`)
}

const ACTIONS: ReadonlySet<string> = new Set(AUDIT_NOUNS.flatMap(actionsOf))
const isKind = (kind: string): kind is Kind => Object.hasOwn(auditKindEn, kind)

interface Actor {
  readonly kind: 'person' | 'client' | 'system'
  readonly name: string | null
}

/** What an entry of the audit says, in words. What this page does not know, an older or newer server's, is told by its code. */
export function useAuditWords() {
  const { t } = useWords()
  return {
    did: (action: string): string =>
      ACTIONS.has(action) ? t(`audit.did.${action}` as 'audit.did.trip.depart') : action,
    nounOf: (noun: Noun): string => (isKind(noun) ? t(`audit.kinds.${noun}`) : t(`audit.partKinds.${noun}`)),
    kindOf: (kind: string): string => (isKind(kind) ? t(`audit.kinds.${kind}`) : kind),
    /** a part of the system has no name, and neither has who was erased; they are not the same */
    by: ({ kind, name }: Actor): string => name ?? t(kind === 'system' ? 'audit.system' : 'audit.gone'),
  }
}
