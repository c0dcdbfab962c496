import { computed } from 'vue'
import { useWords } from '../words.ts'

interface Dated {
  readonly calibratedOn: string
  readonly dueOn: string
}

/** Of the table of a probe's certificates, wherever it stands. */
export function useCertificateColumns<Row extends Dated>() {
  const { t } = useWords()
  return computed(() => [
    { key: 'number', label: t('fleet.certificate.number') },
    { key: 'issuer', label: t('fleet.certificate.issuer') },
    { key: 'on', label: t('fleet.certificate.calibratedOn'), text: (row: Row) => row.calibratedOn },
    { key: 'due', label: t('fleet.certificate.dueOn'), text: (row: Row) => row.dueOn },
    { key: 'errors', label: t('fleet.certificate.errors') },
    { key: 'document', label: t('fleet.certificate.document') },
  ])
}
