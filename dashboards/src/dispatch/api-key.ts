import { type InjectionKey, inject } from 'vue'
import type { Api } from './api.ts'

export const API: InjectionKey<Api> = Symbol('api')

export function useApi(): Api {
  const api = inject(API)
  if (api === undefined) throw new Error('no API is provided here')
  return api
}
