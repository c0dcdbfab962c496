import { onBeforeUnmount, onMounted } from 'vue'

/** A scanner types far faster than this, people do not. */
const BETWEEN_KEYS_MS = 120
const SHORTEST = 2

/** Puts the keys of a scanner that plays a keyboard together: it types a code quickly and ends with Enter. */
export function createScanReader(onCode: (code: string) => void) {
  let typed = ''
  let lastAtMs = Number.NEGATIVE_INFINITY
  return {
    /** Whether the key ended a code: nobody else is to act on it. */
    key(key: string, atMs: number): boolean {
      if (atMs - lastAtMs > BETWEEN_KEYS_MS) typed = ''
      lastAtMs = atMs
      if (key === 'Enter' || key === 'Tab') {
        const code = typed.trim()
        typed = ''
        if (code.length < SHORTEST) return false
        onCode(code)
        return true
      }
      // the others are named: Shift, ArrowDown
      if (!/^\w{2,}$/.test(key)) typed += key
      return false
    },
  }
}

/** While it is mounted; what is typed into a field is no scan. */
export function useScanner(onCode: (code: string) => void): void {
  const reader = createScanReader(onCode)
  function listen(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return
    // a button in focus would be pressed by the scanner's Enter
    if (reader.key(event.key, event.timeStamp)) event.preventDefault()
  }
  onMounted(() => addEventListener('keydown', listen, { capture: true }))
  onBeforeUnmount(() => removeEventListener('keydown', listen, { capture: true }))
}
