import { type InjectionKey, inject, onBeforeUnmount, onMounted, provide, type ShallowRef, shallowRef } from 'vue'

export interface ScreenKeyboard {
  /** what is typed into; null: it is put away */
  readonly field: ShallowRef<HTMLInputElement | null>
  /** for a screen whose touches look like a mouse's */
  open(field: HTMLInputElement): void
  close(): void
}

const KEY: InjectionKey<ScreenKeyboard> = Symbol('keyboard')

/**
 * A field that is touched brings the keyboard; one that is reached with keys or a mouse has a keyboard of its own. What a
 * scanner types goes where it went before.
 */
export function provideKeyboard(): ScreenKeyboard {
  const field = shallowRef<HTMLInputElement | null>(null)
  let isTouch = false
  let isPress = false

  const keyboard: ScreenKeyboard = {
    field,
    open(wanted) {
      field.value = wanted
      wanted.focus()
    },
    close() {
      field.value = null
    },
  }

  function fieldOf({ target }: Event): HTMLInputElement | null {
    return target instanceof HTMLInputElement && target.type === 'text' ? target : null
  }
  function pressed(event: PointerEvent): void {
    isPress = true
    isTouch = event.pointerType !== 'mouse'
    const touched = fieldOf(event)
    // in focus already: it had been put away
    if (isTouch && touched !== null && touched === document.activeElement) field.value = touched
  }
  function typed(): void {
    isTouch = false
    isPress = false
  }
  function focused(event: FocusEvent): void {
    const reached = fieldOf(event)
    if (reached === null) return
    if (isTouch) field.value = reached
    else if (reached !== field.value) field.value = null
  }
  function left(event: FocusEvent): void {
    if (!isPress && event.target === field.value && event.relatedTarget !== null) field.value = null
  }
  /**
   * Only once a press has become a click: what is pressed would move away from under the finger. A field that went away
   * with its part of the screen is left without a word.
   */
  function clicked(): void {
    setTimeout(() => {
      const { activeElement, body } = document
      const isElsewhere = activeElement !== field.value && activeElement !== body
      if (field.value?.isConnected === false || field.value?.offsetParent === null || isElsewhere) field.value = null
    })
  }

  onMounted(() => {
    addEventListener('pointerdown', pressed, { capture: true })
    addEventListener('keydown', typed, { capture: true })
    addEventListener('focusin', focused)
    addEventListener('focusout', left)
    addEventListener('click', clicked)
  })
  onBeforeUnmount(() => {
    removeEventListener('pointerdown', pressed, { capture: true })
    removeEventListener('keydown', typed, { capture: true })
    removeEventListener('focusin', focused)
    removeEventListener('focusout', left)
    removeEventListener('click', clicked)
  })
  provide(KEY, keyboard)
  return keyboard
}

export function useKeyboard(): ScreenKeyboard {
  const keyboard = inject(KEY)
  if (keyboard === undefined) throw new Error('no keyboard was provided')
  return keyboard
}
