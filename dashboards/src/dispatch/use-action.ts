import { type Ref, ref } from 'vue'
import { ApiProblem } from '../api/client.ts'
import { useToasts } from '../ui/toasts.ts'
import { useProblemText } from './problem-text.ts'
import { useWords } from './words.ts'

export interface Action {
  readonly isBusy: Readonly<Ref<boolean>>
  /** what went wrong the last time, for the foot of a form; empty: nothing */
  readonly problem: Readonly<Ref<string>>
  /** of a form's field, as FormField's `error`; `field` as the server names it, a path counts for its beginning */
  fieldProblem(field: string): string
  /** What `act` answers; undefined: refused or failed, and told. Pressed again meanwhile, it does nothing. */
  run<T>(act: () => Promise<T>, told?: { readonly done?: string; readonly byToast?: boolean }): Promise<T | undefined>
  forget(): void
}

/** Something that a person does and the server may refuse: busy meanwhile, told afterwards. */
export function useAction(): Action {
  const { t, locale } = useWords()
  const toasts = useToasts()
  const problemText = useProblemText()
  const isBusy = ref(false)
  const error = ref<unknown>()
  const problem = ref('')

  function forget(): void {
    error.value = undefined
    problem.value = ''
  }

  return {
    isBusy,
    problem,
    forget,
    fieldProblem(field) {
      if (!(error.value instanceof ApiProblem)) return ''
      const { field: wrong, message } = error.value
      if (wrong !== field && wrong?.startsWith(`${field}.`) !== true) return ''
      const text = t('problem.field')
      return locale.value === 'en' ? t('problem.inWords', { text, detail: message }) : text
    },
    async run(act, { done, byToast = false } = {}) {
      if (isBusy.value) return undefined
      isBusy.value = true
      forget()
      try {
        const answer = await act()
        if (done !== undefined) toasts.say('in', done)
        return answer
      } catch (thrown) {
        error.value = thrown
        problem.value = problemText(thrown)
        if (byToast) toasts.say('out', problem.value)
        return undefined
      } finally {
        isBusy.value = false
      }
    },
  }
}
