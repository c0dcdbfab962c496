import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

export type AddressRefusal = 'address-rate' | 'address-strangers'

export interface Entry {
  readonly refusal: AddressRefusal | undefined
  /** To be called when the connection has said who it is, or has gone. */
  readonly known: () => void
}

export interface AddressGate {
  enter(address: string): Entry
}

const refuse = (refusal: AddressRefusal): Entry => ({ refusal, known: () => undefined })

/** Addresses that are remembered at once: 12,000 trucks and room to spare. */
const MOST_ADDRESSES = 50_000

/**
 * What one address may take of the doors that all share: without it, one host that connects again and again keeps the
 * whole fleet and the cloud out. A carrier's gateway stands for many trucks, so the bounds are far above one truck's.
 */
export function createAddressGate({
  connectsPerSecond,
  burst,
  maxStrangers,
  nowMs,
  mostAddresses = MOST_ADDRESSES,
}: {
  connectsPerSecond: number
  burst: number
  /** connections of one address that have not been admitted yet */
  maxStrangers: number
  nowMs: () => number
  mostAddresses?: number
}): AddressGate {
  const buckets = new Map<string, TokenBucket>()
  const strangers = new Map<string, number>()

  function bucketOf(address: string): TokenBucket {
    const bucket = buckets.get(address) ?? createTokenBucket({ tokensPerSecond: connectsPerSecond, burst, nowMs })
    // Most recently seen last, so that what is forgotten first is what has been quiet longest.
    buckets.delete(address)
    buckets.set(address, bucket)
    const [quietest] = buckets.keys()
    if (buckets.size > mostAddresses && quietest !== undefined) buckets.delete(quietest)
    return bucket
  }

  return {
    enter(address) {
      if (!bucketOf(address).take()) return refuse('address-rate')
      const waiting = strangers.get(address) ?? 0
      if (waiting >= maxStrangers) return refuse('address-strangers')
      strangers.set(address, waiting + 1)
      let isStranger = true
      return {
        refusal: undefined,
        known() {
          if (!isStranger) return
          isStranger = false
          const left = (strangers.get(address) ?? 1) - 1
          if (left === 0) strangers.delete(address)
          else strangers.set(address, left)
        },
      }
    },
  }
}
