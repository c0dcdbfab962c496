export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** What a person reads, in each language. */
export type Text = Readonly<Record<Language, string>>
