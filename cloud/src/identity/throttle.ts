import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

export interface ThrottleLimits {
  readonly failuresPerName: number
  readonly failuresPerAddress: number
  readonly windowSeconds: number
}

const SIGN_IN_LIMITS: ThrottleLimits = { failuresPerName: 8, failuresPerAddress: 40, windowSeconds: 900 }

export interface SignInThrottle {
  /** Counts an attempt before the password is looked at, so that parallel guesses can't slip through. */
  attempt(name: string, address: string): Promise<{ readonly retryAfterSeconds: number } | 'allowed'>
  /** Only failures count: takes back what `attempt` counted. */
  succeeded(name: string, address: string): Promise<void>
}

export function createSignInThrottle({ limits = SIGN_IN_LIMITS }: { limits?: ThrottleLimits } = {}): SignInThrottle {
  const byName = new RateLimiterMemory({ points: limits.failuresPerName, duration: limits.windowSeconds })
  const byAddress = new RateLimiterMemory({ points: limits.failuresPerAddress, duration: limits.windowSeconds })

  return {
    async attempt(name, address) {
      const results = await Promise.allSettled([byName.consume(name), byAddress.consume(address)])
      let retryAfterSeconds = 0
      for (const result of results) {
        if (result.status === 'fulfilled') continue
        const reason: unknown = result.reason
        if (!(reason instanceof RateLimiterRes)) throw reason
        retryAfterSeconds = Math.max(retryAfterSeconds, Math.ceil(reason.msBeforeNext / 1000), 1)
      }
      return retryAfterSeconds === 0 ? 'allowed' : { retryAfterSeconds }
    },

    async succeeded(name, address) {
      await byName.delete(name)
      await byAddress.reward(address)
    },
  }
}
