import { type InjectionKey, inject } from 'vue'
import type { ApiClient } from '../api/client.ts'

export const CLIENT: InjectionKey<ApiClient> = Symbol('client')

export function useClient(): ApiClient {
  const client = inject(CLIENT)
  if (client === undefined) throw new Error('no API client is provided here')
  return client
}
