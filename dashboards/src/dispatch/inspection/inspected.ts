import type { AnswerOf } from '../../api/answers.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useClock } from '../server-clock.ts'
import { useWords } from '../words.ts'
import type { FoundKind } from './open-inspection.ts'

export type Inspected = AnswerOf<'/api/inspection/{kind}/{id}', 'get'>
export type InspectedOf<Kind extends FoundKind> = Extract<Inspected, { readonly kind: Kind }>
type Named = Inspected['names'][number]

/** Where what belongs to a record is looked at for the same inspection. */
export function inspectedAt(kind: FoundKind, id: string) {
  return { name: 'inspected', params: { kind, id } }
}

/** How times, names and limits stand on the records' pages. */
export function useInspectedTexts() {
  const { t, nameOf } = useWords()
  const format = useFormat()
  const clock = useClock()
  const named = (names: readonly Named[], id: string | null) => names.find((one) => one.id === id)
  return {
    moment: (at: string | null): string => (at === null ? '—' : format.value.dayAndTime(Date.parse(at), clock.nowMs())),
    range: ({ minCelsius, maxCelsius }: { readonly minCelsius: number; readonly maxCelsius: number }): string =>
      t('range.between', { min: format.value.number(minCelsius), max: format.value.number(maxCelsius) }),
    celsius: (value: number | null): string =>
      value === null ? '—' : `${format.value.number(value)} ${t('unit.celsius')}`,
    /** somebody whose name is erased, or a stop that was taken out of the plan */
    nameIn: (names: readonly Named[], id: string | null, gone: string): string => {
      const found = named(names, id)
      return id === null ? '—' : found === undefined ? gone : nameOf(found)
    },
  }
}
