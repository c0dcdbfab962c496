import { type InjectionKey, inject, reactive } from 'vue'
import { ApiProblem } from '../api/client.ts'
import type { Api } from './api.ts'
import type { Person } from './contract.ts'

export interface Session {
  readonly state: {
    readonly person: Person | null
    readonly isKnown: boolean
    /** somebody signed out here, and the server could not be told: its cookie still opens the fleet */
    readonly isLeftOpen: boolean
  }
  /** undefined when nobody is signed in; throws when that cannot be found out */
  look(): Promise<Person | undefined>
  signIn(name: string, password: string): Promise<void>
  /** Forgets the person at once; resolves when the server has been told, or could not be (`isLeftOpen`). */
  signOut(): Promise<void>
  /** the server no longer knows this session */
  forget(): void
  /** The person chose another password: what a temporary one keeps shut is open. */
  passwordChanged(): void
}

export const SESSION: InjectionKey<Session> = Symbol('session')

export function useSession(): Session {
  const session = inject(SESSION)
  if (session === undefined) throw new Error('no session is provided here')
  return session
}

export function createSession({ api }: { api: Pick<Api, 'session' | 'signIn' | 'signOut'> }): Session {
  const state = reactive({ person: null as Person | null, isKnown: false, isLeftOpen: false })
  let looking: Promise<Person | undefined> | undefined
  let leaving: Promise<void> = Promise.resolve()

  const isSignedOut = (error: unknown) => error instanceof ApiProblem && error.status === 401

  function forget(): void {
    state.person = null
    state.isKnown = true
  }

  async function ask(): Promise<Person | undefined> {
    const person = await api.session().catch((error: unknown) => {
      if (isSignedOut(error)) return null
      throw error
    })
    // Whoever signed in or out while the question was on its way knows better.
    if (!state.isKnown) {
      state.person = person
      state.isKnown = true
    }
    return state.person ?? undefined
  }

  async function leave(): Promise<void> {
    state.isLeftOpen = await api.signOut().then(
      () => false,
      (error: unknown) => !isSignedOut(error),
    )
  }

  return {
    state,
    async look() {
      if (state.isKnown) return state.person ?? undefined
      looking ??= ask().finally(() => {
        looking = undefined
      })
      return looking
    },
    async signIn(name, password) {
      // A sign-out still on its way would take the new session's cookie along.
      await leaving
      state.person = await api.signIn(name, password)
      state.isKnown = true
      state.isLeftOpen = false
    },
    signOut() {
      forget()
      leaving = leave()
      return leaving
    },
    forget,
    passwordChanged() {
      if (state.person !== null) state.person = { ...state.person, passwordIsTemporary: false }
    },
  }
}
