import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'

const LIMIT_SECONDS = 10

/** What stays with us while the browser is at the provider. */
export interface Challenge {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

export interface OutsidePerson {
  readonly subject: string
  /** only one that the provider says it has verified */
  readonly email: string | undefined
}

export class OutsideRefusedError extends Error {
  override readonly name = 'OutsideRefusedError'
}

export interface OutsideProvider {
  readonly issuer: string
  begin(): Promise<{ readonly address: URL; readonly challenge: Challenge }>
  /** @throws OutsideRefusedError: the provider said no, or what it said does not fit the challenge */
  finish(callbackQuery: string, challenge: Challenge): Promise<OutsidePerson>
}

/** An OpenID provider of somebody else: code, PKCE and nonce; its ID tokens are checked against its published keys. */
export function createOutsideProvider({
  issuer,
  clientId,
  clientSecret,
  redirectUri,
}: {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
}): OutsideProvider {
  const isLocal = new URL(issuer).protocol === 'http:'
  let known: Promise<Configuration> | undefined

  function configuration(): Promise<Configuration> {
    known ??= discovery(new URL(issuer), clientId, clientSecret, undefined, {
      execute: isLocal ? [enableNonRepudiationChecks, allowInsecureRequests] : [enableNonRepudiationChecks],
      timeout: LIMIT_SECONDS,
    }).catch((error: unknown) => {
      // a provider that is away today may be there tomorrow
      known = undefined
      throw error
    })
    return known
  }

  return {
    issuer,

    async begin() {
      const challenge = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
      const address = buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state: challenge.state,
        nonce: challenge.nonce,
        code_challenge: await calculatePKCECodeChallenge(challenge.verifier),
        code_challenge_method: 'S256',
      })
      return { address, challenge }
    },

    async finish(callbackQuery, { state, nonce, verifier }) {
      const callback = new URL(redirectUri)
      callback.search = callbackQuery
      try {
        const tokens = await authorizationCodeGrant(await configuration(), callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (claims === undefined) throw new OutsideRefusedError('the provider sent no ID token')
        const { sub, email, email_verified: verified } = claims
        return { subject: sub, email: verified === true && typeof email === 'string' ? email : undefined }
      } catch (error) {
        const isTheirs =
          error instanceof AuthorizationResponseError ||
          error instanceof ResponseBodyError ||
          error instanceof ClientError
        if (isTheirs) throw new OutsideRefusedError(error.message, { cause: error })
        throw error
      }
    },
  }
}
