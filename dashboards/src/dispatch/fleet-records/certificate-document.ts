import { type ApiClient, answerOf } from '../../api/client.ts'
import type { Certificate } from './records.ts'

export const DOCUMENT_TYPES = 'application/pdf,image/jpeg,image/png'

/** Hands in the paper of a certificate, as the very bytes of the file. */
export function uploadDocument(client: ApiClient, certificate: string, file: File): Promise<Certificate> {
  return answerOf(
    client.PUT('/api/certificates/{certificate}/document', {
      params: { path: { certificate } },
      headers: { 'Content-Type': file.type },
      body: file as never,
      bodySerializer: () => file,
    }),
  )
}
