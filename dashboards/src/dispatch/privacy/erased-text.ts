import { useWords } from '../words.ts'

/** What stands in a record in the place of somebody who was erased. */
const PSEUDONYM = /^(recipient|person) [0-9a-f-]{36}$/

/** A name as a record has it, or that there is none any more. */
export function useErasedText(): (text: string) => string {
  const { t } = useWords()
  return (text) => (PSEUDONYM.test(text) ? t('privacy.recipient.nobody') : text)
}
