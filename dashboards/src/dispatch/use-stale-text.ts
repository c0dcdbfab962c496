import { useFormat } from '../ui/use-format.ts'
import type { CompartmentView } from './compartment-view.ts'
import { useWords } from './words.ts'

/** What must stand beside a value that is not of now, an alarmed one too; null for one that is. */
export function useStaleText(nowMs: () => number): (compartment: CompartmentView) => string | null {
  const { t } = useWords()
  const format = useFormat()
  return ({ freshness, atMs }) => {
    if (atMs === null) return null
    if (freshness === 'old') return t('compartment.old', { age: format.value.age(atMs, nowMs()) })
    return freshness === 'ahead' ? t('compartment.ahead', { duration: format.value.duration(atMs - nowMs()) }) : null
  }
}
