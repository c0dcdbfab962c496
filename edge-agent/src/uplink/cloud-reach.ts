import type { NetworkState } from './network-state.ts'

/** Whether the cloud can be told of an alarm, by its own word. */
export interface CloudReach {
  /** it has answered since it was out of reach last */
  readonly isReached: boolean
  /** monotonic; while it is reached this says nothing */
  readonly unreachedSinceMs: number
}

/**
 * Follows whether the cloud answers. A broker that can be connected to, and says that the cloud is there, proves nothing:
 * where no birth is answered the link comes and goes for hours, and each coming would begin the waiting anew.
 */
export function createCloudReach({ nowMs }: { readonly nowMs: () => number }) {
  let isReached = false
  let unreachedSinceMs = nowMs()
  return {
    get state(): CloudReach {
      return { isReached, unreachedSinceMs }
    },
    answered(): void {
      isReached = true
    },
    networkChanged(network: NetworkState): void {
      if (network === 'online' || !isReached) return
      isReached = false
      unreachedSinceMs = nowMs()
    },
  }
}
