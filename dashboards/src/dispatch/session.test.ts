import { expect, test } from 'vitest'
import { ApiProblem } from '../api/client.ts'
import type { Person } from './contract.ts'
import { createSession } from './session.ts'
import { createSignInGuard } from './sign-in/sign-in-guard.ts'

const SIGNED_OUT = new ApiProblem({ status: 401, code: 'SIGN_IN_REQUIRED', detail: '' })
const AWAY = new ApiProblem({ status: 0, code: 'UNREACHABLE', detail: '' })

const WANG: Person = {
  ...{ id: '1', name: 'wang', displayName: { zh: '小王', en: 'Wang' }, roles: ['dispatcher'] },
  organisation: null,
  passwordIsTemporary: false,
}

function held<T>() {
  let resolve: (value: T) => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const promise = new Promise<T>((onDone, onFailed) => {
    resolve = onDone
    reject = onFailed
  })
  return { promise, resolve, reject }
}

const fine = { session: async () => WANG, signIn: async () => WANG, signOut: async () => undefined }

test('a server that hangs does not keep the screen empty', async () => {
  const session = createSession({ api: { ...fine, session: () => new Promise(() => undefined) } })
  const isOpen = createSignInGuard({ session, patience: async () => undefined })
  expect(await isOpen()).toBe(true)
})

test('only whoever is known to be signed out is sent to the sign-in', async () => {
  const answer = (failure: ApiProblem) =>
    createSignInGuard({
      session: createSession({ api: { ...fine, session: () => Promise.reject(failure) } }),
      patience: () => new Promise(() => undefined),
    })()
  expect([await answer(SIGNED_OUT), await answer(AWAY)]).toEqual([false, true])
})

test('a sign-out that the server did not hear of is told, until it hears or somebody signs in', async () => {
  let isAway = true
  const signOut = async () => {
    if (isAway) throw AWAY
  }
  const session = createSession({ api: { ...fine, signOut } })
  await session.signIn('wang', 'x')
  await session.signOut()
  expect(session.state).toEqual({ person: null, isKnown: true, isLeftOpen: true })
  isAway = false
  await session.signOut()
  expect(session.state.isLeftOpen).toBe(false)
  isAway = true
  await session.signOut()
  await session.signIn('wang', 'x')
  expect(session.state).toEqual({ person: WANG, isKnown: true, isLeftOpen: false })
})

test('the server has forgotten a session that it refuses to end', async () => {
  const session = createSession({
    api: { ...fine, signOut: () => Promise.reject(SIGNED_OUT) },
  })
  await session.signOut()
  expect(session.state.isLeftOpen).toBe(false)
})

test('the person is gone before the server has answered, and the next one waits for it', async () => {
  const answer = held<void>()
  const calls: string[] = []
  const session = createSession({
    api: {
      ...fine,
      signIn: async () => {
        calls.push('sign in')
        return WANG
      },
      signOut: async () => {
        await answer.promise
        calls.push('signed out')
      },
    },
  })
  await session.signIn('wang', 'x')
  void session.signOut()
  expect(session.state.person).toBeNull()
  const next = session.signIn('wang', 'x')
  answer.resolve()
  await next
  expect(calls).toEqual(['sign in', 'signed out', 'sign in'])
})

test('an answer from before the sign-out does not bring the person back', async () => {
  const answer = held<Person>()
  const session = createSession({ api: { ...fine, session: () => answer.promise } })
  const looking = session.look()
  await session.signOut()
  answer.resolve(WANG)
  expect([await looking, session.state.person]).toEqual([undefined, null])
})
