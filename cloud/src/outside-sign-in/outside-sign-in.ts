import { createOutsideIdentities } from './outside-identities.ts'
import type { OutsideSignIn } from './outside-routes.ts'
import { createPendingSignIns } from './pending-sign-ins.ts'
import { createOutsideProvider } from './provider.ts'

export interface OutsideConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly linkByEmail: boolean
}

type Parts = Omit<Parameters<typeof createOutsideIdentities>[0], 'linkByEmail'> & {
  /** where our pages are served */
  readonly origin: string
}

/** undefined where none is configured */
export function createOutsideSignIn(config: OutsideConfig | undefined, parts: Parts): OutsideSignIn | undefined {
  if (config === undefined) return undefined
  const redirectUri = `${parts.origin}/api/session/outside/callback`
  return {
    provider: createOutsideProvider({ ...config, redirectUri }),
    identities: createOutsideIdentities({ ...parts, linkByEmail: config.linkByEmail }),
    pending: createPendingSignIns(parts),
  }
}
