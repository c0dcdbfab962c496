import type { AnswerOf } from '../../api/answers.ts'

/** Hands the reader what is held about a person, as a file. */
export function saveRecord(record: AnswerOf<'/api/privacy/record', 'get'>): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(record, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  // no name: file names end up in lists that others see
  link.download = `coldrx-${record.person.id}.json`
  link.click()
  URL.revokeObjectURL(address)
}
