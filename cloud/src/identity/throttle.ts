import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

export interface ThrottleLimits {
  /** of one name from one address */
  readonly failuresPerPair: number
  readonly failuresPerAddress: number
  /** from all addresses together; so many that a stranger does not shut somebody out by a few guesses */
  readonly failuresPerName: number
  readonly windowSeconds: number
}

const SIGN_IN_LIMITS: ThrottleLimits = {
  failuresPerPair: 8,
  failuresPerAddress: 40,
  failuresPerName: 400,
  windowSeconds: 900,
}

export interface SignInThrottle {
  /** Counts an attempt before the password is looked at, so that parallel guesses can't slip through. */
  attempt(name: string, address: string): Promise<{ readonly retryAfterSeconds: number } | 'allowed'>
  /** Only failures count: takes back what `attempt` counted. */
  succeeded(name: string, address: string): Promise<void>
}

export function createSignInThrottle({ limits = SIGN_IN_LIMITS }: { limits?: ThrottleLimits } = {}): SignInThrottle {
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: limits.windowSeconds })
  const byAddress = limiter(limits.failuresPerAddress)
  const byPair = limiter(limits.failuresPerPair)
  const byName = limiter(limits.failuresPerName)
  const pairOf = (name: string, address: string): string => `${address} ${name}`

  return {
    async attempt(name, address) {
      // the address first, and no name of a blocked one is looked at: each would be remembered for the whole window
      for (const [counter, key] of [
        [byAddress, address],
        [byPair, pairOf(name, address)],
        [byName, name],
      ] as const) {
        const retryAfterSeconds = await consume(counter, key)
        if (retryAfterSeconds > 0) return { retryAfterSeconds }
      }
      return 'allowed'
    },

    async succeeded(name, address) {
      await byPair.delete(pairOf(name, address))
      await byName.reward(name)
      await byAddress.reward(address)
    },
  }
}

/** 0: there was one left */
async function consume(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason
    return Math.max(Math.ceil(reason.msBeforeNext / 1_000), 1)
  }
}
