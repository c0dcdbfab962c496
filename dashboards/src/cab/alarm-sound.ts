import { onBeforeUnmount, onMounted, type Ref, ref, watchEffect } from 'vue'

/** Two tones in turn, where ears are keen and an engine is not loud. */
const TONES_HERTZ = [2_700, 2_000] as const
const TONE_MS = 350
const LOUDNESS = 0.8
/** The kiosk's browser was started with `--autoplay-policy=no-user-gesture-required`. */
const ALLOWED_MARK = '#sound'

export interface AlarmSound {
  /** false: the browser wants the screen to be touched once before it lets the page sound */
  readonly isAllowed: Ref<boolean>
  readonly isPlaying: Ref<boolean>
}

/** The cab's speaker as a siren; the tone is made here and needs no file. */
export function useAlarmSound(isWanted: () => boolean): AlarmSound {
  const isAllowed = ref(navigator.userActivation?.hasBeenActive === true || location.hash === ALLOWED_MARK)
  const isPlaying = ref(false)
  let context: AudioContext | undefined
  let stopTone: (() => void) | undefined

  function allow(): void {
    isAllowed.value = true
    void context?.resume()
  }

  function play(): void {
    // made only when it may sound: a browser complains of one that was made before
    context ??= new AudioContext()
    void context.resume()
    stopTone ??= startTone(context)
    isPlaying.value = true
  }

  function silence(): void {
    stopTone?.()
    stopTone = undefined
    isPlaying.value = false
  }

  watchEffect(() => {
    if (isWanted() && isAllowed.value) play()
    else silence()
  })
  onMounted(() => {
    addEventListener('pointerdown', allow)
    addEventListener('keydown', allow)
  })
  onBeforeUnmount(() => {
    removeEventListener('pointerdown', allow)
    removeEventListener('keydown', allow)
    silence()
    void context?.close()
  })
  return { isAllowed, isPlaying }
}

function startTone(context: AudioContext): () => void {
  const oscillator = new OscillatorNode(context, { type: 'square', frequency: TONES_HERTZ[0] })
  const gain = new GainNode(context, { gain: LOUDNESS })
  oscillator.connect(gain).connect(context.destination)
  oscillator.start()
  let at = 0
  const timer = setInterval(() => {
    at = (at + 1) % TONES_HERTZ.length
    oscillator.frequency.value = TONES_HERTZ[at] ?? TONES_HERTZ[0]
  }, TONE_MS)
  return () => {
    clearInterval(timer)
    oscillator.stop()
    oscillator.disconnect()
    gain.disconnect()
  }
}
