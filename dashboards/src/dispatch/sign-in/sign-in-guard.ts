import type { Session } from '../session.ts'

export interface SignInGuardParts {
  readonly session: Pick<Session, 'look'>
  /** resolves when a person has looked at an empty screen for long enough */
  readonly patience: () => Promise<void>
}

/**
 * Whether a page may be opened that shows the fleet. It may when the server does not say, or not in time: the page then
 * tells so and goes on trying, and the first refused request leads to the sign-in.
 */
export function createSignInGuard({ session, patience }: SignInGuardParts): () => Promise<boolean> {
  return async () => {
    const person = await Promise.race([session.look(), patience().then(() => 'unknown' as const)]).catch(
      () => 'unknown' as const,
    )
    return person !== undefined
  }
}
