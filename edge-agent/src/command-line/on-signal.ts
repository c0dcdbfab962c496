/** For a program that is told to end, by a person or by its service manager. @returns what ends to listen */
export function onSignal(stop: () => void): () => void {
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  return () => {
    process.off('SIGTERM', stop)
    process.off('SIGINT', stop)
  }
}
