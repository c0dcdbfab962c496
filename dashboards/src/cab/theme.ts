import { type Ref, ref } from 'vue'

export const THEME_CHOICES = ['auto', 'day', 'night'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]

export interface Theme {
  readonly choice: Ref<ThemeChoice>
  next(): void
}

/** Forgotten at a restart, on purpose: a night screen left over from last night cannot be read in the morning's sun. */
export function useTheme(): Theme {
  const choice = ref<ThemeChoice>('auto')
  return {
    choice,
    next() {
      const index = (THEME_CHOICES.indexOf(choice.value) + 1) % THEME_CHOICES.length
      choice.value = THEME_CHOICES[index] ?? 'auto'
    },
  }
}
