import { type InjectionKey, inject, reactive } from 'vue'
import type { Api } from './api.ts'
import type { Person } from './contract.ts'

export interface Session {
  readonly state: { readonly person: Person | null; readonly isKnown: boolean }
  /** undefined when nobody is signed in; throws when that cannot be found out */
  look(): Promise<Person | undefined>
  signIn(name: string, password: string): Promise<void>
  signOut(): Promise<void>
  /** the server no longer knows this session */
  forget(): void
}

export const SESSION: InjectionKey<Session> = Symbol('session')

export function useSession(): Session {
  const session = inject(SESSION)
  if (session === undefined) throw new Error('no session is provided here')
  return session
}

export function createSession({ api }: { api: Api }): Session {
  const state = reactive({ person: null as Person | null, isKnown: false })
  return {
    state,
    async look() {
      if (state.isKnown) return state.person ?? undefined
      state.person = await api.session().catch((error: unknown) => {
        if (error instanceof Error && 'failure' in error && error.failure === 'sign-in') return null
        throw error
      })
      state.isKnown = true
      return state.person ?? undefined
    },
    async signIn(name, password) {
      state.person = await api.signIn(name, password)
      state.isKnown = true
    },
    async signOut() {
      await api.signOut()
      state.person = null
    },
    forget() {
      state.person = null
      state.isKnown = true
    },
  }
}
