import { type ComputedRef, computed } from 'vue'
import { useFormat } from '../ui/use-format.ts'
import type { Reason } from './attention.ts'
import type { Names } from './contract.ts'
import { useWords } from './words.ts'

/** Reasons in the words of the page's language. */
export function useReasons(): ComputedRef<(reason: Reason, nowMs: number) => string> {
  const { t, nameOf } = useWords()
  const format = useFormat()
  const list = (names: readonly Names[]) => names.map(nameOf).join(t('reason.and'))
  return computed(() => (reason, nowMs) => {
    switch (reason.kind) {
      case 'not-recording':
        return t(`reason.notRecording.${reason.problem}`, { time: format.value.moment(reason.sinceMs, nowMs) })
      case 'power-off':
        return t('reason.powerOff')
      case 'probes':
        return t('reason.probes', { probes: reason.sources.join(t('reason.and')) })
      case 'broken':
      case 'forks':
      case 'quarantined':
        return t(`reason.${reason.kind}`, { n: reason.n })
      case 'clock-ahead':
        return t('reason.clockAhead', { duration: format.value.duration(reason.aheadMs) })
      case 'clock-unset':
        return t('reason.clockUnset')
      case 'door-open':
        return t('reason.doorOpen', { compartments: list(reason.compartments) })
      case 'unknown':
        return t('reason.unknown', { compartments: list(reason.compartments) })
      case 'old':
        return t('reason.old', { age: format.value.age(reason.atMs, nowMs) })
      case 'no-fix':
        return t('reason.noFix')
    }
  })
}
