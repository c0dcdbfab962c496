import { z } from 'zod'

/** A text in the languages of our pages. */
export const namesSchema = z.strictObject({ zh: z.string(), en: z.string() })
