import { ApiProblem } from '../api/client.ts'
import { useFormat } from '../ui/use-format.ts'
import { type Key, useWords } from './words.ts'

const KEY_OF: Readonly<Record<string, Key>> = {
  UNREACHABLE: 'problem.unreachable',
  SIGN_IN_REQUIRED: 'problem.signIn',
  WRONG_SIGN_IN: 'signIn.wrong',
  FORBIDDEN: 'problem.forbidden',
  FORBIDDEN_ORIGIN: 'problem.forbiddenOrigin',
  NOT_FOUND: 'problem.notFound',
  CONFLICT: 'problem.conflict',
  TOO_LARGE: 'problem.tooLarge',
  BAD_REQUEST: 'problem.badRequest',
  UNPROCESSABLE: 'problem.badRequest',
  INTERNAL: 'problem.server',
}

/**
 * What went wrong as a sentence in the page's language. The server's own words are English: they follow where English is
 * read, and where they are all that is known.
 */
export function useProblemText(): (error: unknown) => string {
  const { t, locale } = useWords()
  const format = useFormat()
  return (error) => {
    if (!(error instanceof ApiProblem)) return t('problem.unknown')
    if (error.status === 429) {
      return t('problem.throttled', { wait: format.value.duration(error.retryAfterSeconds * 1_000) })
    }
    const key = KEY_OF[error.code] ?? (error.status >= 500 ? 'problem.server' : 'problem.unknown')
    return locale.value === 'en' && saysMore(error)
      ? t('problem.inWords', { text: t(key), detail: error.message })
      : t(key)
  }
}

function saysMore({ status }: ApiProblem): boolean {
  return status === 400 || status === 409 || status === 422
}
