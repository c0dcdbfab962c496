/** Waits for a condition by asking again and again; the test's own time-out is the limit. */
export async function waitFor<T>(ask: () => T | undefined | false): Promise<T> {
  for (;;) {
    const answer = ask()
    if (answer !== undefined && answer !== false) return answer
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
