export interface TokenBucket {
  take(): boolean
}

export function createTokenBucket({
  tokensPerSecond,
  burst,
  nowMs,
}: {
  tokensPerSecond: number
  burst: number
  nowMs: () => number
}): TokenBucket {
  let tokens = burst
  let filledAtMs = nowMs()
  return {
    take() {
      const now = nowMs()
      tokens = Math.min(burst, tokens + ((now - filledAtMs) / 1000) * tokensPerSecond)
      filledAtMs = now
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
